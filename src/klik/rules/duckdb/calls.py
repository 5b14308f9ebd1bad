"""Each function of the language as SQL whose answer is ours, not the engine's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from klik.rules import functions, syntax
from klik.rules.duckdb.emitting import FALSE, Sql, column_type
from klik.rules.functions import MAXIMUM_SHIFT
from klik.rules.types import MAXIMUM_DIGITS as WIDEST
from klik.rules.types import Type

if TYPE_CHECKING:
    from klik.rules.duckdb.lowering import Lowering

FIRST_DAY, LAST_DAY = "DATE '0001-01-01'", "DATE '9999-12-31'"


def _within_calendar(lowering: Lowering, day: Sql) -> Sql:
    shared = lowering.share(Sql(day.value, level=day.level))
    value = f"(CASE WHEN {shared.value} BETWEEN {FIRST_DAY} AND {LAST_DAY} THEN {shared.value} END)"
    return Sql(value, none=day.none, level=max(shared.level, day.level))


def _add_months(lowering: Lowering, node: syntax.Call) -> Sql:
    return _moved(
        lowering,
        node,
        MAXIMUM_SHIFT,
        lambda day, months: f"CAST({day} + to_months(TRY_CAST({months} AS INTEGER)) AS DATE)",
        functions.add_months,
    )


def _moved(
    lowering: Lowering,
    node: syntax.Call,
    limit: int,
    move: Callable[[str, str], str],
    move_one: Callable[[date, int], date | None],
) -> Sql:
    """Return a day that is moved; unknown where the calendar has no such day.

    Both are tested in every row, unless the days and counts that occur stay within bounds.
    """
    day, count = (lowering.lower(argument) for argument in node.arguments)
    if count.digits is not None and 10**count.digits.whole <= limit:
        moved = lowering.combine((day, count), move)
        if day.days is not None:
            most = 10**count.digits.whole - 1
            first, last = move_one(day.days[0], -most), move_one(day.days[1], most)
            if first is not None and last is not None:
                return replace(moved, days=(first, last))
        return _within_calendar(lowering, moved)
    moved = lowering.combine(
        (day, count),
        lambda a, b: f"(CASE WHEN {b} BETWEEN -{limit} AND {limit} THEN {move(a, b)} END)",
        twice=True,
    )
    return _within_calendar(lowering, moved)


def _add_days(lowering: Lowering, node: syntax.Call) -> Sql:
    return _moved(
        lowering,
        node,
        MAXIMUM_SHIFT * 31,
        lambda day, days: f"({day} + TRY_CAST({days} AS INTEGER))",
        functions.add_days,
    )


def _days_between(lowering: Lowering, node: syntax.Call) -> Sql:
    return lowering.strict(node.arguments, lambda first, last: f"CAST({last} - {first} AS BIGINT)")


def _months(first: str, last: str) -> str:
    """Return the largest n with add_months(first, n) <= last."""
    return (
        f"((year({last}) - year({first})) * 12 + month({last}) - month({first}) - "
        f"CASE WHEN (CASE WHEN day({first}) < day(last_day({last})) THEN day({first}) "
        f"ELSE day(last_day({last})) END) > day({last}) THEN 1 ELSE 0 END)"
    )


def _months_between(lowering: Lowering, node: syntax.Call) -> Sql:
    return lowering.strict(node.arguments, _months, twice=True)


def _age_on(lowering: Lowering, node: syntax.Call) -> Sql:
    # Integer division goes towards zero: shift the months above zero first, so that it goes down.
    return lowering.strict(
        node.arguments,
        lambda birth, day: (
            f"(({_months(birth, day)} + {MAXIMUM_SHIFT}) // 12 - {MAXIMUM_SHIFT // 12})"
        ),
        twice=True,
    )


def _year(lowering: Lowering, node: syntax.Call) -> Sql:
    return lowering.strict(node.arguments, lambda day: f"year({day})")


def _start_of_year(lowering: Lowering, node: syntax.Call) -> Sql:
    return lowering.strict(node.arguments, lambda day: f"CAST(date_trunc('year', {day}) AS DATE)")


def _extreme(lowering: Lowering, node: syntax.Call) -> Sql:
    """LEAST and GREATEST of the engine leave an unknown out; ours are unknown then."""

    def compute(*values: str) -> str:
        unknown = " OR ".join(f"{value} IS NULL" for value in values)
        return f"(CASE WHEN {unknown} THEN NULL ELSE {node.function}({', '.join(values)}) END)"

    return lowering.strict(node.arguments, compute, twice=True)


def _coalesce(lowering: Lowering, node: syntax.Call) -> Sql:
    parts = [lowering.shared(argument) for argument in node.arguments]
    level = max(part.level for part in parts)
    kind = column_type(node.type)
    if all(part.none == FALSE for part in parts):
        values = ", ".join(f"CAST({part.value} AS {kind})" for part in parts)
        return Sql(f"COALESCE({values})", level=level)
    known = "".join(f"WHEN NOT {part.unknown} THEN {part.value} " for part in parts)
    nones = "".join(f"WHEN NOT {part.unknown} THEN {part.none} " for part in parts)
    return Sql(f"(CASE {known}ELSE NULL END)", none=f"(CASE {nones}ELSE FALSE END)", level=level)


def _round(lowering: Lowering, node: syntax.Call) -> Sql:
    digits = _literal(node, 1) if len(node.arguments) > 1 else 0
    kind = column_type(node.type)
    given = node.arguments[0].type
    rounded = f"DECIMAL({given.whole + 1 + digits}, {digits})"
    if digits >= given.scale:
        return lowering.strict(node.arguments[:1], lambda value: f"CAST({value} AS {kind})")
    return lowering.strict(
        node.arguments[:1], lambda value: f"CAST(CAST({value} AS {rounded}) AS {kind})"
    )


def _whole(lowering: Lowering, node: syntax.Call) -> Sql:
    kind = column_type(node.type)
    exact = _decimal(node.arguments[0].type)
    return lowering.strict(
        node.arguments, lambda value: f"CAST({node.function}(CAST({value} AS {exact})) AS {kind})"
    )


def _literal(node: syntax.Call, place: int) -> Any:
    argument = node.arguments[place]
    return argument.value if isinstance(argument, syntax.Literal) else None


def _decimal(given: Type) -> str:
    return f"DECIMAL({max(given.whole + given.scale, 1)}, {given.scale})"


def _units(value: str, given: Type) -> str:
    """Return a number as the whole count of its smallest units, exactly."""
    if not given.scale:
        return f"CAST({value} AS HUGEINT)"
    wide = f"DECIMAL({WIDEST}, {given.scale})"
    return f"CAST(CAST({value} AS {wide}) * {10**given.scale} AS HUGEINT)"


def _divide(lowering: Lowering, node: syntax.Call) -> Sql:
    """Divide whole numbers of one unit, then round the half away from zero by hand."""
    top, bottom = node.arguments[0].type, node.arguments[1].type
    scale = _literal(node, 2)
    over, under = _power(bottom.scale + scale), _power(top.scale)
    first = lowering.share(
        lowering.strict(node.arguments[:1], lambda value: f"({_units(value, top)} * {over})")
    )
    second = lowering.share(
        lowering.strict(node.arguments[1:2], lambda value: f"({_units(value, bottom)} * {under})")
    )
    a, b = first.value, second.value
    units = (
        f"(CASE WHEN {b} <> 0 THEN (2 * abs({a}) + abs({b})) // (2 * abs({b})) "
        f"* CASE WHEN ({a} < 0) <> ({b} < 0) THEN -1 ELSE 1 END END)"
    )
    one = f"CAST('{Decimal(1).scaleb(-scale):f}' AS DECIMAL({WIDEST}, {scale}))"
    return Sql(
        f"CAST(CAST({units} AS DECIMAL({WIDEST}, 0)) * {one} AS {column_type(node.type)})",
        none=_none_of_two(lowering, node),
        level=max(first.level, second.level),
    )


def _none_of_two(lowering: Lowering, node: syntax.Call) -> str:
    return lowering.strict(node.arguments[:2], lambda left, right: f"({left}, {right})").none


def _power(digits: int) -> str:
    return f"CAST({10**digits} AS HUGEINT)"


def _steps_of(lowering: Lowering, node: syntax.Call) -> Sql:
    value, size = node.arguments[0].type, node.arguments[1].type
    scale = max(value.scale, size.scale)
    up = _literal(node, 2) == "up"

    def units(given: Type) -> Callable[[str], str]:
        return lambda sql: f"({_units(sql, given)} * {_power(scale - given.scale)})"

    first = lowering.share(lowering.strict(node.arguments[:1], units(value)))
    second = lowering.share(lowering.strict(node.arguments[1:2], units(size)))
    a, b = first.value, second.value
    beyond = f"{a} % {b} <> 0 AND {a} {'>' if up else '<'} 0"
    steps = (
        f"(CASE WHEN {b} > 0 THEN {a} // {b} {'+' if up else '-'} "
        f"CASE WHEN {beyond} THEN 1 ELSE 0 END END)"
    )
    return Sql(
        f"CAST({steps} AS {column_type(node.type)})",
        none=_none_of_two(lowering, node),
        level=max(first.level, second.level),
    )


def _lookup(lowering: Lowering, node: syntax.Call) -> Sql:
    """Compare with the keys of each row in turn: faster than a list per subject."""
    table = node.arguments[0]
    name = table.name if isinstance(table, syntax.Name) else ""
    columns = lowering.tables[name]
    keys = [lowering.shared(key) for key in node.arguments[1:]]
    operators = ["="] * (len(keys) - 1) + [">=" if columns.steps else "="]
    unknown = " OR ".join(f"{key.value} IS NULL" for key in keys)
    branches = [f"WHEN {unknown} THEN NULL"]
    for row in range(columns.rows):
        tests = [
            f"{key.value} {operator} {columns.cell(name, row, f'k{place}')}"
            for place, (key, operator) in enumerate(zip(keys, operators, strict=True))
        ]
        branches.append(f"WHEN {' AND '.join(tests)} THEN {columns.cell(name, row, 'v')}")
    value = f"(CASE {' '.join(branches)} ELSE {columns.otherwise(name)} END)"
    return Sql(value, level=max(key.level for key in keys), digits=columns.digits)


def _present(lowering: Lowering, node: syntax.Call) -> Sql:
    operand = lowering.shared(node.arguments[0])
    value = (
        f"(CASE WHEN {operand.none} THEN FALSE WHEN {operand.value} IS NULL THEN NULL "
        "ELSE TRUE END)"
    )
    return Sql(value, level=operand.level)


CALLS: dict[str, Callable[[Any, syntax.Call], Sql]] = {
    "add_months": _add_months,
    "add_days": _add_days,
    "days_between": _days_between,
    "months_between": _months_between,
    "age_on": _age_on,
    "year": _year,
    "start_of_year": _start_of_year,
    "least": _extreme,
    "greatest": _extreme,
    "coalesce": _coalesce,
    "round": _round,
    "floor": _whole,
    "ceil": _whole,
    "divide": _divide,
    "steps_of": _steps_of,
    "lookup": _lookup,
    "present": _present,
}
