"""Who gets a premium where no record names her: number, name, address and account at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klik.ground.deliveries import Accepted
from klik.ground.granting.noted import PayeeNoted, notable_facts
from klik.ground.granting.payees import recorded_name
from klik.ground.granting.rulings import Ruling
from klik.packages.adoption import Adoption
from klik.rules.types import Kind

UNKNOWN_PAYEE: Final = "payee"
_LONGEST_NAME: Final = 70  # of a creditor, ISO 20022 Max70Text as banks take it
_LONGEST_LINE: Final = 60
NAME, STREET, PLACE = "payee_name", "payee_street", "payee_place"
_WANTED: Final[Mapping[str, str | Promise]] = {
    NAME: _("Fill in the name of who gets the premium."),
    STREET: _("Fill in the street and the number."),
    PLACE: _("Fill in the postcode and the place."),
}


@dataclass(frozen=True, slots=True)
class PayeeAsked:
    """What is asked about who gets a premium.

    Attributes:
        adoption: Whose record may name her.
        row: Of the child.
        numbers: The facts of which one is her number, the one that counts first.
        accounts: The facts that hold her account.
        known: Her number, where that alone is known; empty otherwise.
    """

    adoption: Adoption
    row: Accepted
    numbers: tuple[str, ...]
    accounts: tuple[str, ...]
    known: str = ""

    def number(self, facts: Mapping[str, Any]) -> str:
        """Return her number, of what was filled in; empty where nobody knows it."""
        found = (str(facts[name]) for name in self.numbers if name in facts)
        return next((one for one in found if one.isdigit()), self.known)

    def wanting(self, facts: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str]:
        """Return what to say about each field that must be filled in and is not."""
        number, written = self.number(facts), any(given.get(name) for name in _WANTED)
        if not number:
            said = _("Fill in the national number of who gets the premium.")
            return {self.numbers[0]: str(said)} if written and self.numbers else {}
        if recorded_name(self.adoption, self.row, number) and not written:
            return {}
        return {name: str(said) for name, said in _WANTED.items() if not given.get(name)}

    def noted(self, facts: Mapping[str, Any], given: Mapping[str, Any]) -> PayeeNoted | None:
        """Return who is paid as it is noted; None where it was not filled in."""
        number = self.number(facts)
        if not number or not given.get(NAME):
            return None
        return PayeeNoted(number, given[NAME], given[STREET], given[PLACE])


def payee_asked(adoption: Adoption, ruling: Ruling) -> PayeeAsked | None:
    """Return what is asked about who gets the premium; None where that is known or not missing."""
    types, keys = adoption.package.declared.facts, adoption.package.rulebook.keys
    notable = notable_facts(adoption)
    is_unnamed = ruling.reason == UNKNOWN_PAYEE
    known = ruling.payee.number if is_unnamed else ""
    declared = [
        name
        for benefit in adoption.package.content["benefits"]
        for name in benefit.get("payee", {}).get("to", ())
        if name in notable
    ]
    missing = [
        name
        for name in ruling.decision.missing
        if name in notable and types[name].kind == Kind.INSZ and name not in keys
    ]
    # Another number that is missing, say of who must live here, is not the payee's.
    is_missing = bool(set(declared) & set(missing)) if declared else bool(missing)
    if not is_missing and not is_unnamed:
        return None
    numbers = () if known else tuple(dict.fromkeys([*declared, *missing]))
    accounts = tuple(name for name in notable if types[name].kind == Kind.IBAN)
    return PayeeAsked(adoption, ruling.subject.row, numbers, accounts, known)


def payee_fields() -> dict[str, forms.Field]:
    """Return the fields of a name and an address, as they stand in the form of facts."""
    typed = {"autocomplete": "off", "spellcheck": "false"}
    return {
        NAME: forms.CharField(
            label=_("Name of who gets the premium"),
            max_length=_LONGEST_NAME,
            required=False,
            widget=forms.TextInput(typed),
        ),
        STREET: forms.CharField(
            label=_("Street, number and box"),
            max_length=_LONGEST_LINE,
            required=False,
            widget=forms.TextInput(typed),
        ),
        PLACE: forms.CharField(
            label=_("Postcode and place"),
            max_length=_LONGEST_LINE,
            required=False,
            widget=forms.TextInput(typed),
        ),
    }
