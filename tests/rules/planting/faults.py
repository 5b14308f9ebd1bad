"""Lowerings as one would write them in plain SQL, each wrong for a reason that has bitten others.

Each stands in for the real one for a moment, so that the comparison of the engines shows that it
would have found it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from klik.rules import syntax
from klik.rules.duckdb.aggregates import ROW, outer_values
from klik.rules.duckdb.emitting import Sql, column_type, quoted
from klik.rules.duckdb.lowering import Lowering, level_of

Fault = Callable[[Lowering, syntax.Call], Sql]


def _plainly(compute: Callable[..., str], *, values: int = 9) -> Fault:
    """Return a lowering of a function that computes its first arguments as SQL would."""
    return lambda lowering, node: lowering.strict(node.arguments[:values], compute, twice=True)


def _cast(compute: Callable[..., str], *, values: int = 9) -> Fault:
    def lower(lowering: Lowering, node: syntax.Call) -> Sql:
        kind = column_type(node.type)
        return lowering.strict(
            node.arguments[:values], lambda *parts: f"TRY_CAST({compute(*parts)} AS {kind})"
        )

    return lower


def _engines_own(lowering: Lowering, node: syntax.Call) -> Sql:
    return lowering.strict(
        node.arguments, lambda *parts: f"{node.function}({', '.join(parts)})", twice=True
    )


def _divided_by_truncating(lowering: Lowering, node: syntax.Call) -> Sql:
    digits = node.arguments[2]
    scale = digits.value if isinstance(digits, syntax.Literal) else 0
    kind = column_type(node.type)
    return lowering.strict(
        node.arguments[:2],
        lambda top, bottom: (
            f"TRY_CAST(trunc(CAST({top} AS DOUBLE) / nullif(CAST({bottom} AS DOUBLE), 0) "
            f"* 1e{scale}) / 1e{scale} AS {kind})"
        ),
    )


def _looked_up_above(lowering: Lowering, node: syntax.Call) -> Sql:
    return _looked_up(lowering, node, steps=">", unknown="{key} IS NULL")


def _looked_up_else_for_unknown(lowering: Lowering, node: syntax.Call) -> Sql:
    return _looked_up(lowering, node, steps=">=", unknown="FALSE")


def _looked_up(lowering: Lowering, node: syntax.Call, *, steps: str, unknown: str) -> Sql:
    name = node.arguments[0].word
    columns = lowering.tables[name]
    keys = [lowering.shared(key) for key in node.arguments[1:]]
    operators = ["="] * (len(keys) - 1) + [steps if columns.steps else "="]
    branches = [f"WHEN {unknown.format(key=key.value)} THEN NULL" for key in keys]
    for row in range(columns.rows):
        tests = [
            f"{key.value} {operator} {columns.cell(name, row, f'k{place}')}"
            for place, (key, operator) in enumerate(zip(keys, operators, strict=True))
        ]
        branches.append(f"WHEN {' AND '.join(tests)} THEN {columns.cell(name, row, 'v')}")
    value = f"(CASE {' '.join(branches)} ELSE {columns.otherwise(name)} END)"
    return Sql(value, level=level_of(keys))


def _coalesced_past_none(lowering: Lowering, node: syntax.Call) -> Sql:
    parts = [lowering.lower(argument) for argument in node.arguments]
    return Sql(f"COALESCE({', '.join(part.value for part in parts)})", level=level_of(parts))


def _absent_when_unknown(lowering: Lowering, node: syntax.Call) -> Sql:
    operand = lowering.shared(node.arguments[0])
    return Sql(f"({operand.value} IS NOT NULL)", level=operand.level)


def _days_of_30(day: str, months: str) -> str:
    return f"CASE WHEN abs({months}) < 999 THEN {day} + CAST({months} * 30 AS INTEGER) END"


def _months_unbounded(day: str, months: str) -> str:
    added = f"CAST({day} + to_months(TRY_CAST({months} AS INTEGER)) AS DATE)"
    return f"CASE WHEN abs({months}) < 99999 THEN {added} END"


def _days_unbounded(day: str, days: str) -> str:
    return f"CASE WHEN abs({days}) < 999999 THEN {day} + TRY_CAST({days} AS INTEGER) END"


def _years_towards_zero(birth: str, day: str) -> str:
    return f"CAST(trunc(date_sub('month', {birth}, {day}) / 12) AS BIGINT)"


def _whole_division(top: str, bottom: str) -> str:
    return f"CAST({top} AS BIGINT) // nullif(CAST({bottom} AS BIGINT), 0)"


def _full_units(value: str, size: str) -> str:
    return f"CASE WHEN {size} > 0 THEN trunc(CAST({value} AS DOUBLE) / {size}) END"


def _units_of_any_size(value: str, size: str) -> str:
    return f"ceil(CAST({value} AS DOUBLE) / nullif({size}, 0))"


def _rounded_to_even(lowering: Lowering, node: syntax.Call) -> Sql:
    digits = node.arguments[1].word if len(node.arguments) > 1 else 0
    rounded = _cast(lambda value: f"round_even(CAST({value} AS DOUBLE), {digits})", values=1)
    return rounded(lowering, node)


FUNCTIONS: tuple[tuple[str, str, Fault], ...] = (
    ("add_months", "a month of 30 days", _plainly(_days_of_30)),
    ("add_months", "beyond the year 9999", _plainly(_months_unbounded)),
    ("add_days", "beyond the year 9999", _plainly(_days_unbounded)),
    ("days_between", "the first day minus the last",
     _plainly(lambda first, last: f"CAST({first} - {last} AS BIGINT)")),
    ("months_between", "boundaries of months",
     _plainly(lambda first, last: f"date_diff('month', {first}, {last})")),
    ("age_on", "boundaries of years",
     _plainly(lambda birth, day: f"date_diff('year', {birth}, {day})")),
    ("age_on", "rounded towards zero", _plainly(_years_towards_zero)),
    ("year", "the year of its week", _plainly(lambda day: f"isoyear({day})")),
    ("start_of_year", "the start of its week's year",
     _plainly(lambda day: f"CAST(date_trunc('isoyear', {day}) AS DATE)")),
    ("least", "an unknown is left out", _engines_own),
    ("greatest", "an unknown is left out", _engines_own),
    ("round", "a half goes to even", _rounded_to_even),
    ("floor", "towards zero", _cast(lambda value: f"trunc({value})")),
    ("ceil", "towards zero and one more", _cast(lambda value: f"trunc({value}) + 1")),
    ("divide", "not rounded", _divided_by_truncating),
    ("divide", "whole numbers only", _cast(_whole_division, values=2)),
    ("steps_of", "full units only", _cast(_full_units, values=2)),
    ("steps_of", "a size of zero or less", _cast(_units_of_any_size, values=2)),
    ("lookup", "a step begins after its key", _looked_up_above),
    ("lookup", "an unknown key takes else", _looked_up_else_for_unknown),
    ("coalesce", "none is left out", _coalesced_past_none),
    ("present", "unknown is absent", _absent_when_unknown),
)  # fmt: skip


def _case_falling_through(lowering: Lowering, node: syntax.Case) -> Sql:
    branches = [(lowering.lower(when), lowering.lower(then)) for when, then in node.branches]
    last = lowering.lower(node.otherwise)
    parts = [part for branch in branches for part in branch] + [last]
    written = " ".join(f"WHEN {when.value} THEN {then.value}" for when, then in branches)
    return Sql(f"(CASE {written} ELSE {last.value} END)", level=level_of(parts))


def _false_in_a_set(lowering: Lowering, node: syntax.InSet) -> Sql:
    parts = (lowering.lower(node.item), lowering.lower(node.collection))
    item, items = (part.value for part in parts)
    return Sql(f"COALESCE(list_contains({items}, {item}), FALSE)", level=level_of(parts))


def _none_as_null(lowering: Lowering, node: syntax.Compare) -> Sql:
    parts = (lowering.lower(node.left), lowering.lower(node.right))
    left, right = (part.value for part in parts)
    return Sql(f"({left} {node.operator} {right})", level=level_of(parts))


def _without_the_bound(lowering: Lowering, node: syntax.Compare) -> Sql:
    parts = (lowering.lower(node.left), lowering.lower(node.right))
    operator = node.operator.rstrip("=") or "="
    return lowering.unless_none(parts, lambda left, right: f"({left} {operator} {right})")


def _or_of_what_is_known(lowering: Lowering, node: syntax.Logic) -> Sql:
    parts = [lowering.lower(term) for term in node.terms]
    joined = f" {node.operator} ".join(f"COALESCE({part.value}, FALSE)" for part in parts)
    return Sql(f"({joined})", level=level_of(parts))


def _unknown_is_not(lowering: Lowering, node: syntax.Not) -> Sql:
    operand = lowering.lower(node.operand)
    return Sql(f"COALESCE(NOT {operand.value}, TRUE)", level=operand.level)


def _none_is_null(lowering: Lowering, node: syntax.IsNull) -> Sql:
    operand = lowering.lower(node.operand)
    return Sql(f"({operand.value} IS NULL)", level=operand.level)


def _unknown_is_not_none(lowering: Lowering, node: syntax.IsNone) -> Sql:
    operand = lowering.lower(node.operand)
    return Sql(operand.none, level=operand.level)


def _cut_off(lowering: Lowering, node: syntax.Convert) -> Sql:
    kind, scale = column_type(node.type), node.type.scale
    return lowering.strict(
        (node.operand,), lambda value: f"TRY_CAST(trunc({value} * 1e{scale}) / 1e{scale} AS {kind})"
    )


FORMS: tuple[tuple[str, str, type, Callable[[Lowering, Any], Sql]], ...] = (
    ("CASE", "an unknown WHEN falls through", syntax.Case, _case_falling_through),
    ("IN set", "an unknown item is in no set", syntax.InSet, _false_in_a_set),
    ("none", "none compares as unknown", syntax.Compare, _none_as_null),
    ("BETWEEN", "without its bounds", syntax.Compare, _without_the_bound),
    ("<=", "without its bound", syntax.Compare, _without_the_bound),
    ("AND", "an unknown term is FALSE", syntax.Logic, _or_of_what_is_known),
    ("OR", "an unknown term is FALSE", syntax.Logic, _or_of_what_is_known),
    ("NOT", "not unknown is TRUE", syntax.Not, _unknown_is_not),
    ("IS NULL", "none is unknown", syntax.IsNull, _none_is_null),
    ("IS NONE", "unknown is not none", syntax.IsNone, _unknown_is_not_none),
    ("*", "money is cut off, not rounded", syntax.Convert, _cut_off),
)


def plain_aggregate(lowering: Lowering, node: syntax.Aggregate) -> Sql:
    """Return an aggregate as SQL has it: what is unknown does not count."""
    outer = outer_values(lowering, node)
    inner = lowering.inside(ROW, outer)
    value = "TRUE" if node.argument is None else inner.lower(node.argument).value
    kept = "TRUE" if node.where is None else inner.lower(node.where).value
    rows = inner.steps.staged(quoted(node.rows))
    listed = f"list_transform(list_filter({rows}, lambda {ROW}: {kept}), lambda {ROW}: {value})"
    plain = _PLAIN[node.function].format(listed=listed, kind=column_type(node.type))
    return Sql(plain, level=level_of(outer.values()))


_PLAIN = {
    "count": "len({listed})",
    "sum": "CAST(list_sum({listed}) AS {kind})",
    "min": "CAST(list_min({listed}) AS {kind})",
    "max": "CAST(list_max({listed}) AS {kind})",
    "any": "COALESCE(list_bool_or({listed}), FALSE)",
    "all": "COALESCE(list_bool_and({listed}), TRUE)",
}
AGGREGATES = tuple(_PLAIN)
