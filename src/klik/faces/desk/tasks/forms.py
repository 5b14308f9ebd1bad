"""What is typed on the work list, cleaned into plain values."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klik.domains.tasks.operations import LONGEST_NOTE
from klik.faces.desk.persons import language
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused

_LONGEST_NAME: Final = 70  # of a creditor, ISO 20022 Max70Text as banks take it
_LONGEST_LINE: Final = 60
_LONGEST_LETTER: Final = 8000
_TYPED: Final = {"autocomplete": "off", "spellcheck": "false"}


class InszField(forms.CharField):
    """A national register number, with dots or without."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(_TYPED), **options)

    def clean(self, value: Any) -> str:
        """Return its 11 digits; empty where nothing was filled in.

        Raises:
            ValidationError: It does not hold; says why.
        """
        given = super().clean(value)
        return _checked(check_insz, given) if given else ""


class IbanField(forms.CharField):
    """An account number, with spaces or without."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=42, widget=forms.TextInput(_TYPED), **options)

    def clean(self, value: Any) -> str:
        """Return it without spaces; empty where nothing was filled in.

        Raises:
            ValidationError: It does not hold; says why.
        """
        given = super().clean(value)
        return _checked(check_iban, given) if given else ""


def _checked(check: Any, given: str) -> str:
    try:
        return str(check(given))
    except IdentifierRefused as refused:
        raise ValidationError(refused.texts[language()]) from None


class FinishForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            ("handled", _("I handled it")),
            ("not-needed", _("It was not needed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    note = forms.CharField(
        label=_("What did you do?"),
        help_text=_("For a colleague who looks back. Write no more about people than is needed."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class AssignForm(forms.Form):
    """To whom a task goes."""

    def __init__(self, *given: Any, colleagues: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["to"] = forms.ChoiceField(label=_("Colleague"), choices=colleagues)


class AccountForm(forms.Form):
    """The name and account that the resident gave."""

    name = forms.CharField(
        label=_("Name on the account"),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(_TYPED),
        error_messages={"required": _("Fill in the name on the account.")},
    )
    iban = IbanField(
        label=_("Account number (IBAN)"),
        help_text=_("For example BE68 5390 0754 7034."),
        error_messages={"required": _("Fill in the account number that the resident gave.")},
    )


class LetterForm(forms.Form):
    """A letter in one's own words, and from when it may go."""

    own_words = forms.CharField(
        label=_("Text of the letter"),
        help_text=_(
            "From the salutation on. Change what does not suit this family. The reasons, the "
            "appeal text and the signatures are added by themselves."
        ),
        max_length=_LONGEST_LETTER,
        widget=forms.Textarea({"rows": 14}),
        error_messages={"required": _("Write the letter, or keep the text that stood here.")},
    )

    def clean_own_words(self) -> str:
        """Return the text with the line ends of a letter: plain, no sign in it means anything."""
        written: str = self.cleaned_data["own_words"]
        return written.replace("\r\n", "\n")


class NumbersForm(forms.Form):
    """Two numbers of one person."""

    old = InszField(
        label=_("Old number"),
        help_text=_("A bis number, or a number that was corrected."),
        error_messages={"required": _("Fill in the old number.")},
    )
    new = InszField(
        label=_("Number of today"), error_messages={"required": _("Fill in the number of today.")}
    )


class RecipientForm(forms.Form):
    """Where a letter goes."""

    name = forms.CharField(
        label=_("Name"), max_length=_LONGEST_LINE,
        error_messages={"required": _("Fill in the name on the envelope.")},
    )  # fmt: skip
    street = forms.CharField(
        label=_("Street, number and box"), max_length=_LONGEST_LINE,
        error_messages={"required": _("Fill in the street and the number.")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("Postcode and place"), max_length=_LONGEST_LINE,
        error_messages={"required": _("Fill in the postcode and the place.")},
    )  # fmt: skip
