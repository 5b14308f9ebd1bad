"""What staff type for everybody, cleaned into plain values."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klik.domains.appointments.operations import Hours
from klik.domains.municipalities.queries import OpenException
from klik.ground.hours import HoursRefused, Span, read_hours

_DAYS: Final = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_SHORT: Final = forms.NumberInput({"data-width": "4"})
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})")


class HoursField(forms.CharField):
    """Hours of a day, such as `9.00-12.30, 13.30-17.00`; empty for a day that is closed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False, max_length=100, widget=forms.TextInput({"autocomplete": "off"}),
            **options,
        )  # fmt: skip

    def clean(self, value: Any) -> tuple[Span, ...]:
        """Return the spans.

        Raises:
            ValidationError: Nobody can read them.
        """
        try:
            return read_hours(super().clean(value))
        except HoursRefused as refused:
            raise ValidationError(gettext(refused.reason)) from None


class DaysField(forms.CharField):
    """Days that differ, one a line: `24/12/2026: 9.00-12.00`, `1/7/2026-5/7/2026: why`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"rows": 4}), **options)

    def clean(self, value: Any) -> tuple[OpenException, ...]:
        """Return the days with their hours, and why.

        Raises:
            ValidationError: A line says something else; names it.
        """
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return tuple(_exception(number, line) for number, line in enumerate(lines, start=1))


class ContactForm(forms.Form):
    """Where the municipality can be reached, and when it is open."""

    place = forms.CharField(label=_("Name of the building"), max_length=80)
    street = forms.CharField(label=_("Street and number"), max_length=100)
    town = forms.CharField(label=_("Postcode and town"), max_length=100)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.CharField(
        label=_("Website"), max_length=100, required=False, help_text=_("Without https://")
    )
    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (
        HoursField(label=name, help_text=_("For example 9.00-12.30, 13.30-17.00")) if at == 0
        else HoursField(label=name)
        for at, name in enumerate(_DAYS)
    )  # fmt: skip
    exceptions = DaysField(
        label=_("Days that differ"),
        help_text=_(
            "One a line. Closed: 24/12/2026-26/12/2026: Christmas. Other hours: 31/12/2026: "
            "9.00-12.00"
        ),
    )

    def week(self) -> tuple[tuple[Span, ...], ...]:
        """Return the hours from Monday on."""
        return tuple(self.cleaned_data[f"day_{at}"] for at in range(len(_DAYS)))


class KindForm(forms.Form):
    """Something that people can come for, and when."""

    title_nl = forms.CharField(label=_("What for, in Dutch"), max_length=80)
    title_en = forms.CharField(label=_("What for, in English"), max_length=80, required=False)
    bring_nl = forms.CharField(label=_("What to bring, in Dutch"), max_length=300, required=False)
    bring_en = forms.CharField(label=_("What to bring, in English"), max_length=300, required=False)
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=5, max_value=480, widget=_SHORT
    )
    capacity = forms.IntegerField(
        label=_("How many people at the same time"), min_value=1, widget=_SHORT
    )
    lead_hours = forms.IntegerField(
        label=_("How many hours beforehand at least"), min_value=0, max_value=1000, widget=_SHORT
    )
    horizon_days = forms.IntegerField(
        label=_("How many days beforehand at most"), min_value=1, max_value=366, widget=_SHORT
    )
    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (
        HoursField(label=name, help_text=_("For example 9.00-12.30, 13.30-17.00")) if at == 0
        else HoursField(label=name)
        for at, name in enumerate(_DAYS)
    )  # fmt: skip
    exceptions = DaysField(
        label=_("Days that differ"),
        help_text=_("One a line. Nobody is there: 24/12/2026. Other hours: 31/12/2026: 9.00-12.00"),
    )
    is_offered = forms.BooleanField(label=_("People can come for it now"), required=False)

    def hours(self) -> list[Hours]:
        """Return when somebody is there."""
        weekly = [
            Hours(at, None, self.cleaned_data[f"day_{at}"])
            for at in range(len(_DAYS))
            if self.cleaned_data[f"day_{at}"]
        ]
        days: dict[date, Hours] = {}
        for one in self.cleaned_data["exceptions"]:
            for ordinal in range(one.first_on.toordinal(), one.last_on.toordinal() + 1):
                day = date.fromordinal(ordinal)
                days[day] = Hours(None, day, one.spans)
        return weekly + list(days.values())

    def texts(self, name: str) -> dict[str, str]:
        """Return a text per language in which it was written."""
        written = {code: self.cleaned_data[f"{name}_{code}"] for code in ("nl", "en")}
        return {code: text for code, text in written.items() if text}


class GuestForm(forms.Form):
    """Who comes, as a clerk at the counter or on the phone types it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    name = forms.CharField(label=_("Name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    street = forms.CharField(
        label=_("Street and number"),
        max_length=100,
        required=False,
        help_text=_("For a confirmation on paper, where there is no e-mail."),
    )
    town = forms.CharField(label=_("Postcode and town"), max_length=100, required=False)


class WhyForm(forms.Form):
    """Why something does not take place."""

    because = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("The person reads this. Name nobody.")
    )


class StepForm(forms.Form):
    """What becomes of a report."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("planned", _("Planned")),
            ("in-work", _("Being worked on")),
            ("solved", _("Solved")),
            ("not-ours", _("Passed on")),
            ("closed", _("Closed")),
        ],
        widget=forms.RadioSelect,
    )
    sentence = forms.CharField(
        label=_("What everybody reads"),
        max_length=300,
        help_text=_("One plain sentence. Who reported gets it too."),
    )
    forwarded_to = forms.CharField(
        label=_("To whom it was passed on"),
        max_length=100,
        required=False,
        help_text=_("Only with “Passed on”."),
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class FileForm(forms.Form):
    """A file of a waste company."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": ".csv,text/csv"}))


def _exception(number: int, line: str) -> OpenException:
    days, _colon, said = line.partition(":")
    found = [_day(match) for match in _DAY.finditer(days)]
    wrong = ValidationError(
        _("Line %(number)s: write a day as 24/12/2026, then a colon and the hours or why."),
        params={"number": number},
    )
    if not 1 <= len(found) <= 2 or None in found:  # noqa: PLR2004 -- a first day and a last
        raise wrong
    first, last = found[0], found[-1]
    if first is None or last is None or last < first:
        raise wrong
    try:
        spans, why = read_hours(said), ""
    except HoursRefused:
        spans, why = (), said.strip()
    return OpenException(first, last, spans, why)


def _day(match: re.Match[str]) -> date | None:
    year, month, day, *other = (int(part) if part else 0 for part in match.groups())
    try:
        return date(year, month, day) if year else date(other[2], other[1], other[0])
    except ValueError:
        return None
