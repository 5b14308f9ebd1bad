"""How people in a row are named at the desk: in short and masked, or in full to who says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from klik.faces.ui.words import account_masked, day_written
from klik.ground.identifiers.masking import mask, mask_insz
from klik.ground.identifiers.payments import print_iban
from klik.ground.identifiers.persons import print_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.records import BIRTHS, Column
from klik.packages.wording import Language

HANDLING: Final = "handling"
PURPOSES: Final = (
    ("handling", gettext_lazy("I handle this case")),
    ("question", gettext_lazy("The resident asks a question")),
    ("counter", gettext_lazy("The resident stands at the counter")),
    ("audit", gettext_lazy("Oversight")),
)
_NAMING: Final = tuple(
    name
    for name in BIRTHS.columns
    if name.startswith(("child_", "beneficiary", "mother_"))
    or name in {"birth_date", "street", "house_number", "box", "postcode", "locality", "iban",
                "account_holder", "deed_number"}
)  # fmt: skip
ADDRESS_COLUMNS: Final = frozenset(
    {"street", "house_number", "box", "postcode", "locality", "municipality_nis",
     "beneficiary1_nis", "beneficiary2_nis"}
)  # fmt: skip
"""What says where somebody lives, or in which town."""
_PLAIN: Final = frozenset({"beneficiary1_nis", "beneficiary2_nis", "postcode", "locality"})


class PurposeForm(forms.Form):
    """Why somebody looks at who this is."""

    purpose = forms.ChoiceField(label=gettext_lazy("Why do you look?"), choices=PURPOSES)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a case, in short."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact about somebody, masked or not."""

    label: str
    value: str


def language() -> Language:
    """Return the language of the page, as packages know it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def child_in_short(values: Mapping[str, Any]) -> str:
    """Return the initials of a child; what she is where she has no name yet."""
    initials = _initials(values.get("child_first_names"), values.get("child_last_name"))
    return initials or _("A child")


def people_in_short(values: Mapping[str, Any]) -> list[Named]:
    """Return the child and who cares for her, by initials."""
    found = [Named(child_in_short(values), _("child"))]
    for number in (1, 2):
        name = values.get(f"beneficiary{number}_name")
        if name:
            found.append(Named(_initials(name), _("gets the child benefit")))
    return found


def identity(
    values: Mapping[str, Any], *, is_masked: bool, hides_address: bool = False
) -> list[Shown]:
    """Return everything in a row that says who somebody is and where; empty cells are left out.

    Args:
        values: Of a row of births, by column; a date may be one, or plain as grounds keep it.
        is_masked: So that nobody can be recognised by it.
        hides_address: So that nothing says where anybody lives, nor in which town.
    """
    hidden = ADDRESS_COLUMNS if hides_address else frozenset()
    kept = {name: value for name, value in values.items() if name not in hidden}
    found = list(_identity(kept, is_masked=is_masked))
    return [*found, Shown(_("Address"), protected_word())] if hides_address else found


def protected_word() -> str:
    """Return what stands where a protected address would."""
    return _("Protected address")


def label_of(column: str) -> str:
    """Return what people read for a column of births."""
    known = BIRTHS.columns[column]
    said = known.nl if language() == "nl" else known.en
    return said[:1].upper() + said[1:]


def cell_written(column: Column, value: Any, *, is_masked: bool) -> str:
    """Return a cell as it is read."""
    if isinstance(value, Mapping):
        value = date.fromisoformat(value["date"])
    if value is None or value == "":
        return ""
    if is_masked and column.name in _NAMING and column.name not in _PLAIN:
        return _masked(column, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_written(value)
    words = {
        option.word: option.nl if language() == "nl" else option.en for option in column.options
    }
    return _printed(column, words.get(str(value), str(value)))


def _identity(values: Mapping[str, Any], *, is_masked: bool) -> Iterator[Shown]:
    for name in _NAMING:
        written = cell_written(BIRTHS.columns[name], values.get(name), is_masked=is_masked)
        if written:
            yield Shown(label_of(name), written)


def _masked(column: Column, value: Any) -> str:
    if column.type == "insz":
        return mask_insz(str(value))
    if column.type == "iban":
        return account_masked(str(value))
    if isinstance(value, date):
        return str(value.year)
    return mask(str(value))


def _printed(column: Column, value: str) -> str:
    printers = {"insz": print_insz, "iban": print_iban}
    try:
        return printers.get(column.type, str)(value)
    except IdentifierRefused:
        return value


def _initials(*names: object) -> str:
    words = [word for name in names if name for word in str(name).replace("-", " ").split()]
    return " ".join(f"{word[0].upper()}." for word in words)
