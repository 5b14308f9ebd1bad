"""What a clerk found out about a fact, with the day and how she knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klik.domains.cases.operations import applying
from klik.faces.desk.tasks.facts import FactsForm
from klik.faces.ui.forms import DateField
from klik.faces.ui.refusing import said
from klik.ground.clock import HOME, moment_now
from klik.ground.refusals import Refusal

_LONGEST_GROUND: Final = 500


def today() -> date:
    """Return the day it is in Brussels."""
    return moment_now().astimezone(HOME).date()


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do an act; say what stands in its way in the form, where something does."""
    try:
        act()
    except Refusal as refused:
        if refused.status in {403, 404}:
            raise
        form.add_error(None, " ".join(said(refused)).strip())
        return False
    return True


class NoteForm(FactsForm):
    """One fact that a clerk found out, with the day and how she knows."""

    def __init__(self, *given: Any, **options: Any) -> None:
        """Add the day and the ground to the fact."""
        super().__init__(*given, **options)
        self.fields["found_on"] = DateField(
            label=_("On which day did you find this out?"), initial=today()
        )
        self.fields["ground"] = forms.CharField(
            label=_("How do you know?"),
            help_text=_("For example: seen on the attest that the parent added."),
            max_length=_LONGEST_GROUND,
            widget=forms.Textarea({"rows": 3}),
            error_messages={"required": _("Write how you know.")},
        )

    def clean_found_on(self) -> date:
        """Return a day that was.

        Raises:
            ValidationError: It is still to come.
        """
        day: date = self.cleaned_data["found_on"]
        if day > today():
            raise ValidationError(_("Choose today or a day before."))
        return day

    @property
    def because(self) -> applying.Because:
        """Return when and how it was found out."""
        return applying.Because(self.cleaned_data["found_on"], self.cleaned_data["ground"])
