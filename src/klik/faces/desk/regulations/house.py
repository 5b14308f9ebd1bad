"""The house style: a colour and an accent, shown with their contrast before they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.municipalities import access, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.ground.clock import moment_now
from klik.ground.letters.colours import contrast, house_colours
from klik.ground.tenancy import Role

READS: Final = frozenset({Role.REGULATION_MANAGER, Role.AUDITOR})
_ACCENT: Final = "#e0a33e"  # the platform's own, as in klik.css
_LEGIBLE: Final = 4.5
_WHITE: Final = "#ffffff"
_WRONG: Final = gettext_lazy("Write a colour as # and six signs, for example #2e7d4f.")


class HouseForm(forms.Form):
    """The colours that a municipality chooses."""

    house_colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=gettext_lazy("House colour"),
        help_text=gettext_lazy(
            "The colour of your logo. Klik makes it darker where text needs it."
        ),
        error_messages={"invalid": _WRONG, "required": _WRONG},
        widget=forms.TextInput({"type": "color", "data-width": "4"}),
    )
    accent_colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=gettext_lazy("Accent"),
        help_text=gettext_lazy("A second colour, for small things. A light yellow fits here."),
        error_messages={"invalid": _WRONG, "required": _WRONG},
        widget=forms.TextInput({"type": "color", "data-width": "4"}),
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What follows from a chosen colour.

    Attributes:
        chosen: As it was chosen.
        solid: The colour that carries white text.
        tint: The ground below text.
        accent: The second colour.
        white_on_chosen, white_on_solid: Contrast, as 7.1.
        is_changed: Whether Klik makes the colour darker or lighter.
        is_too_light: Whether the colour as chosen could carry no white text.
    """

    chosen: str
    solid: str
    tint: str
    accent: str
    white_on_chosen: float
    white_on_solid: float
    is_changed: bool
    is_too_light: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=READS)
def house_style(request: DeskRequest) -> HttpResponse:
    """Show the house style with its contrast, and keep another one."""
    form = HouseForm(request.POST or None, initial=_now(request))
    if request.method == "POST" and form.is_valid():
        operations.set_house_style(
            request.municipality.nis,
            house_colour=form.cleaned_data["house_colour"],
            accent_colour=form.cleaned_data["accent_colour"],
            moment=moment_now(),
        )
        messages.success(request, _("The house style is kept. Pages follow within a minute."))
        return see_other(request, "house-style")
    chosen = form.data.get("house_colour", "") if request.method == "POST" else ""
    preview = _preview(chosen, "") or _preview(**_now(request))
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return _page(request, form, preview, status=status)


@require_safe
@desk_page(roles=READS)
def preview(request: DeskRequest) -> HttpResponse:
    """Show what a colour would give, without keeping it; only that part where htmx asks."""
    form = HouseForm(request.GET)
    shown = None
    if form.is_valid():
        shown = _preview(form.cleaned_data["house_colour"], form.cleaned_data["accent_colour"])
    if getattr(request, "htmx", False):
        return render(request, "desk/regulations/_preview.html", {"preview": shown})
    status = 200 if shown else NOT_UNDERSTOOD
    return _page(request, form, shown or _preview(**_now(request)), status=status)


def _page(
    request: DeskRequest, form: HouseForm, shown: Preview | None, *, status: int
) -> HttpResponse:
    context = {
        "colours": form,
        "form": form if form.errors else None,
        "preview": shown,
        "may_set": access.may_set_house_style(request.staff),
    }
    return render(request, "desk/regulations/house.html", context, status=status)


def _now(request: DeskRequest) -> dict[str, Any]:
    style = queries.house_style_of(request.municipality.nis)
    return {
        "house_colour": style.house_colour if style else queries.PLATFORM_COLOUR,
        "accent_colour": style.accent_colour if style and style.accent_colour else _ACCENT,
    }


def _preview(house_colour: str, accent_colour: str) -> Preview | None:
    given = HouseForm({"house_colour": house_colour, "accent_colour": accent_colour or _ACCENT})
    if not given.is_valid():
        return None
    colours = house_colours(house_colour)
    on_chosen = contrast(_WHITE, house_colour)
    return Preview(
        chosen=house_colour,
        solid=colours.solid,
        tint=colours.tint,
        accent=accent_colour or _ACCENT,
        white_on_chosen=round(on_chosen, 1),
        white_on_solid=round(contrast(_WHITE, colours.solid), 1),
        is_changed=colours.solid.lower() != house_colour.lower(),
        is_too_light=on_chosen < _LEGIBLE,
    )
