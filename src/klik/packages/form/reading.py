"""Reads what somebody typed for one type of answer; each reader returns the value as written.

A value is held as plain text, whole number or truth value, which `given_value` makes a value of the
rules. None is an answer that was left empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from klik.packages.compiling import GivenRefused, given_value, refuse_bounds
from klik.packages.form.problems import AnswerRefused, refused
from klik.packages.form.questions import Field, Question, Widget
from klik.packages.wording import Language
from klik.rules.types import NONE

Raw = Mapping[str, str]
Check = Callable[[str], str]
"""Returns an identifier as it is kept, or raises AnswerRefused."""
Checks = Mapping[Widget, Check]
LONGEST_TEXT = 1000
LONGEST_LINE = 120
_YEAR_DIGITS = 4
_WHOLE = re.compile(r"-?[0-9]{1,12}\Z")
_GROUPED = re.compile(r"-?[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?\Z")
_POSTCODE = re.compile(r"[1-9][0-9]{3}\Z")
_ADDRESS = re.compile(r"(?P<street>.+?)( bus (?P<box>[^,]+))?, (?P<postcode>\d{4}) (?P<town>.+)\Z")


def read_value(asked: Question | Field, raw: Raw, name: str, checks: Checks) -> Any:
    """Return what was answered in the fields that begin with `name`; None where nothing was.

    Raises:
        AnswerRefused: It does not hold; says what would be accepted.
    """
    if asked.type.may_be_none and raw.get(f"{name}-none"):
        return "none"
    if asked.widget is Widget.DATE:
        found = _date(raw, name)
    elif asked.widget is Widget.ADDRESS:
        found = _address(raw, name)
        if found is not None and asked.widget in checks:
            found = checks[asked.widget](found)
    else:
        text = raw.get(name, "").strip()
        found = _READERS.get(asked.widget, _text)(text) if text else None
        if text and asked.widget in checks:
            found = checks[asked.widget](text)
    return None if found is None else _fitting(asked, found)


def raw_of(asked: Question | Field, value: Any, name: str) -> dict[str, str]:
    """Return the fields of a page that show a value as it was written."""
    if value is None:
        return {}
    if value == "none" and asked.type.may_be_none:
        return {f"{name}-none": "on"}
    if asked.widget is Widget.DATE:
        day = date.fromisoformat(value)
        parts = {"day": day.day, "month": day.month, "year": day.year}
        return {f"{name}-{part}": str(number) for part, number in parts.items()}
    if asked.widget is Widget.ADDRESS:
        return _address_fields(value, name)
    return {name: _typed(asked, value)}


def _typed(asked: Question | Field, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if asked.widget in (Widget.MONEY, Widget.DECIMAL):
        return str(value).replace(".", ",")
    return str(value)


def nothing_given(asked: Question | Field) -> AnswerRefused:
    """Return what to say of an answer that was left empty and is needed."""
    if asked.widget is Widget.ADDRESS:
        return refused("address-street", part="street")
    part = "day" if asked.widget is Widget.DATE else ""
    return refused(asked.widget.value, part=part)


def _fitting(asked: Question | Field, found: Any) -> Any:
    """Return a value that is one of the rules: of its type, its words and its bounds."""
    try:
        value = given_value(found, asked.type)
    except GivenRefused:
        raise refused(_misfit(asked)) from None
    if value is not NONE:
        _refuse_bounds(asked, value)
    return found


def _misfit(asked: Question | Field) -> str:
    if asked.type.options is not None:
        return "choice"
    return "size" if asked.type.is_number else "text-signs"


def _refuse_bounds(asked: Question | Field, value: Any) -> None:
    for code, bound in (("minimum", asked.minimum), ("maximum", asked.maximum)):
        try:
            refuse_bounds({code: bound}, value)
        except GivenRefused:
            with_comma = refused(code, **{code: str(bound).replace(".", ",")}).texts
            english = refused(code, **{code: bound}).texts["en"]
            texts: Mapping[Language, str] = {"nl": with_comma["nl"], "en": english}
            raise AnswerRefused(texts, french=with_comma["fr"]) from None


def _date(raw: Raw, name: str) -> str | None:
    day, month, year = (raw.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year"))
    if not (day or month or year):
        return None
    for part, text in (("day", day), ("month", month), ("year", year)):
        if not text.isascii() or not text.isdigit():
            raise refused("date-form", part=part)
    if len(year) != _YEAR_DIGITS:
        raise refused("date-year", part="year")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise refused("date-form", part="day") from None


def _integer(text: str) -> int:
    if _GROUPED.match(text) and "," not in text:
        text = re.sub("[. ]", "", text)
    if not _WHOLE.match(text):
        raise refused("integer-form")
    return int(text)


def _number(text: str, code: str, scale: int) -> str:
    """Return a number as the rules write it; Dutch has a comma, and points between thousands."""
    text = text.removeprefix("€").removesuffix("euro").strip()
    if _GROUPED.match(text):
        text = re.sub("[. ]", "", text)
    text = text.replace(",", ".")
    if not re.fullmatch(rf"-?[0-9]{{1,12}}(\.[0-9]{{1,{scale}}})?", text):
        raise refused(code)
    return str(Decimal(text))


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise refused("boolean")
    return text == "true"


def _choice(text: str) -> str:
    if not text.isprintable() or len(text) > LONGEST_LINE:
        raise refused("choice")
    return text


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise refused("text-long", most=LONGEST_TEXT)
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if not all(sign.isprintable() or sign == "\n" for sign in kept):
        raise refused("text-signs")
    return kept


def _address(raw: Raw, name: str) -> str | None:
    street, box, postcode, town = (
        " ".join(raw.get(f"{name}-{part}", "").split())
        for part in ("street", "box", "postcode", "town")
    )
    if not (street or box or postcode or town):
        return None
    for part, text in (("street", street), ("box", box), ("town", town)):
        if len(text) > LONGEST_LINE or not text.isprintable() or "," in text:
            raise refused("text-signs", part=part)
    if not street or not any(sign.isdigit() for sign in street):
        raise refused("address-street", part="street")
    if not _POSTCODE.match(postcode):
        raise refused("address-postcode", part="postcode")
    if not town:
        raise refused("address-town", part="town")
    return f"{street}{f' bus {box}' if box else ''}, {postcode} {town}"


def _address_fields(value: str, name: str) -> dict[str, str]:
    found = _ADDRESS.match(value)
    parts = found.groupdict() if found else {"street": value}
    return {f"{name}-{part}": text for part, text in parts.items() if text}


_READERS: Mapping[Widget, Callable[[str], Any]] = {
    Widget.INTEGER: _integer,
    Widget.DECIMAL: lambda text: _number(text, "decimal-form", 6),
    Widget.MONEY: lambda text: _number(text, "money-form", 2),
    Widget.BOOLEAN: _boolean,
    Widget.CHOICE: _choice,
    Widget.FILE: lambda text: "given" if text == "given" else None,
}
