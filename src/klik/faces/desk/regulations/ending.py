"""End an adoption by a decision of the council, on the last day that it holds."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.catalogue import operations, queries
from klik.domains.catalogue.operations import Ending
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.cases.finding import title_of
from klik.faces.desk.regulations.adopting import ADOPTS
from klik.faces.ui.forms import DateField
from klik.ground.clock import moment_now


class EndForm(forms.Form):
    """The decision that ends an adoption."""

    last_day = DateField(
        label=gettext_lazy("Last day on which it holds"),
        help_text=gettext_lazy("Children of that day or before still get it."),
    )
    organ = forms.CharField(
        label=gettext_lazy("Who decided"), max_length=200,
        initial=gettext_lazy("Municipal council"),
        error_messages={"required": gettext_lazy("Fill in who decided.")},
    )  # fmt: skip
    decided_on = DateField(label=gettext_lazy("Day of the decision"))
    reference = forms.CharField(
        label=gettext_lazy("Reference of the decision"), max_length=200,
        error_messages={"required": gettext_lazy("Fill in the reference of the decision.")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=ADOPTS)
def end(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Ask for the decision, then end an adoption."""
    record = queries.adoption_of(adoption)
    if record.state != "in_force":
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ending = Ending(**{name: form.cleaned_data[name] for name in form.fields})
        try:
            operations.end_adoption(record, ending=ending, moment=moment_now())
        except operations.CannotEnd as refused:
            form.add_error("last_day", _last_day_refused(record) or refused.reason)
        else:
            messages.success(request, _("The regulation ends on that day."))
            return see_other(request, "adoptions")
    context = {
        "question": _("End {title}?").format(title=title_of(record.pk)),
        "consequence": _(
            "From the day after, nobody gets it any more. It cannot be opened again: adopt it anew."
        ),
        "act": _("End it"),
        "action": address_of(request, "end-adoption", record.pk),
        "back": address_of(request, "adoptions"),
        "form": form,
        "is_danger": True,
        "current": "adoptions",
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/confirm.html", context, status=status)


def _last_day_refused(record: object) -> str:
    first, last = getattr(record, "from_on", None), getattr(record, "until_on", None)
    if last:
        return _("Choose a last day from {first} until {last}.").format(first=first, last=last)
    return _("Choose a last day from {first} on.").format(first=first)
