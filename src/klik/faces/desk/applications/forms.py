"""What is typed about an application, cleaned into plain values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klik.faces.desk.tasks.note_forms import NoteForm, today
from klik.faces.ui.forms import DateField
from klik.faces.ui.refusing import said
from klik.ground.letters.letter_text import read_letter_text
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.refusals import Both

_LONGEST: Final = 2000
_ANSWER_DAYS: Final = 30
_THE_LETTER: Final = Both("De brief", "The letter")
RIGHT, OTHERWISE = "right", "otherwise"


class AskForm(forms.Form):
    """What is asked more."""

    words = forms.CharField(
        label=gettext_lazy("What do you ask, and why?"),
        help_text=gettext_lazy(
            "Write to the applicant: one thing, in short sentences. This stands in the letter."
        ),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Write what you ask.")},
    )
    answer_by = DateField(label=gettext_lazy("What is the last day to answer?"))

    def __init__(self, given: Any, *, questions: list[tuple[str, str]], about: str) -> None:
        """Take the questions of the form, name and label, and which of them it is about."""
        known = {"answer_by": today() + timedelta(days=_ANSWER_DAYS), "fact": about}
        super().__init__(given, initial=known)
        self.fields["fact"] = forms.ChoiceField(
            label=_("Which question is it about?"),
            choices=[("", _("None of the form: my words say it all")), *questions],
            required=False,
        )
        self.order_fields(["fact", "words", "answer_by"])

    def clean_answer_by(self) -> date:
        """Return a day that is still to come.

        Raises:
            ValidationError: It is past, or today.
        """
        day: date = self.cleaned_data["answer_by"]
        if day <= today():
            raise ValidationError(_("Choose a day after today."))
        return day


class SettleForm(NoteForm):
    """What a clerk found out about a fact that is not right, or is after all."""

    def __init__(self, *given: Any, **options: Any) -> None:
        """Ask first whether the source is right."""
        super().__init__(*given, **options)
        choices = [(RIGHT, _("The source is right, or corrected it itself"))]
        if self.facts:
            choices.append((OTHERWISE, _("Something else is right: I note it below")))
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What did you find out?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what you found out.")},
        )
        self.order_fields(["outcome", *self.facts, "found_on", "ground"])

    def clean(self) -> dict[str, Any]:
        """Return what was filled in.

        Raises:
            ValidationError: Something else is right, and it is not said what.
        """
        if self.cleaned_data.get("outcome") == OTHERWISE:
            return super().clean()
        return self.cleaned_data

    def value(self) -> str | int | bool | None:
        """Return what is right; None where the source is."""
        if self.cleaned_data["outcome"] == RIGHT:
            return None
        return next(iter(self.noted().values()))


class RefuseForm(forms.Form):
    """What who refuses adds to the letter."""

    own_words = forms.CharField(
        label=gettext_lazy("What do you add to the letter?"),
        help_text=gettext_lazy(
            "The letter gives every reason by itself. Add what helps this person further, such as "
            "another benefit."
        ),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def clean_own_words(self) -> str:
        """Return the words with the line ends of a letter.

        Raises:
            ValidationError: They cannot be set.
        """
        written = str(self.cleaned_data["own_words"]).replace("\r\n", "\n").strip()
        try:
            read_letter_text(written, name=_THE_LETTER)
        except LetterTextRefused as refused:
            raise ValidationError(" ".join(said(refused))) from None
        return written
