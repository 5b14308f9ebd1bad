"""What a row tells somebody whom it is about or names: hers, and nothing of another grown-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klik.domains.registers.models import Agreement, DeliveredRow, DeliveryState
from klik.domains.registers.queries.rows import values_of_rows
from klik.ground.deliveries import Cell
from klik.ground.files import FileDamaged, FileMissing
from klik.ground.keys.hashing import keyed_hash
from klik.ground.persons import Value
from klik.ground.territory import municipalities
from klik.packages.french import in_words
from klik.packages.records import RECORDS, Column, Record
from klik.packages.wording import PageLanguage, page_language_of

# Where the child lives may be where the other parent lives, and that may be protected.
_WHERE: Final = frozenset(
    {"municipality_nis", "street", "house_number", "box", "postcode", "locality", "household"}
)
# Of the household that is paid: whose it is, the row does not say.
_PAID: Final = frozenset(
    {"iban", "bic", "account_holder", "sociale_toeslag", "sociale_toeslag_month", "payer"}
)
_NAMING: Final = frozenset({"insz", "iban", "kbo"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one row tells her.

    Attributes:
        fields: By label, in the order of the record; what is unknown is left out.
        masked: The labels of numbers and accounts.
        withheld: The labels of what may be about somebody else.
    """

    fields: Mapping[str, Value] = field(repr=False)
    masked: frozenset[str]
    withheld: tuple[str, ...]


NOTHING: Final = Told({}, frozenset(), ())


def told_to(rows: Iterable[DeliveredRow], person: bytes) -> dict[int, Told]:
    """Return what rows tell a person, by the key of the row.

    A row that cannot be read now, or is not checked yet, tells nothing.

    Args:
        rows: With their delivery and agreement, and their keys.
        person: The keyed hash of her number.
    """
    checked = [one for one in rows if one.delivery.state == DeliveryState.CHECKED]
    found = {}
    for _delivery, some in groupby(checked, key=lambda one: one.delivery_id):
        group = list(some)
        agreement = group[0].delivery.agreement
        try:
            values = values_of_rows(agreement, group)
        except (FileMissing, FileDamaged, OSError):
            continue
        for row in group:
            is_subject = any(bytes(one.key) == person for one in row.keys.all())
            found[row.pk] = _told(agreement, values[row.token], person, is_subject=is_subject)
    return found


def _told(
    agreement: Agreement, values: Mapping[str, Cell], person: bytes, *, is_subject: bool
) -> Told:
    record = RECORDS[agreement.record]
    hidden = frozenset(_of_others(record, values, person, is_subject=is_subject))
    fields: dict[str, Value] = {}
    masked, withheld = set(), []
    for name in agreement.columns:
        column = record.columns.get(name)
        if column is None or values.get(name) is None:
            continue
        label = _label(column)
        if name in hidden:
            withheld.append(label)
            continue
        fields[label] = _said(column, values[name])
        if column.type in _NAMING:
            masked.add(label)
    return Told(fields, frozenset(masked), tuple(withheld))


def _of_others(
    record: Record, values: Mapping[str, Cell], person: bytes, *, is_subject: bool
) -> Iterator[str]:
    """Yield the columns that are, or may be, about another than this person."""
    named = {
        name.removesuffix("insz"): values.get(name)
        for name, column in record.columns.items()
        if column.type == "insz" and name not in record.keys
    }
    hers = {start for start, number in named.items() if _is(number, person)}
    grown_ups = {number for number in named.values() if number is not None}
    is_alone = bool(hers) and len(grown_ups) == 1
    for name in record.columns:
        start = next((one for one in named if name.startswith(one)), None)
        is_of_another = start is not None and start not in hers
        is_where = name in _WHERE and not is_subject
        if is_of_another or is_where or (name in _PAID and not is_alone):
            yield name


def _is(number: Cell, person: bytes) -> bool:
    return number is not None and keyed_hash(f"insz:{number}") == person


def _said(column: Column, value: Cell) -> Value:
    if column.type == "choice":
        word = next((one for one in column.options if one.word == value), None)
        return str(value) if word is None else in_words(word, _language())
    if column.type == "nis" and value in municipalities():
        return municipalities()[str(value)].name
    return value


def _label(column: Column) -> str:
    text = in_words(column, _language())
    return text[:1].upper() + text[1:]


def _language() -> PageLanguage:
    return page_language_of(get_language())


def withheld_because(labels: Sequence[str]) -> str:
    """Return which columns are not shown and why, in a sentence; empty where all are."""
    if not labels:
        return ""
    said = ", ".join(one[:1].lower() + one[1:] for one in labels)
    return _("We do not show this, for it may be of somebody else: %(what)s.") % {"what": said}
