"""Computes the same expressions on both engines, and names where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from tests.rules.generating.loading import PLAIN, SOURCE, Layout
from tests.rules.generating.subjects import Subject

from klik.rules.checker import Expression
from klik.rules.duckdb.emitting import column_type
from klik.rules.duckdb.lowering import Lowering
from klik.rules.evaluator import closure_of
from klik.rules.known import Known
from klik.rules.types import NONE


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
    expressions: Sequence[Expression],
    values: dict[str, Expression] | None = None,
    layout: Layout = PLAIN,
) -> str:
    """Return one SELECT that computes every expression for every subject."""
    trees = {name: value.tree for name, value in (values or {}).items()}
    lowering = Lowering(values=trees, tables=layout.tables, occurring=layout.occurring)
    parts = [lowering.lower(expression.tree) for expression in expressions]
    columns = ", ".join(
        f"CAST({part.value} AS {column_type(expression.type)}), {part.none}"
        for expression, part in zip(expressions, parts, strict=True)
    )
    source = lowering.steps.layered(SOURCE)
    return f'SELECT {columns} FROM {source} ORDER BY "row number"'  # noqa: S608 -- drawn here


def by_duckdb(
    connection: duckdb.DuckDBPyConnection,
    expressions: Sequence[Expression],
    values: dict[str, Expression] | None = None,
    layout: Layout = PLAIN,
) -> list[list[Any]]:
    """Return per subject what each expression gives."""
    rows = connection.execute(select_of(expressions, values, layout)).fetchall()
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
    answers: Sequence[Sequence[Any]],
    values: dict[str, Expression] | None = None,
    layout: Layout = PLAIN,
) -> list[Difference]:
    """Return where DuckDB says something else than `answers`, per subject and expression."""
    try:
        found = by_duckdb(connection, expressions, values, layout)
    except duckdb.Error as error:
        return list(_failing(connection, expressions, values, layout)) or [
            Difference("all together", -1, "an answer", str(error)[:300])
        ]
    return [
        Difference(expressions[column].text, row, answers[row][column], found[row][column])
        for row in range(len(answers))
        for column in range(len(expressions))
        if not _same(answers[row][column], found[row][column])
    ]


def _same(left: Any, right: Any) -> bool:
    return left == right and type(left) is type(right)


def _failing(
    connection: duckdb.DuckDBPyConnection,
    expressions: Sequence[Expression],
    values: dict[str, Expression] | None,
    layout: Layout,
) -> Iterator[Difference]:
    """Name the expressions that DuckDB does not compute at all."""
    for expression in expressions:
        try:
            by_duckdb(connection, [expression], values, layout)
        except duckdb.Error as error:
            yield Difference(expression.text, -1, "an answer", str(error)[:300])
