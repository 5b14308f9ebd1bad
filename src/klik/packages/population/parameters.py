"""The parameters of many municipalities over time, read from a file.

The file has rows of municipality, parameter, valid_from, valid_to and value; tables and sets stand
in value as JSON. A row without a parameter says that the municipality adopts with the defaults.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from klik.packages.compiling import GivenRefused, Package
from klik.packages.population.files import explained, open_file
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import quoted
from klik.rules.evaluator import Table

COLUMNS = ("municipality", "parameter", "valid_from", "valid_to", "value")
MAXIMUM_TABLE_ROWS = 500


@dataclass(frozen=True, slots=True)
class _Row:
    file: str
    number: int
    municipality: str
    parameter: str
    first: date
    last: date
    value: Any

    @property
    def place(self) -> str:
        """Return where it stands, for messages."""
        return f"{self.file}, row {self.number}"


@dataclass(frozen=True, slots=True)
class Period:
    """What holds in one municipality from `first` until `last`, both days included."""

    municipality: str
    first: date
    last: date
    parameters: Mapping[str, Any]


def read_periods(
    connection: duckdb.DuckDBPyConnection, package: Package, path: Path
) -> list[Period]:
    """Read a parameter file.

    Args:
        connection: What reads it.
        package: Whose parameters they are.
        path: CSV or Parquet.

    Returns:
        Per municipality its periods, in the order of time; each has every parameter.

    Raises:
        PopulationRefused: A column is missing, a value does not fit, two rows overlap, or a
            parameter without default is given nowhere; the message names the row.
    """
    rows = list(_read(connection, path))
    return [period for one in _by_municipality(rows) for period in _periods(package, one)]


def _read(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[_Row]:
    file = open_file(connection, path)
    missing = [name for name in COLUMNS if name not in file.columns]
    if missing:
        raise PopulationRefused(
            f"{path.name}: the column {missing[0]} is missing; the columns are {', '.join(COLUMNS)}"
        )
    selected = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in COLUMNS)
    try:
        rows = connection.execute(f"SELECT {selected} FROM {file.relation}").fetchall()  # noqa: S608 -- names are ours
    except duckdb.Error as error:
        raise PopulationRefused(explained(path, error)) from error
    for number, cells in enumerate(rows, start=1):
        municipality, parameter, first, last, value = (cell or "" for cell in cells)
        if not municipality:
            raise PopulationRefused(f"{path.name}, row {number}: the municipality is missing")
        row = _Row(
            path.name, number, municipality, parameter.removeprefix("parameters."),
            _day(path, number, first, date.min), _day(path, number, last, date.max), value,
        )  # fmt: skip
        if row.last < row.first:
            raise PopulationRefused(f"{row.place}: valid_to lies before valid_from")
        yield row


def _day(path: Path, number: int, text: str, otherwise: date) -> date:
    if text in ("", "none"):
        return otherwise
    try:
        return date.fromisoformat(text.removesuffix(" 00:00:00"))
    except ValueError as error:
        raise PopulationRefused(
            f"{path.name}, row {number}: {text!r} is not a day; write 2026-01-31 or leave it empty"
        ) from error


def _by_municipality(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.municipality, []).append(row)
    yield from found.values()


def _periods(package: Package, rows: Sequence[_Row]) -> Iterator[Period]:
    """Cut the time of one municipality at every day on which a parameter changes."""
    starts = {row.first for row in rows}
    starts |= {row.last + timedelta(days=1) for row in rows if row.last < date.max}
    ordered = sorted(starts)
    ends = [start - timedelta(days=1) for start in ordered[1:]] + [date.max]
    for first, last in zip(ordered, ends, strict=True):
        valid = [row for row in rows if row.first <= first and last <= row.last]
        if valid:
            given = _given(valid)
            yield Period(rows[0].municipality, first, last, _checked(package, valid, given))


def _given(rows: Sequence[_Row]) -> dict[str, Any]:
    given: dict[str, _Row] = {}
    for row in rows:
        if row.parameter and row.parameter in given:
            raise PopulationRefused(
                f"{row.file}, rows {given[row.parameter].number} and {row.number} both give "
                f"{row.parameter} to {row.municipality} on the same days; end the first before the "
                "second begins"
            )
        if row.parameter:
            given[row.parameter] = row
    return given


def _checked(
    package: Package, rows: Sequence[_Row], given: Mapping[str, _Row]
) -> Mapping[str, Any]:
    for name, row in given.items():
        try:
            found = package.parameter(name, _written(package, name, row.value))
        except GivenRefused as refused:
            raise PopulationRefused(f"{row.place}: {refused}") from refused
        if isinstance(found, Table) and len(found.rows) > MAXIMUM_TABLE_ROWS:
            raise PopulationRefused(
                f"{row.place}: {name} has {len(found.rows)} rows; at most {MAXIMUM_TABLE_ROWS} fit"
            )
    try:
        return package.parameters(
            {name: _written(package, name, row.value) for name, row in given.items()}
        )
    except GivenRefused as refused:
        raise PopulationRefused(
            f"{rows[0].place}, municipality {rows[0].municipality}: {refused}"
        ) from refused


def _written(package: Package, name: str, value: str) -> Any:
    declared = package.content.get("parameters", {}).get(name, {})
    if declared.get("type") not in ("table", "set"):
        return value
    try:
        return json.loads(value, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise GivenRefused(f"{name} is a {declared['type']}; write it as JSON") from error
