"""Whom one writes to when something that was delivered under an agreement is not right."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.registers import operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.regulations.adopting import ADOPTS
from klik.faces.ui.refusing import said
from klik.ground.clock import moment_now


class ContactForm(forms.Form):
    """The address of a desk; empty where the owner gave none."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address for corrections"),
        help_text=gettext_lazy(
            "Of a desk, not of one person. Leave it empty where the owner wants a phone call."
        ),
        required=False,
        error_messages={
            "invalid": gettext_lazy("Write an e-mail address such as info@voorbeeld.example.")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=ADOPTS)
def contact(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Ask where the owner hears of errors, and note it with the agreement."""
    nis = request.municipality.nis
    agreement = queries.agreement_of_adoption(nis, adoption)
    form = ContactForm(request.POST or None, initial={"email": agreement.corrections_email})
    if request.method == "POST" and form.is_valid() and _is_noted(nis, agreement.pk, form):
        messages.success(request, _("Noted. From now on we write to this address."))
        return see_other(request, "adoption", adoption)
    context = {
        "question": _("Where does {provider} hear of errors?").format(provider=agreement.provider),
        "consequence": _(
            "When a resident says that a fact is not right, the owner gets an e-mail. It names "
            "nobody, and gives no value: only the fact and our reference."
        ),
        "act": _("Keep this"),
        "action": address_of(request, "agreement-contact", adoption),
        "back": address_of(request, "adoption", adoption),
        "form": form,
        "current": "adoptions",
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/confirm.html", context, status=status)


def _is_noted(municipality_nis: str, agreement_id: UUID, form: ContactForm) -> bool:
    email = form.cleaned_data["email"]
    try:
        operations.set_correction_contact(
            municipality_nis, agreement_id, email, moment=moment_now()
        )
    except operations.ContactRefused as refused:
        form.add_error("email", " ".join(said(refused)))
        return False
    return True
