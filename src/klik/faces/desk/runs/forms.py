"""What an approver fills in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klik.faces.ui.forms import DateField
from klik.faces.ui.words import day_written


class ApproveForm(forms.Form):
    """The decision of the organ: by whom, when, under which number."""

    organ = forms.CharField(
        label=gettext_lazy("Which body decided?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Fill in which body decided.")},
    )
    decided_on = DateField(
        label=gettext_lazy("When did it decide?"),
        help_text=gettext_lazy("Decisions and letters carry this day. For example 9 3 2026."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        help_text=gettext_lazy("As it stands in the minutes, for example CBS/2026/03-012."),
        max_length=100,
        error_messages={"required": gettext_lazy("Fill in the number of the decision.")},
        widget=forms.TextInput({"data-width": "20"}),
    )

    def __init__(self, *given: Any, planned_on: date, today: date, **more: Any) -> None:
        """Take between which days the organ can have decided."""
        super().__init__(*given, **more)
        self._first, self._last = planned_on, today

    def clean_decided_on(self) -> date | None:
        """Return the day.

        Raises:
            ValidationError: It lies before the plan or after today.
        """
        day: date | None = self.cleaned_data["decided_on"]
        if day is not None and not self._first <= day <= self._last:
            raise ValidationError(
                _("Fill in a day from {first} (the day of the plan) to {last} (today).").format(
                    first=day_written(self._first), last=day_written(self._last)
                )
            )
        return day
