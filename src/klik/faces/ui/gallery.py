"""The gallery: every part of the design system in every state. What is not here does not exist."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from klik.faces.ui import assets, words
from klik.faces.ui import forms as parts
from klik.faces.ui.charts import Point
from klik.ground.clock import HOME

# By the name in the address: the sample colours of klik.css, and what they are called.
HOUSES: Final = {
    "green": ("wingene", _("Green house")),
    "red": ("leuven", _("Red house")),
    "blue": ("hub", _("Deep blue house")),
    "yellow": ("kust", _("Yellow house, the hard case")),
}
_MONTHS: Final = (15, 18, 14, 17, 16, 19, 13, 15, 16, 12, 14, 13)
_TOKENS: Final = {
    "house-deep": _("deep"),
    "house-solid": _("solid"),
    "house-text": _("text"),
    "house-edge": _("edge"),
    "house-tint-2": _("chosen"),
    "house-tint": _("quiet"),
    "accent-fill": _("accent"),
}


class SampleForm(forms.Form):
    """Every kind of field, filled in wrong where a state needs it."""

    first_name = forms.CharField(label=_("First name"), help_text=_("As on your identity card."))
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"invalid": _("Write an e-mail address such as name@example.be")},
    )
    born_on = parts.DateField(label=_("Date of birth"), help_text=_("For example 09 02 2026."))
    municipality = forms.ChoiceField(
        label=_("Municipality"),
        choices=[("1", "Wingene"), ("2", "Beveren-Kruibeke-Zwijndrecht")],
        widget=forms.Select({"data-width": "20"}),
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        help_text=_("From the National Register. Is it wrong? Tell us."),
        widget=forms.TextInput({"readonly": True}),
    )
    answer_by = forms.ChoiceField(
        label=_("How do you like to get our answer?"),
        choices=[("app", _("In the app")), ("letter", _("With a letter"))],
        widget=forms.RadioSelect,
    )
    looked_up = forms.MultipleChoiceField(
        label=_("What may we look up for you?"),
        choices=[("family", _("My family")), ("home", _("My home"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agrees = forms.BooleanField(label=_("I filled in everything truthfully"))
    invoice = forms.FileField(label=_("Invoice"), help_text=_("PDF or photo, up to 10 MB."))
    remark = forms.CharField(label=_("Anything else?"), widget=forms.Textarea, required=False)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every part; `?house=` gives the page one of the sample colours."""
    return render(
        request,
        "ui/gallery/page.html",
        {**samples(), "sample_house": HOUSES.get(request.GET.get("house", ""), ("hub", ""))[0]},
    )


def samples() -> dict[str, Any]:
    """Return what the gallery shows; every name and number in it is made up."""
    return {
        "houses": [
            {"key": key, "colours": colours, "name": name}
            for key, (colours, name) in HOUSES.items()
        ],
        "tokens": _TOKENS,
        "icons": [name for name in assets.icon_names() if "-" not in name and name != "art"],
        "fresh": SampleForm(auto_id="fresh_%s", initial={"answer_by": "app"}),
        "faulty": _faulty(),
        "wide": SampleForm(auto_id="wide_%s"),
        "steps": [_("Child"), _("Costs"), _("Account"), _("Look over")],
        "months": _months(),
        "channels": [
            Point(str(_("Letter")), 9),
            Point(str(_("E-mail")), 3),
            Point("eBox", 1),
        ],
        "sheet_of_two": Paginator(range(230), 20).page(5),
        "said": [
            Message(constants.SUCCESS, str(_("Your answer was kept."))),
            Message(constants.ERROR, str(_("This was not kept."))),
        ],
        "received_at": datetime(2026, 3, 3, 8, 4, tzinfo=HOME),
        "received_on": date(2026, 3, 1),
    }


def _faulty() -> SampleForm:
    form = SampleForm(
        {
            "first_name": "Lies",
            "email": "lies@",
            "born_on_0": "31",
            "born_on_1": "02",
            "born_on_2": "2026",
            "municipality": "1",
        },
        auto_id="faulty_%s",
    )
    form.full_clean()
    return form


def _months() -> list[Point]:
    return [
        Point(
            label=words.month_written(_month_of(at)),
            value=value,
            short=words.month_written(_month_of(at), short=True),
            is_now=at == len(_MONTHS) - 1,
        )
        for at, value in enumerate(_MONTHS)
    ]


def _month_of(at: int) -> date:
    return date(2025 + (at + 2) // 12, (at + 2) % 12 + 1, 1)
