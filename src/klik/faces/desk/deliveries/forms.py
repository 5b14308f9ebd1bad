"""What is typed and chosen to deliver a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST_FILENAME: Final = 255  # what a disk takes; of it 120 signs are kept


class UploadForm(forms.Form):
    """A file, and under which agreement it is delivered."""

    agreement = forms.TypedChoiceField(
        label=_("Agreement"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose under which agreement you deliver."),
            "invalid_choice": _("Choose one of the agreements that are in force today."),
        },
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Parquet, with the columns of the agreement and no others."),
        max_length=_LONGEST_FILENAME,
        allow_empty_file=True,  # what is wrong with a file is told in one place, with its remedy
        error_messages={
            "required": _("Choose the file that you want to deliver."),
            "missing": _("Choose the file that you want to deliver."),
            "max_length": _("Give the file a shorter name, of at most 255 signs."),
        },
        widget=forms.FileInput({"accept": ".csv,.txt,.parquet,text/csv"}),
    )

    def __init__(self, agreements: Iterable[tuple[UUID, str]], *sent: Any) -> None:
        choices = list(agreements)
        only = choices[0][0] if len(choices) == 1 else None
        super().__init__(*sent)
        self.initial = {"agreement": only}
        agreement = self.fields["agreement"]
        assert isinstance(agreement, forms.TypedChoiceField)  # noqa: S101 -- told to the type checker
        agreement.choices = choices
        if only is not None:
            agreement.widget = forms.HiddenInput()
