"""Random subjects as a table of DuckDB, laid out as the platform lays out a population."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
from tests.rules.generating.subjects import COLLECTIONS, FACTS, SETS, TABLES, Subject

from klik.rules.duckdb.emitting import (
    FALSE,
    TableColumns,
    column_type,
    in_set_column,
    literal,
    none_column,
    quoted,
)
from klik.rules.duckdb.occurring import Digits, Occurring, digits_in, joined
from klik.rules.evaluator import Table
from klik.rules.scope import TableType
from klik.rules.types import NONE, Kind, Type

SOURCE = "subjects"
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """What a lowering is told about a population.

    Attributes:
        occurring: The digits and set items that occur; all that is declared when empty.
        tables: How each table stands in columns.
    """

    occurring: Occurring
    tables: Mapping[str, TableColumns]


PLAIN = Layout(
    Occurring(), {name: TableColumns(LONGEST, shape.steps) for name, shape in TABLES.items()}
)


def narrow_layout(subjects: Sequence[Subject]) -> Layout:
    """Return the layout of a run in which only what these subjects have can occur."""
    digits = {
        name: _digits(subject.values[name] for subject in subjects)
        for name, given in FACTS.items()
        if given.is_number
    }
    tables = {
        name: TableColumns(
            LONGEST, shape.steps, _digits(_values_in(subject.values[name] for subject in subjects))
        )
        for name, shape in TABLES.items()
    }
    return Layout(Occurring(digits, items_of_sets(subjects)), tables)


def items_of_sets(subjects: Sequence[Subject]) -> dict[str, list[Any]]:
    """Return per set every item that it has for any subject."""
    return {
        name: sorted({item for subject in subjects for item in subject.values[name]})
        for name in SETS
    }


def _values_in(tables: Iterable[Table]) -> Iterator[Any]:
    for table in tables:
        yield from (value for _, value in table.rows)
        yield table.otherwise


def _digits(values: Iterable[Any]) -> Digits:
    numbers = (value for value in values if isinstance(value, int | Decimal))
    return joined(digits_in(number) for number in numbers) or Digits(1)


def load(connection: duckdb.DuckDBPyConnection, subjects: Sequence[Subject]) -> None:
    """Make the table `subjects`, as the platform lays a population out."""
    sets = items_of_sets(subjects)
    rows = ", ".join(
        f"({place}, {', '.join(_cells(subject.values, sets))})"
        for place, subject in enumerate(subjects)
    )
    connection.execute(f"CREATE OR REPLACE TABLE {SOURCE} ({', '.join(_columns(sets))})")
    connection.execute(f"INSERT INTO {SOURCE} VALUES {rows}")  # noqa: S608 -- drawn by these tests


def _columns(sets: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    yield '"row number" BIGINT'
    for name, given in {**FACTS, **SETS}.items():
        yield f"{quoted(name)} {column_type(given)}"
        if given.may_be_none:
            yield f"{none_column(name)} BOOLEAN"
    for name, items in sets.items():
        yield from (f"{in_set_column(name, place)} BOOLEAN" for place, _ in enumerate(items))
    for name, fields in COLLECTIONS.items():
        yield f"{quoted(name)} {_rows_type(fields)}"
    for name, shape in TABLES.items():
        yield from _table_columns(name, shape)


def _table_columns(name: str, shape: TableType) -> Iterator[str]:
    columns = PLAIN.tables[name]
    for row in range(LONGEST):
        for place, (_, kind) in enumerate(shape.keys):
            yield f"{columns.cell(name, row, f'k{place}')} {column_type(kind)}"
        yield f"{columns.cell(name, row, 'v')} {column_type(shape.value)}"
    yield f"{columns.otherwise(name)} {column_type(shape.value)}"


def _rows_type(fields: dict[str, Type]) -> str:
    parts = [f"{quoted(name)} {column_type(given)}" for name, given in fields.items()]
    parts += [f"{none_column(name)} BOOLEAN" for name, given in fields.items() if given.may_be_none]
    return f"STRUCT({', '.join(parts)})[]"


def _cells(values: dict[str, Any], sets: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    for name, given in {**FACTS, **SETS}.items():
        value = values[name]
        yield _cell(value, given)
        if given.may_be_none:
            yield "TRUE" if value is NONE else FALSE
    for name, items in sets.items():
        yield from ("TRUE" if item in values[name] else FALSE for item in items)
    for name, fields in COLLECTIONS.items():
        yield _list_of_structs(values[name], fields)
    for name, shape in TABLES.items():
        yield from _table_cells(values[name], [kind for _, kind in shape.keys], shape.value)


def _cell(value: Any, given: Type) -> str:
    if given.kind == Kind.SET:
        items = ", ".join(f"'{item}'" for item in sorted(value, key=str))
        return f"CAST([{items}] AS {column_type(given)})"
    return literal(None if value is NONE else value, given)


def _list_of_structs(rows: list[dict[str, Any]] | None, fields: dict[str, Type]) -> str:
    if rows is None:
        return "NULL"
    structs = []
    for row in rows:
        parts = [_cell(row[name], given) for name, given in fields.items()]
        parts += [
            "TRUE" if row[name] is NONE else FALSE
            for name, given in fields.items()
            if given.may_be_none
        ]
        structs.append(f"row({', '.join(parts)})")
    return f"CAST([{', '.join(structs)}] AS {_rows_type(fields)})"


def _table_cells(table: Table, keys: Sequence[Type], value: Type) -> Iterator[str]:
    rows = sorted(table.rows, key=lambda row: row[0][-1], reverse=True)
    for found in [*rows, *[None] * (LONGEST - len(rows))]:
        for place, kind in enumerate(keys):
            yield literal(found[0][place] if found else None, kind)
        yield literal(found[1] if found else None, value)
    yield literal(table.otherwise, value)
