"""What is typed at the desk's payments, cleaned into plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klik.faces.ui.forms import DateField
from klik.ground.clock import today
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.refusal import IdentifierRefused

_LONGEST_NAME: Final = 70  # of a creditor, ISO 20022 Max70Text as banks take it
_LARGEST_LIMIT: Final = Decimal("10000000")
_CENTS: Final = 100
_FURTHEST: Final = timedelta(days=366)
PURPOSES: Final = (
    ("question", _("The payee asks a question")),
    ("check", _("I check the payment before it leaves")),
    ("bank", _("The bank asks or refused it")),
    ("handing-out", _("The person stands at the counter")),
    ("audit", _("Oversight")),
)


class DrawForm(forms.Form):
    """When the bank pays, and the sums that were in view."""

    execution_on = DateField(
        label=_("Day on which the bank pays"),
        help_text=_("Today or later. A bank pays on working days."),
    )
    count = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    cents = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_execution_on(self) -> date:
        """Return the day.

        Raises:
            ValidationError: It is past, or more than a year away.
        """
        day: date = self.cleaned_data["execution_on"]
        if not today() <= day <= today() + _FURTHEST:
            raise ValidationError(_("Choose today or a later day, within a year."))
        return day


class AnswerForm(forms.Form):
    """The file in which the bank answers."""

    file = forms.FileField(
        label=_("Answer of the bank"),
        help_text=_("A file pain.002, with the extension .xml, at most 10 MB."),
        error_messages={
            "required": _("Choose the file that the bank gave you."),
            "empty": _("This file is empty. Choose the file that the bank gave you."),
        },
        widget=forms.ClearableFileInput({"accept": ".xml,application/xml,text/xml"}),
    )


class CreditorForm(forms.Form):
    """Who is paid, and on which account."""

    name = forms.CharField(label=_("Name on the account"), max_length=_LONGEST_NAME)
    iban = forms.CharField(
        label=_("Account number (IBAN)"),
        help_text=_("For example BE68 5390 0754 7034."),
        max_length=42,
    )

    def clean_iban(self) -> str:
        """Return the account without spaces.

        Raises:
            ValidationError: It does not hold; says why.
        """
        try:
            return check_iban(self.cleaned_data["iban"])
        except IdentifierRefused:
            raise ValidationError(
                _("This is no account number. Look at it again: a Belgian one has 16 signs.")
            ) from None


class PurposeForm(forms.Form):
    """Why somebody looks at personal data."""

    purpose = forms.ChoiceField(label=_("Why do you look?"), choices=PURPOSES)


class PeriodForm(forms.Form):
    """A first and a last day."""

    first = DateField(label=_("From"))
    last = DateField(label=_("Until and with"))

    def clean(self) -> dict[str, Any]:
        """Return the days.

        Raises:
            ValidationError: The last comes before the first.
        """
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("The last day comes before the first."))
        return cleaned


class LimitForm(forms.Form):
    """Above which sum a second person approves."""

    limit = forms.DecimalField(
        label=_("Limit in euro"),
        help_text=_("Above this sum per account and day, a second person approves. With 0 always."),
        min_value=0,
        max_value=_LARGEST_LIMIT,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "data-width": "10"}),
    )

    def cents(self) -> int:
        """Return the limit in whole cents."""
        return int(self.cleaned_data["limit"] * _CENTS)


class HoldForm(forms.Form):
    """How many days a changed account waits."""

    days = forms.IntegerField(
        label=_("Days that a new account waits"),
        help_text=_("From 0 to 30. Whose account it is, hears of it first, and can stop it."),
        min_value=0,
        max_value=30,
        widget=forms.TextInput({"inputmode": "numeric", "data-width": "4"}),
    )


class LedgerForm(forms.Form):
    """Which numbers the municipality's own accounts have."""

    def __init__(self, *given: Any, accounts: Mapping[str, str], **options: Any) -> None:
        super().__init__(*given, **options)
        for key, label in accounts.items():
            self.fields[key] = forms.RegexField(
                r"[0-9A-Za-z][0-9A-Za-z./-]{0,29}",
                label=label,
                required=False,
                max_length=30,
                strip=True,
                error_messages={"invalid": _("Use digits, letters or . / - only.")},
                widget=forms.TextInput({"data-width": "10"}),
            )
