"""The smallest and largest value of each column of a file, where that is known at once.

A Parquet file says so itself. Then many a test of each row is not needed, and numbers fit 64 bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from klik.packages.population.files import File, explained
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import quoted
from klik.rules.duckdb.occurring import Days, Digits, digits_in, joined

Extent = tuple[Any, Any]
_SURVEYED = ("DATE", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL")


def survey(connection: duckdb.DuckDBPyConnection, file: File) -> dict[str, Extent]:
    """Return the smallest and largest value of every date and number column of a Parquet file.

    A column without any known value is left out, and every column of a CSV file.

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
    return {name: (low, high) for name, (low, high) in pairs if isinstance(low, _KNOWN)}


_KNOWN = (date, int, Decimal)


def days_in(extents: Mapping[str, Extent]) -> dict[str, Days]:
    """Return the first and last day of every column of dates within the calendar."""
    return {
        name: (low, high)
        for name, (low, high) in extents.items()
        if isinstance(low, date) and isinstance(high, date)
    }


def digits_within(extent: Iterable[int | Decimal]) -> Digits | None:
    """Return digits that hold every number between a smallest and a largest."""
    return joined(digits_in(value) for value in extent)
