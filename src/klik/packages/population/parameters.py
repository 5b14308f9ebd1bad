"""The parameters of many municipalities over time, as one table with a row per period.

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
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import TableColumns, column_type, none_column, quoted
from klik.rules.evaluator import Table
from klik.rules.types import NONE

COLUMNS = ("municipality", "parameter", "valid_from", "valid_to", "value")
FIRST, LAST = "valid from", "valid until"
PERIODS = "periods"
MAXIMUM_TABLE_ROWS = 500


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    municipality: str
    parameter: str
    first: date
    last: date
    value: Any


@dataclass(frozen=True, slots=True)
class _Period:
    municipality: str
    first: date
    last: date
    parameters: Mapping[str, Any]


def load_periods(
    connection: duckdb.DuckDBPyConnection, package: Package, path: Path, relation: str
) -> dict[str, TableColumns]:
    """Create the table `periods` from the parameter file, one row per municipality and period.

    Args:
        connection: Where the table is made.
        package: Whose parameters they are.
        path: The file, for messages.
        relation: SQL that reads it with every column as text.

    Returns:
        How each table parameter stands in columns.

    Raises:
        PopulationRefused: A column is missing, a value does not fit, two rows overlap, or a
            parameter without default is given nowhere; the message names the row.
    """
    rows = list(_read(connection, path, relation))
    periods = [period for one in _by_municipality(rows) for period in _periods(package, one)]
    tables = {
        name: TableColumns(
            rows=max((len(p.parameters[name].rows) for p in periods), default=0),
            steps=shape.steps,
        )
        for name, shape in package.declared.tables.items()
    }
    columns = _columns(package, tables)
    declared = ", ".join(f"{name} {kind}" for name, kind in columns)
    connection.execute(f"CREATE TEMP TABLE {PERIODS} ({declared})")
    if periods:
        places = ", ".join("?" for _ in columns)
        connection.executemany(
            f"INSERT INTO {PERIODS} VALUES ({places})",  # noqa: S608 -- names are ours
            [_cells(package, period, tables) for period in periods],
        )
    return tables


def _read(connection: duckdb.DuckDBPyConnection, path: Path, relation: str) -> Iterator[_Row]:
    described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    missing = [name for name in COLUMNS if name not in {row[0] for row in described}]
    if missing:
        raise PopulationRefused(
            f"{path.name}: the column {missing[0]} is missing; the columns are {', '.join(COLUMNS)}"
        )
    selected = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in COLUMNS)
    query = f"SELECT {selected} FROM {relation}"  # noqa: S608 -- names are ours
    for number, row in enumerate(connection.execute(query).fetchall(), start=1):
        municipality, parameter, first, last, value = (cell or "" for cell in row)
        if not municipality:
            raise PopulationRefused(f"{path.name}, row {number}: the municipality is missing")
        yield _Row(
            number, municipality, parameter.removeprefix("parameters."),
            _day(path, number, first, date.min), _day(path, number, last, date.max), value,
        )  # fmt: skip


def _day(path: Path, number: int, text: str, otherwise: date) -> date:
    if text in ("", "none"):
        return otherwise
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise PopulationRefused(
            f"{path.name}, row {number}: {text!r} is not a day; write 2026-01-31 or leave it empty"
        ) from error


def _by_municipality(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.municipality, []).append(row)
    yield from found.values()


def _periods(package: Package, rows: Sequence[_Row]) -> Iterator[_Period]:
    """Cut the time of one municipality at every day on which a parameter changes."""
    starts = {row.first for row in rows}
    starts |= {row.last + timedelta(days=1) for row in rows if row.last < date.max}
    ordered = sorted(starts)
    ends = [start - timedelta(days=1) for start in ordered[1:]] + [date.max]
    for first, last in zip(ordered, ends, strict=True):
        valid = [row for row in rows if row.first <= first and last <= row.last]
        if valid:
            given = _given(valid)
            yield _Period(rows[0].municipality, first, last, _checked(package, valid, given))


def _given(rows: Sequence[_Row]) -> dict[str, Any]:
    given: dict[str, _Row] = {}
    for row in rows:
        if row.parameter and row.parameter in given:
            raise PopulationRefused(
                f"rows {given[row.parameter].number} and {row.number} both give {row.parameter} "
                f"to {row.municipality} on the same days; end the first before the second begins"
            )
        if row.parameter:
            given[row.parameter] = row
    return given


def _checked(
    package: Package, rows: Sequence[_Row], given: Mapping[str, _Row]
) -> Mapping[str, Any]:
    for name, row in given.items():
        try:
            package.parameter(name, _written(package, name, row.value))
        except GivenRefused as refused:
            raise PopulationRefused(f"row {row.number}: {refused}") from refused
    try:
        return package.parameters(
            {name: _written(package, name, row.value) for name, row in given.items()}
        )
    except GivenRefused as refused:
        raise PopulationRefused(
            f"municipality {rows[0].municipality}, row {rows[0].number}: {refused}"
        ) from refused


def _written(package: Package, name: str, value: str) -> Any:
    declared = package.content.get("parameters", {}).get(name, {})
    if declared.get("type") not in ("table", "set"):
        return value
    try:
        return json.loads(value, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise GivenRefused(f"{name} is a {declared['type']}; write it as JSON") from error


def _columns(package: Package, tables: Mapping[str, TableColumns]) -> list[tuple[str, str]]:
    columns = [(quoted(PERIODS), "VARCHAR"), (quoted(FIRST), "DATE"), (quoted(LAST), "DATE")]
    for name, given in package.declared.parameters.items():
        columns.append((quoted(name), column_type(given)))
        if given.may_be_none:
            columns.append((none_column(name), "BOOLEAN"))
    for name, table in tables.items():
        shape = package.declared.tables[name]
        value = column_type(shape.value)
        for row in range(table.rows):
            columns += [
                (table.cell(name, row, f"k{place}"), column_type(kind))
                for place, (_, kind) in enumerate(shape.keys)
            ]
            columns.append((table.cell(name, row, "v"), value))
        columns.append((table.otherwise(name), value))
    return columns


def _cells(package: Package, period: _Period, tables: Mapping[str, TableColumns]) -> list[Any]:
    cells: list[Any] = [period.municipality, period.first, period.last]
    for name, given in package.declared.parameters.items():
        value = period.parameters[name]
        cells.append(_cell(value))
        if given.may_be_none:
            cells.append(value is NONE)
    for name, columns in tables.items():
        cells += _table_cells(
            period.parameters[name], columns, len(package.declared.tables[name].keys)
        )
    return cells


def _cell(value: Any) -> Any:
    if value is NONE:
        return None
    return sorted(value) if isinstance(value, frozenset) else value


def _table_cells(table: Table, columns: TableColumns, keys: int) -> list[Any]:
    if len(table.rows) > MAXIMUM_TABLE_ROWS:
        raise PopulationRefused(f"a table has at most {MAXIMUM_TABLE_ROWS} rows")
    # The highest last key first, so that the first row that fits is the step that is reached.
    ordered = sorted(table.rows, key=lambda row: row[0][-1], reverse=table.steps)
    cells: list[Any] = []
    for row_keys, value in ordered:
        cells += [*row_keys, value]
    cells += [None] * ((columns.rows - len(ordered)) * (keys + 1))
    return [*cells, table.otherwise]
