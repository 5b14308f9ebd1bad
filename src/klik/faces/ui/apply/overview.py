"""How far an application is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.ui.apply.hers import Hers, context_of, disputes_of, hers, next_of, see_other, to
from klik.faces.ui.apply.ways import ApplyRequest
from klik.ground.clock import moment_now


@require_safe
def overview(request: ApplyRequest, reference: str) -> HttpResponse:
    """Show how far an application is: what is answered, what is still asked, what is known."""
    shown = hers(request, reference)
    if shown.application.state == "waiting":
        return see_other(to(request, "apply-answer", reference))
    if shown.application.state != "draft":
        return see_other(to(request, "apply-receipt", reference))
    following = next_of(shown.found.pages, "")
    parts = [
        (
            shown.page_title(one),
            to(request, "apply-page", reference, one.page.word),
            one.is_answered,
        )
        for one in shown.found.pages
    ]
    has_address = applications.ADDRESS in shown.found.saved
    parts.append((_("Where we write to you"), to(request, "apply-address", reference), has_address))
    context = context_of(
        shown,
        parts=parts,
        done=sum(is_answered for _title, _address, is_answered in parts),
        known=shown.found.known,
        disputes=disputes_of(shown),
        offers=bool(applications.children_offered(shown.application, moment=moment_now())),
        next=to(request, "apply-page", reference, following.page.word)
        if following
        else to(request, "apply-review", reference),
    )
    return render(request, "apply/overview.html", context)


def after_start(request: ApplyRequest, reference: str) -> str:
    """Return where an application goes on that was begun now or before."""
    shown = hers(request, reference)
    if shown.found.saved:
        return to(request, "apply-overview", reference)
    if applications.children_offered(shown.application, moment=moment_now()):
        return to(request, "apply-whom", reference)
    return to(request, "apply-page", reference, first_page(shown))


def first_page(shown: Hers) -> str:
    """Return the word of the first page that is asked.

    Raises:
        PageNotAsked: A package without any question.
    """
    if not shown.found.pages:
        raise applying.PageNotAsked
    return shown.found.pages[0].page.word
