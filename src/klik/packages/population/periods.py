"""The parameters of a run as one table: a row per municipality and stretch of days.

Its key is a whole number that each subject computes from her municipality and reference day, so
that the engine finds her parameters in one step instead of comparing texts and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from klik.packages.compiling import Package
from klik.packages.population.facts import MUNICIPALITY, TRIGGER
from klik.packages.population.parameters import Period
from klik.packages.population.refusals import PopulationRefused
from klik.packages.population.survey import Extent, days_in, fact_digits
from klik.rules.duckdb.emitting import (
    TableColumns,
    column_type,
    in_set_column,
    none_column,
    quoted,
)
from klik.rules.duckdb.occurring import Digits, Occurring, digits_in, joined
from klik.rules.duckdb.population import ADOPTED, REFERENCE_DAY
from klik.rules.evaluator import Table
from klik.rules.syntax import Scalar
from klik.rules.types import NONE, Kind, Type

TODAY = "today"
PERIODS, KEY = "periods", quoted("period")
MAXIMUM_CELLS = 1_000_000
MAXIMUM_ITEMS = 32
"""Items of a set that each get a column; a set with more stands as a list."""


@dataclass(frozen=True, slots=True)
class LoadedPeriods:
    """The table `periods` and what is known of it.

    Attributes:
        key: SQL for the key of a subject's period, over her municipality and reference day.
        tables: How each table parameter stands in columns.
        occurring: The digits and set items that occur in this run, those of the facts included.
    """

    key: str
    tables: Mapping[str, TableColumns]
    occurring: Occurring

    def joined_to(self, dated: str) -> str:
        """Return `dated`, which has the reference day, with the parameters of every row."""
        keyed = f"(SELECT *, {self.key} AS {KEY} FROM {dated})"  # noqa: S608 -- names are ours
        return f"(SELECT * FROM {keyed} JOIN {PERIODS} USING ({KEY}))"  # noqa: S608 -- names are ours


def load_periods(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    periods: Sequence[Period],
    extents: Mapping[str, Extent],
) -> LoadedPeriods:
    """Make the table `periods`.

    Args:
        connection: Where it is made.
        package: Whose parameters they are.
        periods: Every period of every municipality.
        extents: What is known of the values of the facts.

    Raises:
        PopulationRefused: The periods begin and end on too many different days.
    """
    occurring = _occurring(package, periods, extents)
    tables = {
        name: _table_columns([period.parameters[name] for period in periods], shape.steps)
        for name, shape in package.declared.tables.items()
    }
    _load(connection, package, periods, tables, occurring)
    codes = sorted({period.municipality for period in periods})
    starts = _starts(periods)
    _fill(connection, codes, starts)
    return LoadedPeriods(_key(codes, starts), tables, occurring)


def _load(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    periods: Sequence[Period],
    tables: Mapping[str, TableColumns],
    occurring: Occurring,
) -> None:
    """Make the table `given`, a row per period; column by column, which is quick."""
    columns = [("municipality", "VARCHAR"), ("first", "DATE"), ("last", "DATE")]
    columns += _columns(package, tables, occurring)
    rows = [
        [one.municipality, one.first, one.last, *_cells(package, one, tables, occurring)]
        for one in periods
    ]
    selected = ", ".join(
        f"unnest(CAST(${place} AS {kind}[])) AS {name}"
        for place, (name, kind) in enumerate(columns, start=1)
    )
    cells = [[row[place] for row in rows] for place, _ in enumerate(columns)]
    connection.execute(f"CREATE TEMP TABLE given AS SELECT {selected}", cells)


def _starts(periods: Iterable[Period]) -> list[date]:
    """Return every day on which a period begins, or the day after one ends, in order."""
    starts = {date.min}
    for period in periods:
        starts.add(period.first)
        if period.last < date.max:
            starts.add(period.last + timedelta(days=1))
    return sorted(starts)


def _fill(
    connection: duckdb.DuckDBPyConnection, codes: Sequence[str], starts: Sequence[date]
) -> None:
    """Give every municipality a row for every stretch of days; the first is nobody's."""
    if (len(codes) + 1) * len(starts) > MAXIMUM_CELLS:
        raise PopulationRefused(
            f"the parameters of {len(codes)} municipalities begin or end on {len(starts)} "
            f"different days; {MAXIMUM_CELLS // (len(codes) + 1)} can be computed in one run"
        )
    connection.execute(
        f"CREATE TEMP TABLE {PERIODS} AS "  # noqa: S608 -- names are ours
        f"SELECT CAST((place - 1) * {len(starts)} + stretch - 1 AS INTEGER) AS {KEY}, "
        f"given.municipality IS NOT NULL AS {ADOPTED}, "
        "given.* EXCLUDE (municipality, first, last) "
        "FROM (SELECT unnest($codes) AS code, generate_subscripts($codes, 1) AS place) "
        "CROSS JOIN (SELECT unnest($starts) AS start, generate_subscripts($starts, 1) AS stretch) "
        "LEFT JOIN given ON municipality = code AND start BETWEEN first AND last",
        {"codes": [None, *codes], "starts": list(starts)},
    )
    connection.execute("DROP TABLE given")


def _key(codes: Sequence[str], starts: Sequence[date]) -> str:
    if not codes:
        return "0"
    words = ", ".join("'" + code.replace("'", "''") + "'" for code in codes)
    place = f"TRY_CAST({quoted(MUNICIPALITY)} AS ENUM({words}))"
    code = f"COALESCE(CAST(enum_code({place}) AS INTEGER) + 1, 0)"
    return code if len(starts) == 1 else f"{code} * {len(starts)} + {_stretch(starts, 0)}"


def _stretch(starts: Sequence[date], first: int) -> str:
    """Return SQL for the number of the stretch that holds the reference day, halving each time."""
    if len(starts) == 1:
        return str(first)
    half = len(starts) // 2
    before, after = _stretch(starts[:half], first), _stretch(starts[half:], first + half)
    day = f"DATE '{starts[half].isoformat()}'"
    return f"(CASE WHEN {REFERENCE_DAY} < {day} THEN {before} ELSE {after} END)"


def _occurring(
    package: Package, periods: Sequence[Period], extents: Mapping[str, Extent]
) -> Occurring:
    declared = package.declared
    digits = fact_digits(extents, declared.facts)
    sets: dict[str, Sequence[Scalar]] = {}
    for name, given in declared.parameters.items():
        values = [period.parameters[name] for period in periods]
        if given.is_number:
            digits[name] = _digits(values)
        items = {item for value in values for item in value} if given.kind == Kind.SET else set()
        if given.kind == Kind.SET and len(items) <= MAXIMUM_ITEMS:
            sets[name] = sorted(items)
    known = frozenset({*declared.parameters, TRIGGER, TODAY})
    return Occurring(digits, sets, days=days_in(extents), known=known)


def _digits(values: Iterable[Any]) -> Digits:
    numbers = (value for value in values if isinstance(value, int | Decimal))
    return joined(digits_in(value) for value in numbers) or Digits(1)


def _table_columns(tables: Sequence[Table], steps: bool) -> TableColumns:  # noqa: FBT001 -- as declared
    values = [value for table in tables for _, value in table.rows]
    values += [table.otherwise for table in tables]
    numbers = any(isinstance(value, int | Decimal) for value in values)
    return TableColumns(
        rows=max((len(table.rows) for table in tables), default=0),
        steps=steps,
        digits=_digits(values) if numbers else None,
    )


def _columns(
    package: Package, tables: Mapping[str, TableColumns], occurring: Occurring
) -> Iterable[tuple[str, str]]:
    for name, given in package.declared.parameters.items():
        if name in occurring.sets:
            for place, _ in enumerate(occurring.sets[name]):
                yield in_set_column(name, place), "BOOLEAN"
            continue
        yield quoted(name), _narrow(given, occurring.digits.get(name))
        if given.may_be_none:
            yield none_column(name), "BOOLEAN"
    for name, table in tables.items():
        shape = package.declared.tables[name]
        value = _narrow(shape.value, table.digits)
        for row in range(table.rows):
            for place, (_, kind) in enumerate(shape.keys):
                yield table.cell(name, row, f"k{place}"), column_type(kind)
            yield table.cell(name, row, "v"), value
        yield table.otherwise(name), value


def _narrow(given: Type, digits: Digits | None) -> str:
    if digits is None or given.kind == Kind.INTEGER:
        return column_type(given)
    return digits.column_type


def _cells(
    package: Package, period: Period, tables: Mapping[str, TableColumns], occurring: Occurring
) -> list[Any]:
    cells: list[Any] = []
    for name, given in package.declared.parameters.items():
        value = period.parameters[name]
        if name in occurring.sets:
            cells += [item in value for item in occurring.sets[name]]
            continue
        cells.append(_cell(value))
        if given.may_be_none:
            cells.append(value is NONE)
    for name, columns in tables.items():
        keys = len(package.declared.tables[name].keys)
        cells += _table_cells(period.parameters[name], columns, keys)
    return cells


def _cell(value: Any) -> Any:
    if value is NONE:
        return None
    return sorted(value) if isinstance(value, frozenset) else value


def _table_cells(table: Table, columns: TableColumns, keys: int) -> list[Any]:
    # The highest last key first, so that the first row that fits is the step that is reached.
    ordered = sorted(table.rows, key=lambda row: row[0][-1], reverse=table.steps)
    cells: list[Any] = []
    for row_keys, value in ordered:
        cells += [*row_keys, value]
    cells += [None] * ((columns.rows - len(ordered)) * (keys + 1))
    return [*cells, table.otherwise]
