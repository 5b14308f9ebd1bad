"""Taking a decision back: asked again first, for it cannot be undone."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.cases import queries
from klik.domains.grants import operations
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.cases.roles import WITHDRAWS
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal

_WHYS: Final = (
    ("facts-were-wrong", gettext_lazy("A fact on which it rests was wrong")),
    ("row-was-withdrawn", gettext_lazy("The register took the row back")),
    ("granted-twice", gettext_lazy("The family got it twice")),
    ("asked-by-family", gettext_lazy("The family asks for it")),
)


class NothingToWithdraw(Refusal):
    """A decision that stands no more."""

    reason = "This decision stands no more: it was replaced or taken back before."


class WithdrawForm(forms.Form):
    """Why a decision is taken back."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why?"), choices=_WHYS, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the decision is taken back.")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=WITHDRAWS)
def withdraw(request: DeskRequest, reference: str) -> HttpResponse:
    """Ask to confirm, then take a decision back and give up what it would still pay."""
    decision = queries.decision_of(reference)
    if decision.state != "standing":
        raise NothingToWithdraw
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.withdraw_decision(reference, why=form.cleaned_data["why"], moment=moment_now())
        messages.success(request, _("The decision is taken back. Nothing more is paid for it."))
        return see_other(request, "case", decision.case.reference)
    context = {
        "question": _("Take decision {reference} back?").format(reference=reference),
        "consequence": _(
            "What was not paid yet is given up. The family may get it anew, here or elsewhere. "
            "No letter goes by itself: write to the family. This cannot be undone."
        ),
        "act": _("Take the decision back"),
        "action": address_of(request, "withdraw-decision", reference),
        "back": address_of(request, "case", decision.case.reference),
        "form": form,
        "is_danger": True,
        "current": "cases",
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/confirm.html", context, status=status)
