"""One cell: from text to a typed value, or the reason why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from klik.ground import territory
from klik.ground.deliveries.limits import Limits
from klik.ground.deliveries.outcomes import Cell, Texts
from klik.ground.deliveries.texts import reason_of, remedy_of_value
from klik.ground.identifiers.bodies import check_enterprise_number, check_nis_code
from klik.ground.identifiers.masking import mask, mask_iban, mask_insz
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.records import Column

# Nobody alive was registered before, and no register reaches further.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
_DATE_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_NUMBER = 9
# A day that exists in every year, with 0, 20 or 40 added to the month; 001 to 998 as serial.
_PLAIN_INSZ = re.compile(
    r"\d\d(?:[024][1-9]|[135][0-2])(?:0[1-9]|1\d|2[0-8])(?!000|999)\d{5}", re.ASCII
)
# 00, 01 and 99 as check digits are left to check_iban.
_PLAIN_IBAN = re.compile(r"BE(?!00|01|99)\d{14}", re.ASCII)

# Signs that turn the direction of writing: they make a name or an amount read as another one.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

Parse = Callable[[str], Cell]


class CellRefused(Exception):
    """A cell that cannot be read; the column is added by who knows it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


_CODES: Final = frozenset({"boolean", "choice", "integer", "nis"})
_CODE: Final = re.compile(r"(?!.*\d{7})[\w.,+/-]{1,24}")
_DAY: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_YEAR: Final = 4


def parser_of(column: Column, *, received_on: date | None, limits: Limits) -> Parse:
    """Return the function that turns a stripped, non-empty cell of `column` into its value.

    Args:
        column: The column of a published record.
        received_on: The day of delivery; without it a date in the future is not noticed.
        limits: How long a cell may be.

    The function raises CellRefused or IdentifierRefused.
    """
    if column.type == "choice":
        return partial(_parse_choice, {word: word for word in column.values})
    if column.type == "integer":
        return partial(_parse_integer, column.minimum or 0)
    if column.type == "date":
        last = received_on if column.past and received_on else LAST_DAY
        return partial(_parse_date, last, last < LAST_DAY)
    if column.type == "text":
        form = re.compile(column.form, re.ASCII) if column.form else None
        return partial(_parse_text, form, limits.cell_characters)
    if column.type == "nis":
        return _parse_nis_anywhere if column.anywhere else _parse_nis
    return _PLAIN_PARSERS[column.type]


def masked_cell(column: Column, cell: str, *, code: str) -> str:
    """Return a wrong cell: what may name somebody is made unrecognisable, a code shows as it is.

    A code is short and holds no long number: so a number or account that stands in the wrong
    column stays hidden. Of a day its year shows.
    """
    if column.type in _CODES and _CODE.fullmatch(cell.strip()):
        return cell.strip()
    if column.type == "date" and _DAY.fullmatch(cell.strip()):
        return f"{cell.strip()[:_YEAR]}-••-••"
    if column.type == "insz":
        return mask_insz(cell)
    # Four signs at each end are shown of an account only, not of whatever else stands there.
    if column.type == "iban" and code == "iban-check":
        return mask_iban(cell)
    return mask(cell)


def explain(refusal: CellRefused | IdentifierRefused, column: Column) -> tuple[str, Texts, Texts]:
    """Return code, reason and remedy of a refused cell."""
    if isinstance(refusal, IdentifierRefused):
        reason = {
            language: f"{start} {column.name}: {refusal.texts[language]}"
            for language, start in (("nl", "Kolom"), ("en", "Column"))
        }
        return refusal.code, reason, remedy_of_value()
    reason_texts, remedy_texts = reason_of(refusal.code, column=column.name, **refusal.details)
    return refusal.code, reason_texts, remedy_texts


def _parse_choice(words: dict[str, str], cell: str) -> Cell:
    word = words.get(cell)
    if word is None:
        raise CellRefused("choice", expected=", ".join(words))
    return word


def _parse_boolean(cell: str) -> Cell:
    if cell == "N":
        return False
    if cell == "J":
        return True
    raise CellRefused("boolean")


def _parse_integer(minimum: int, cell: str) -> Cell:
    if cell.isdecimal() and cell.isascii() and len(cell) <= _LONGEST_NUMBER:
        number = int(cell)
        if number >= minimum:
            return number
    raise CellRefused("integer", minimum=minimum)


def _parse_date(last: date, is_delivery_day: bool, cell: str) -> Cell:  # noqa: FBT001 -- bound by partial, by position
    if not _DATE_FORM.fullmatch(cell):
        raise CellRefused("date-form")
    try:
        day = date.fromisoformat(cell)
    except ValueError as cause:
        raise CellRefused("date-form") from cause
    if FIRST_DAY <= day <= last:
        return day
    if is_delivery_day and FIRST_DAY <= day <= LAST_DAY:
        raise CellRefused("date-after-delivery", last=last)
    raise CellRefused("date-range", first=FIRST_DAY, last=LAST_DAY)


def _parse_text(form: re.Pattern[str] | None, longest: int, cell: str) -> Cell:
    if len(cell) > longest:
        raise CellRefused("cell-too-long", expected=longest)
    text = cell if cell.isascii() and cell.isprintable() else _clean(cell)
    if form is not None and not form.fullmatch(text):
        raise CellRefused("form")
    return text or None


def _clean(cell: str) -> str:
    if _CONTROL.search(cell):
        raise CellRefused("control-character")
    # Composed signs: the same name written in two ways must be the same name.
    return " ".join(unicodedata.normalize("NFC", _TURNING.sub("", cell)).split())


def _parse_nis(cell: str) -> Cell:
    current = territory.current_codes().get(cell)
    if current is None:
        raise CellRefused("nis-unknown")
    return current


def _parse_nis_anywhere(cell: str) -> Cell:
    return territory.current_nis(cell) or check_nis_code(cell)


def _parse_insz(cell: str) -> Cell:
    """Let a number through that plainly holds, four times as fast; check_insz judges the rest."""
    if _PLAIN_INSZ.fullmatch(cell):
        nine, check = int(cell[:9]), 97 - int(cell[9:])
        if check in (nine % 97, (2_000_000_000 + nine) % 97):
            return cell
    return check_insz(cell)


def _parse_iban(cell: str) -> Cell:
    """Let a Belgian account through that plainly holds; check_iban judges the rest."""
    # ISO 13616: B is 11 and E is 14; country and check digits move to the end.
    if _PLAIN_IBAN.fullmatch(cell) and int(f"{cell[4:]}1114{cell[2:4]}") % 97 == 1:
        return cell
    return check_iban(cell)


_PLAIN_PARSERS: dict[str, Parse] = {
    "boolean": _parse_boolean,
    "iban": _parse_iban,
    "insz": _parse_insz,
    "kbo": check_enterprise_number,
}
