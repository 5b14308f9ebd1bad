"""How a resident gets her messages: eBox, e-mail or paper, and which kinds on paper anyhow."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.messages import operations, queries
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.ui.apply.hers import NOT_UNDERSTOOD, see_other
from klik.ground.clock import moment_now

EMAIL, PAPER = "email", "paper"
KINDS: Final = (
    ("decision", gettext_lazy("What we decided")),
    ("question", gettext_lazy("What we ask you")),
    ("reminder", gettext_lazy("Reminders")),
    ("news", gettext_lazy("Appointments, reports and news")),
)


class ChannelForm(forms.Form):
    """What a resident chooses."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How do you want our messages?"),
        choices=((EMAIL, gettext_lazy("By e-mail")), (PAPER, gettext_lazy("On paper, by post"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose e-mail or paper.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("Only needed when you choose e-mail."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("Write an e-mail address, such as name@example.be.")
        },
    )
    on_paper = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want on paper anyhow?"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    without_ebox = forms.BooleanField(
        label=gettext_lazy("Send nothing to my eBox"),
        help_text=gettext_lazy("You choose paper? Then nothing goes to your eBox anyhow."),
        required=False,
    )

    def __init__(self, *arguments: Any, goes_to_ebox: bool, **named: Any) -> None:
        """Ask about eBox only where the municipality sends something there."""
        super().__init__(*arguments, **named)
        if not goes_to_ebox:
            del self.fields["without_ebox"]

    def clean(self) -> dict[str, Any]:
        """Ask for an address where e-mail was chosen."""
        given = super().clean() or {}
        wants_mail = given.get("channel") == EMAIL
        if wants_mail and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Give your e-mail address."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page()
def channels(request: ResidentRequest) -> HttpResponse:
    """Show what she chose, and keep another choice."""
    kinds = queries.ebox_kinds_of(request.municipality.nis)
    chosen = _chosen(request, goes_to_ebox=bool(kinds))
    context: dict[str, object] = {
        "to_ebox": [word for code, word in KINDS if code in kinds],
        "says_no": chosen["channel"] == PAPER or chosen["without_ebox"],
    }
    if request.method != "POST":
        context["channels"] = ChannelForm(initial=chosen, goes_to_ebox=bool(kinds))
        return render(request, "portal/channels.html", context)
    form = ChannelForm(request.POST, goes_to_ebox=bool(kinds))
    if not form.is_valid() or not _kept(request, form):
        context |= {"channels": form, "form": form}
        return render(request, "portal/channels.html", context, status=NOT_UNDERSTOOD)
    toasts.success(request, _("We keep to your choice from now on."))
    return see_other(reverse("portal:channels", args=[request.municipality_slug]))


def _chosen(request: ResidentRequest, *, goes_to_ebox: bool) -> dict[str, object]:
    """Return what she chose; who chose nothing has paper, or eBox first and nothing chosen."""
    nis, person = request.municipality.nis, request.resident.person
    known = queries.preferences_of(nis, [person]).get(person)
    return {
        "channel": known.channel if known else "" if goes_to_ebox else PAPER,
        "email": queries.email_address_of(known) if known else "",
        "on_paper": known.paper_kinds if known else [],
        "without_ebox": known.without_ebox if known else False,
    }


def _kept(request: ResidentRequest, form: ChannelForm) -> bool:
    """Keep the choice; say beside the field where an address cannot be used."""
    given = form.cleaned_data
    by_mail = given["channel"] == EMAIL
    try:
        operations.set_preference(
            request.municipality.nis,
            person=request.resident.person,
            channel=given["channel"],
            email_address=given["email"] if by_mail else "",
            paper_kinds=given["on_paper"],
            without_ebox=given.get("without_ebox"),
            moment=moment_now(),
        )
    except operations.AddressRefused:
        form.add_error("email", _("We cannot write to this address. Give another one."))
        return False
    return True
