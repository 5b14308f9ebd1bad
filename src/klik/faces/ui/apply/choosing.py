"""For which child somebody applies: her own are offered before anything is asked."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.ui.apply.asking import next_page
from klik.faces.ui.apply.drawing import Choice, Wrong
from klik.faces.ui.apply.hers import NOT_UNDERSTOOD, Hers, context_of, hers, see_other, to
from klik.faces.ui.apply.overview import first_page
from klik.faces.ui.apply.ways import ApplyRequest
from klik.faces.ui.words import day_written
from klik.ground.clock import moment_now

_FIELD: Final = "child"
_ANOTHER: Final = "another"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ApplyRequest, reference: str) -> HttpResponse:
    """Offer the children whom a register knows as hers, and another."""
    shown = hers(request, reference)
    offered = []
    if shown.application.state == "draft":
        offered = applications.children_offered(shown.application, moment=moment_now())
    if not offered:
        return see_other(to(request, "apply-overview", reference))
    if request.method != "POST":
        return render(request, "apply/whom.html", _context(request, shown, offered))
    sent = request.POST.get(_FIELD, "")
    if sent == _ANOTHER:
        applying.choose_another_child(shown.application, moment=moment_now())
        return see_other(to(request, "apply-page", reference, first_page(hers(request, reference))))
    if sent not in {str(one.row) for one in offered}:
        wrong = [Wrong(_("Choose for which child you ask this."), _id(str(offered[0].row)))]
        context = _context(request, shown, offered) | {"wrong": wrong}
        return render(request, "apply/whom.html", context, status=NOT_UNDERSTOOD)
    applying.choose_child(shown.application, UUID(sent), moment=moment_now())
    return see_other(next_page(request, hers(request, reference), ""))


def _context(
    request: ApplyRequest, shown: Hers, offered: list[applications.Offered]
) -> dict[str, object]:
    reference = shown.application.reference
    another = Choice(_FIELD, _id(_ANOTHER), _ANOTHER, _("Another child"), is_chosen=False)
    return context_of(
        shown,
        choices=[*(_choice(one) for one in offered), another],
        provider=str(shown.found.adoption.content["agreement"]["provider"]),
        back=to(request, "apply-overview", reference),
    )


def _choice(child: applications.Offered) -> Choice:
    value = str(child.row)
    return Choice(_FIELD, _id(value), value, _said(child), is_chosen=child.is_chosen)


def _said(child: applications.Offered) -> str:
    born = day_written(child.born_on) if child.born_on else ""
    if child.name and born:
        return _("%(name)s, born on %(day)s") % {"name": child.name, "day": born}
    return child.name or _("A child born on %(day)s") % {"day": born}


def _id(value: str) -> str:
    return f"{_FIELD}-{value}"
