"""The smallest and largest value of each column of a file, where that is known at once.

A Parquet file says so itself. Then many a test of each row is not needed, and numbers fit 64 bits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from klik.packages.population.files import File, explained
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import column_type, quoted
from klik.rules.duckdb.occurring import Days, Digits, digits_in, digits_of
from klik.rules.types import Kind, Type

Extent = tuple[Any, Any]
_SURVEYED = ("DATE", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL")


def survey(connection: duckdb.DuckDBPyConnection, file: File) -> dict[str, Extent]:
    """Return the smallest and largest value of every date and number column of a Parquet file.

    Left out are a column without any known value, one with a day at or beyond an end of the
    calendar, and every column of a CSV file.

    Raises:
        PopulationRefused: The file cannot be read.
    """
    names = [name for name, has in file.columns.items() if has.startswith(_SURVEYED)]
    if file.path.suffix != ".parquet" or not names:
        return {}
    extents = ", ".join(f"[min({quoted(name)}), max({quoted(name)})]" for name in names)
    query = f"SELECT {extents} FROM {file.relation}"  # noqa: S608 -- names of the file, quoted
    try:
        found = connection.execute(query).fetchall()[0]
    except duckdb.Error as error:
        raise PopulationRefused(explained(file.path, error)) from error
    pairs = zip(names, found, strict=True)
    return {name: (low, high) for name, (low, high) in pairs if _is_known(low) and _is_known(high)}


def _is_known(value: object) -> bool:
    # The engine gives a day without end as the last of the calendar.
    if isinstance(value, date):
        return date.min < value < date.max
    return isinstance(value, int | Decimal)


def fits_type(extent: Extent, has: str, given: Type) -> bool:
    """Return whether a whole column, of type `has` in the file, fits the declared type."""
    low, high = extent
    if isinstance(low, date):
        return has == "DATE" and given.kind == Kind.DATE
    if has.startswith("DECIMAL") or given.kind != Kind.INTEGER:
        return has == column_type(given)
    return bool(max(abs(low), abs(high)) < 10**given.whole)


def days_in(extents: Mapping[str, Extent]) -> dict[str, Days]:
    """Return the first and last day of every column of dates."""
    return {name: extent for name, extent in extents.items() if isinstance(extent[0], date)}


def fact_digits(extents: Mapping[str, Extent], facts: Mapping[str, Type]) -> dict[str, Digits]:
    """Return the digits of every fact that is a number: as it occurs, else as it is declared."""
    found = {name: digits_of(given) for name, given in facts.items() if given.is_number}
    for name, declared in found.items():
        extent = extents.get(name)
        if extent is not None and not isinstance(extent[0], date):
            whole = max(digits_in(value).whole for value in extent)
            found[name] = Digits(min(whole, declared.whole), declared.scale)
    return found
