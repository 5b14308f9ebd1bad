"""Values that someone gives, in YAML, JSON or a cell of a table, as values of the rule language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from klik.packages.format.values import comma_hint
from klik.packages.problems import InputRefused
from klik.rules.evaluator import Table
from klik.rules.scope import TableType
from klik.rules.types import NONE, Kind, Type, plain_type

_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MOST_DIGITS = 20  # more than any type holds, few enough to be rounded exactly


class GivenRefused(InputRefused):
    """A given value does not fit what is declared; the message says what would be accepted."""


def given_value(value: Any, given: Type) -> Any:
    """Return a given value as one of a type; None, empty and the word null are unknown.

    Args:
        value: From YAML, JSON, CSV or Parquet: a text is read as what the type wants.
        given: The type that is declared.

    Raises:
        GivenRefused: The value does not fit.
    """
    if value is None or value == "":
        return None
    if value == "none" and given.may_be_none:
        return NONE
    if value == "none" and given.kind != Kind.TEXT:
        raise GivenRefused("none is no value here: it is not declared with `may_be_none: true`")
    if given.kind == Kind.SET:
        return _set(value, given)
    read: Callable[[Any], Any] = _READERS.get(given.kind, _text)
    found = read(value)
    if found is None:
        wanted = _WANTED.get(given.kind, _TEXT_WANTED)
        raise GivenRefused(f"{_said(value)} is not {wanted}{comma_hint(value)}")
    _refuse_size(found, given)
    if given.options is not None and found not in given.options:
        raise GivenRefused(f"{_said(value)} is not one of {', '.join(sorted(given.options))}")
    return found


def given_parameter(value: Any, given: Type) -> Any:
    """Return a given parameter that is not a table.

    Raises:
        GivenRefused: The value does not fit; a parameter is never unknown.
    """
    found = given_value(value, given)
    if found is None:
        raise GivenRefused("a parameter is never unknown; give a value")
    return found


def given_table(value: Any, given: TableType, *, value_name: str, otherwise: Any) -> Table:
    """Return a table from a list of rows, each `{key: ..., value: ...}` by the declared names.

    Args:
        value: The rows.
        given: The declared shape.
        value_name: The declared name of what is found.
        otherwise: What is given where no row is found; None is unknown.

    Raises:
        GivenRefused: A row lacks a key or its value, has one too many, or a cell does not fit.
    """
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise GivenRefused("a table is a list of rows, such as [{rank_from: 1, amount: 100}]")
    rows: dict[tuple[Any, ...], Any] = {}
    for number, row in enumerate(value, start=1):
        keys, found = _row(row, given, value_name, number)
        if keys in rows:
            raise GivenRefused(f"row {number} has the same keys as a row before it")
        rows[keys] = found
    return Table(rows=tuple(rows.items()), steps=given.steps, otherwise=otherwise)


def _row(row: Any, given: TableType, value_name: str, number: int) -> tuple[tuple[Any, ...], Any]:
    names = [*(name for name, _ in given.keys), value_name]
    if not isinstance(row, Mapping) or set(row) != set(names):
        raise GivenRefused(f"row {number} gives {', '.join(names)}, and nothing else")
    types = [*(kind for _, kind in given.keys), given.value]
    cells = [_cell(row[name], kind, name, number) for name, kind in zip(names, types, strict=True)]
    return tuple(cells[:-1]), cells[-1]


def _cell(value: Any, given: Type, name: str, number: int) -> Any:
    try:
        found = given_value(value, given)
    except GivenRefused as refused:
        raise GivenRefused(f"row {number}, {name}: {refused}") from refused
    if found is None:
        raise GivenRefused(f"row {number}, {name}: a table holds no unknown; give a value")
    return found


def _set(value: Any, given: Type) -> frozenset[Any]:
    if not isinstance(value, Sequence | frozenset | set) or isinstance(value, str):
        raise GivenRefused("a set is a list, such as [one, two]")
    item = plain_type(given.item or Kind.TEXT)
    item = Type(item.kind, whole=item.whole, scale=item.scale, options=given.options)
    found = frozenset(given_value(one, item) for one in value)
    if None in found:
        raise GivenRefused("a set holds no unknown; leave the item out or give its value")
    return found


def _refuse_size(found: Any, given: Type) -> None:
    if given.is_number and abs(found) >= 10**given.whole:
        raise GivenRefused(f"{found} has more than {given.whole} digits before the point")


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return _TRUTHS.get(value) if isinstance(value, str) else None


def _integer(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str | float):
        return None
    if isinstance(value, str) and not _NUMBER.match(value):
        return None
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() and number.adjusted() < _MOST_DIGITS else None


def _scaled(scale: int) -> Callable[[Any], Decimal | None]:
    def read(value: Any) -> Decimal | None:
        number = _number(value)
        if number is None or number != round(number, scale):
            return None
        return round(number, scale)

    return read


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        # A moment is no day: which day it is depends on where one stands.
        return None if isinstance(value, datetime) else value
    if not isinstance(value, str) or not _DAY.match(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _file(value: Any) -> str | None:
    return "given" if value == "given" else None


def _said(value: Any) -> str:
    """Return a value as a message shows it, the beginning of a long one only."""
    shown = str(value) if isinstance(value, int | Decimal | date) else repr(value)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}..."


_LONGEST_SHOWN = 60
_TEXT_WANTED = "a text; write it between quotes"
_TRUTHS = {"true": True, "false": False, "J": True, "N": False}
_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _scaled(6),
    Kind.MONEY: _scaled(2),
    Kind.DATE: _date,
    Kind.FILE: _file,
}
_WANTED = {
    Kind.BOOLEAN: "true or false; write true (ja) or false (nee)",
    Kind.INTEGER: "a whole number",
    Kind.DECIMAL: "a number with at most six decimals",
    Kind.MONEY: "an amount with at most two decimals",
    Kind.DATE: "a day such as 2026-01-31",
    Kind.FILE: (
        "how a document is given; write given (it is there), none (it is not) or null (not known)"
    ),
}
