"""Computes the same expressions on both engines, and names where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from tests.rules.generating.subjects import COLLECTIONS, FACTS, SETS, TABLES, Subject

from klik.rules.checker import Expression
from klik.rules.duckdb.emitting import (
    FALSE,
    TableColumns,
    column_type,
    literal,
    none_column,
    quoted,
)
from klik.rules.duckdb.lowering import Lowering
from klik.rules.evaluator import Table, closure_of
from klik.rules.judging import Known
from klik.rules.types import NONE, Kind, Type

SOURCE = "subjects"
LONGEST = 5
TABLE_COLUMNS = {name: TableColumns(LONGEST, shape.steps) for name, shape in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """One expression that two engines answer differently for one subject."""

    text: str
    place: int
    by_python: Any
    by_duckdb: Any


def connect() -> duckdb.DuckDBPyConnection:
    """Return a database of its own, on one core."""
    return duckdb.connect(":memory:", config={"threads": 1})


def load(connection: duckdb.DuckDBPyConnection, subjects: Sequence[Subject]) -> None:
    """Make the table `subjects`, as the platform lays a population out."""
    rows = ", ".join(
        f"({place}, {', '.join(_cells(subject.values))})" for place, subject in enumerate(subjects)
    )
    columns = ", ".join(['"row number" BIGINT', *_columns()])
    connection.execute(f"CREATE OR REPLACE TABLE {SOURCE} ({columns})")
    connection.execute(f"INSERT INTO {SOURCE} VALUES {rows}")


def _columns() -> Iterator[str]:
    for name, given in {**FACTS, **SETS}.items():
        yield f"{quoted(name)} {column_type(given)}"
        if given.may_be_none:
            yield f"{none_column(name)} BOOLEAN"
    for name, fields in COLLECTIONS.items():
        yield f"{quoted(name)} {_rows_type(fields)}"
    for name, shape in TABLES.items():
        for row in range(LONGEST):
            for place, (_, kind) in enumerate(shape.keys):
                yield f"{TABLE_COLUMNS[name].cell(name, row, f'k{place}')} {column_type(kind)}"
            yield f"{TABLE_COLUMNS[name].cell(name, row, 'v')} {column_type(shape.value)}"
        yield f"{TABLE_COLUMNS[name].otherwise(name)} {column_type(shape.value)}"


def _rows_type(fields: dict[str, Type]) -> str:
    parts = [f"{quoted(name)} {column_type(given)}" for name, given in fields.items()]
    parts += [f"{none_column(name)} BOOLEAN" for name, given in fields.items() if given.may_be_none]
    return f"STRUCT({', '.join(parts)})[]"


def _cells(values: dict[str, Any]) -> Iterator[str]:
    for name, given in {**FACTS, **SETS}.items():
        value = values[name]
        yield _cell(value, given)
        if given.may_be_none:
            yield "TRUE" if value is NONE else FALSE
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


def by_python(
    expressions: Sequence[Expression],
    subjects: Sequence[Subject],
    values: dict[str, Expression] | None = None,
) -> list[list[Any]]:
    """Return per subject what each expression gives."""
    named = {name: closure_of(value.tree) for name, value in (values or {}).items()}
    closures = [closure_of(expression.tree) for expression in expressions]
    answers = []
    for subject in subjects:
        known = Known(named)
        known.update(subject.values)
        answers.append([closure(known, None) for closure in closures])
    return answers


def select_of(
    expressions: Sequence[Expression], values: dict[str, Expression] | None = None
) -> str:
    """Return one SELECT that computes every expression for every subject."""
    trees = {name: value.tree for name, value in (values or {}).items()}
    lowering = Lowering(values=trees, tables=TABLE_COLUMNS)
    parts = [lowering.lower(expression.tree) for expression in expressions]
    columns = ", ".join(f"{part.value}, {part.none}" for part in parts)
    return f"SELECT {columns} FROM {lowering.steps.layered(SOURCE)} ORDER BY \"row number\""


def by_duckdb(
    connection: duckdb.DuckDBPyConnection,
    expressions: Sequence[Expression],
    values: dict[str, Expression] | None = None,
) -> list[list[Any]]:
    """Return per subject what each expression gives."""
    rows = connection.execute(select_of(expressions, values)).fetchall()
    return [
        [_told(row[place], none=row[place + 1]) for place in range(0, len(row), 2)] for row in rows
    ]


def _told(value: Any, *, none: bool | None) -> Any:
    """Return one answer; an answer that is none and a value at once is shown as such."""
    if none is None or (none and value is not None):
        return (value, none)
    return NONE if none else value


def differences(
    connection: duckdb.DuckDBPyConnection,
    expressions: Sequence[Expression],
    subjects: Sequence[Subject],
    values: dict[str, Expression] | None = None,
) -> tuple[list[Difference], list[list[Any]]]:
    """Return where the engines differ, and what Python gives per subject and expression."""
    expected = by_python(expressions, subjects, values)
    try:
        found = by_duckdb(connection, expressions, values)
    except duckdb.Error as error:
        return list(_failing(connection, expressions, values, error)), expected
    return [
        Difference(expressions[column].text, row, expected[row][column], found[row][column])
        for row in range(len(subjects))
        for column in range(len(expressions))
        if not _same(expected[row][column], found[row][column])
    ], expected


def _same(left: Any, right: Any) -> bool:
    return left == right and type(left) is type(right)


def _failing(
    connection: duckdb.DuckDBPyConnection,
    expressions: Sequence[Expression],
    values: dict[str, Expression] | None,
    error: duckdb.Error,
) -> Iterator[Difference]:
    """Name the expressions that DuckDB does not compute at all."""
    for expression in expressions:
        try:
            by_duckdb(connection, [expression], values)
        except duckdb.Error as own:
            yield Difference(expression.text, -1, "an answer", str(own)[:300])
            return
    yield Difference("all together", -1, "an answer", str(error)[:300])
