"""Who is helped: found or met by her register number, which stands in no address."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.cases.queries.applications import Channel
from klik.domains.people import operations as people_operations
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.counter.roles import HELPS
from klik.faces.desk.persons import language
from klik.ground.clock import moment_now
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused

CHANNELS: Final = (
    (Channel.COUNTER.value, gettext_lazy("She stands at the counter, and showed her card")),
    (
        Channel.PHONE.value,
        gettext_lazy("She calls, and we made sure who she is"),
    ),
    (Channel.PAPER.value, gettext_lazy("She sent or brought a form on paper")),
)
_LONGEST: Final = 200
_LONGEST_NUMBER: Final = 20


class MeetForm(forms.Form):
    """Who is helped, and how she comes."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How does the resident come to you?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the resident comes to you.")},
    )
    number = forms.CharField(
        label=gettext_lazy("National register number"),
        help_text=gettext_lazy("It stands on the back of the identity card."),
        max_length=_LONGEST_NUMBER,
        error_messages={"required": gettext_lazy("Fill in the register number.")},
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "spellcheck": "false",
                "inputmode": "numeric",
                "data-width": "20",
            }
        ),
    )
    given_name = forms.CharField(
        label=gettext_lazy("First name"),
        required=False,
        max_length=_LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    family_name = forms.CharField(
        label=gettext_lazy("Family name"),
        help_text=gettext_lazy("Only needed when we do not know the resident yet."),
        required=False,
        max_length=_LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Return the 11 digits.

        Raises:
            ValidationError: It is no number of a person.
        """
        try:
            return check_insz(self.cleaned_data["number"])
        except IdentifierRefused as refused:
            raise ValidationError(refused.texts[language()]) from None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HELPS)
def meet(request: DeskRequest) -> HttpResponse:
    """Ask who is helped; then go on with her."""
    form = MeetForm(request.POST) if request.method == "POST" else MeetForm()
    if request.method != "POST":
        return render(request, "desk/counter/meet.html", {"meet": form})
    if form.is_valid():
        known = _known_or_met(request, form)
        if known is not None:
            return see_other(request, "counter-resident", known.pk, form.cleaned_data["channel"])
    return render(
        request, "desk/counter/meet.html", {"meet": form, "form": form}, status=NOT_UNDERSTOOD
    )


def _known_or_met(request: DeskRequest, form: MeetForm) -> Any:
    """Return her row; None where she is not known and no name was given, which the form says."""
    nis, given = request.municipality.nis, form.cleaned_data
    known = people.resident_with(people.person_of(given["number"]), nis)
    family = given["family_name"] or (known.family_name if known else "")
    if not family:
        form.add_error("family_name", _("We do not know this resident yet. Fill in her name."))
        return None
    return people_operations.meet_resident(
        nis,
        register_number=given["number"],
        given_name=given["given_name"] or (known.given_name if known else ""),
        family_name=family,
        moment=moment_now(),
    )
