"""What residents type, cleaned into plain values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klik.domains.reports.operations import LONGEST_DESCRIPTION, LONGEST_PLACE, MOST_PHOTOS
from klik.faces.portal.town import wording
from klik.ground.callers import Caller, CallerRefused, checked_caller
from klik.ground.photos import Photo, PhotoRefused, redrawn

_LONGEST_NAME: Final = 100
_UNKNOWN: Final = "unknown"
_NO_ADDRESS: Final = _("Write an e-mail address, such as name@example.be.")
_NO_NUMBER: Final = {
    name: _("Write a number such as 51.05432, of a place in Flanders.")
    for name in (
        "invalid",
        "min_value",
        "max_value",
        "max_digits",
        "max_decimal_places",
        "max_whole_digits",
    )
}


class CallerForm(forms.Form):
    """Who comes or reports, and how she is reached."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Fill in your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("There we send the confirmation, and what changes."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _NO_ADDRESS},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        """Return what was typed, once somebody can be reached."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            _require_reachable(self.caller())
        return cleaned

    def caller(self) -> Caller:
        """Return who it is."""
        return Caller(
            name=self.cleaned_data.get("name", ""),
            email=self.cleaned_data.get("email", ""),
            phone=self.cleaned_data.get("phone", ""),
        )


class BookingForm(CallerForm):
    """Who comes; `key` tells a form that is sent twice from two forms."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The code of an appointment or a report."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=30,
        help_text=_("Three times four letters and digits. It stands in your confirmation."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "data-width": "20"}),
        error_messages={"required": _("Fill in your code.")},
    )

    def say_unknown(self, said: str) -> None:
        """Say beside the field that nothing has this code."""
        self.add_error("code", ValidationError(said, code=_UNKNOWN))


def status_of(form: CodeForm) -> int:
    """Return with which status a page answers that asks for a code."""
    if form.has_error("code", _UNKNOWN):
        return 404
    return 422 if form.errors else 200


class WhatForm(forms.Form):
    """What is wrong."""

    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code, word) for code, word in wording.CATEGORIES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    description = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST_DESCRIPTION,
        help_text=_("Name no people and no number plates."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what is wrong.")},
    )


class WhereForm(forms.Form):
    """Where it is: in words, and where she knows it, as a point."""

    place = forms.CharField(
        label=_("Where is it?"),
        max_length=LONGEST_PLACE,
        help_text=_("A street and number, or what stands nearby. Everybody can read this."),
        error_messages={"required": _("Write where it is.")},
    )
    latitude = forms.DecimalField(
        label=_("Latitude"),
        required=False,
        max_digits=8,
        decimal_places=5,
        min_value=Decimal("49.4"),
        max_value=Decimal("51.6"),
        help_text=_("For example 51.05432. The map on your phone shows both numbers."),
        widget=forms.TextInput({"inputmode": "decimal", "data-width": "10", "autocomplete": "off"}),
        error_messages=_NO_NUMBER,
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        required=False,
        max_digits=8,
        decimal_places=5,
        min_value=Decimal("2.5"),
        max_value=Decimal("6.5"),
        widget=forms.TextInput({"inputmode": "decimal", "data-width": "10", "autocomplete": "off"}),
        error_messages=_NO_NUMBER,
    )

    def clean(self) -> dict[str, Any]:
        """Return what was typed; a point has two numbers."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and (cleaned["latitude"] is None) != (cleaned["longitude"] is None):
            self.add_error("longitude", _("Give both numbers, or neither."))
        return cleaned


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:
        """Return every file that was chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """Photos, drawn anew while they are cleaned."""

    widget = _ManyFiles({"multiple": True, "accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 -- Django's signature
        """Return the photos without what their makers' devices wrote in them.

        Raises:
            ValidationError: There are too many, or one is no photo.
        """
        files = [file for file in data or () if file]
        if len(files) > MOST_PHOTOS:
            raise ValidationError(_("Send three photos at most."))
        return tuple(_redrawn(file.read()) for file in files)


class WhoForm(forms.Form):
    """A photo, and who reports where she wants to hear of it."""

    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_(
            "At most three, together 12 MB. We keep only the picture, not where you took it."
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=_LONGEST_NAME,
        required=False,
        help_text=_("Leave name and address open and nobody knows who you are."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _NO_ADDRESS},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        """Return what was typed; who leaves a name leaves a way to reach her too."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.reporter() is not None:
            _require_reachable(self.reporter() or Caller(""))
        return cleaned

    def reporter(self) -> Caller | None:
        """Return who reports; None of who left nothing."""
        typed = {name: self.cleaned_data.get(name, "") for name in ("name", "email", "phone")}
        return Caller(**typed) if any(typed.values()) else None


def _require_reachable(caller: Caller) -> None:
    try:
        checked_caller(caller)
    except CallerRefused as refused:
        raise ValidationError(gettext(refused.reason)) from None


def _redrawn(content: bytes) -> Photo:
    try:
        return redrawn(content)
    except PhotoRefused as refused:
        raise ValidationError(gettext(refused.reason)) from None
