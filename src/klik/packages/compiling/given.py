"""Values that someone gives, in YAML, JSON or a cell of a table, as values of the rule language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from klik.rules.evaluator import Table
from klik.rules.scope import TableType
from klik.rules.types import NONE, Kind, Type, plain_type


class GivenRefused(Exception):
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
        raise GivenRefused(
            f"none is not a value of this; it is not declared `may_be_none`: {given}"
        )
    if given.kind == Kind.SET:
        return _set(value, given)
    read: Callable[[Any], Any] = _READERS.get(given.kind, _text)
    found = read(value)
    if found is None:
        raise GivenRefused(f"{value!r} is not {_WANTED.get(given.kind, 'a text')}")
    _refuse_size(found, given)
    if given.options is not None and found not in given.options:
        raise GivenRefused(f"{value!r} is not one of {', '.join(sorted(given.options))}")
    return found


def given_parameter(value: Any, given: Type | TableType) -> Any:
    """Return a given parameter; a table is a list of rows with its keys and its value.

    Raises:
        GivenRefused: The value does not fit; a parameter is never unknown.
    """
    if isinstance(given, TableType):
        return given_table(value, given, otherwise=None)
    found = given_value(value, given)
    if found is None:
        raise GivenRefused("a parameter is never unknown; give a value")
    return found


def given_table(value: Any, given: TableType, *, otherwise: Any) -> Table:
    """Return a table from a list of rows, each `{key: ..., value: ...}` by the declared names.

    Args:
        value: The rows.
        given: The declared shape.
        otherwise: What is given where no row is found; None is unknown.

    Raises:
        GivenRefused: A row lacks a key or its value, has one too many, or a cell does not fit.
    """
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise GivenRefused("a table is a list of rows, such as [{rank_from: 1, amount: 100}]")
    rows: dict[tuple[Any, ...], Any] = {}
    for number, row in enumerate(value, start=1):
        keys, found = _row(row, given, number)
        if keys in rows:
            raise GivenRefused(f"row {number} has the same keys as a row before it")
        rows[keys] = found
    return Table(rows=tuple(rows.items()), steps=given.steps, otherwise=otherwise)


def _row(row: Any, given: TableType, number: int) -> tuple[tuple[Any, ...], Any]:
    names = [name for name, _ in given.keys]
    if not isinstance(row, Mapping) or len(row) != len(names) + 1 or not set(names) <= set(row):
        raise GivenRefused(f"row {number} gives {', '.join(names)} and one value")
    (value_name,) = set(row) - set(names)
    keys = tuple(given_value(row[name], kind) for name, kind in given.keys)
    found = given_value(row[value_name], given.value)
    if found is None or None in keys:
        raise GivenRefused(f"row {number} of a table holds no unknown")
    return keys, found


def _set(value: Any, given: Type) -> frozenset[Any]:
    if not isinstance(value, Sequence | frozenset | set) or isinstance(value, str):
        raise GivenRefused("a set is a list, such as [one, two]")
    item = plain_type(given.item or Kind.TEXT)
    item = Type(item.kind, whole=item.whole, scale=item.scale, options=given.options)
    return frozenset(given_value(one, item) for one in value)


def _refuse_size(found: Any, given: Type) -> None:
    if given.is_number and abs(found) >= 10**given.whole:
        raise GivenRefused(f"{found} has more than {given.whole} digits before the point")


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, "J": True, "N": False}.get(value)


def _integer(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    number = _number(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str | float):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _scaled(scale: int) -> Callable[[Any], Decimal | None]:
    def read(value: Any) -> Decimal | None:
        number = _number(value)
        if number is None or number != round(number, scale):
            return None
        return round(number, scale)

    return read


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != len("2026-01-31"):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _file(value: Any) -> str | None:
    return "given" if value == "given" else None


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _scaled(6),
    Kind.MONEY: _scaled(2),
    Kind.DATE: _date,
    Kind.FILE: _file,
}
_WANTED = {
    Kind.BOOLEAN: "true or false",
    Kind.INTEGER: "a whole number",
    Kind.DECIMAL: "a number with at most six decimals",
    Kind.MONEY: "an amount with at most two decimals",
    Kind.DATE: "a day such as 2026-01-31",
    Kind.FILE: "given or none",
}
