"""Every part of an expression as a closure over the values of one subject.

Unknown is None and travels through everything but AND, OR, COALESCE and IS NULL. *None*, where a
type allows it, is NONE: it travels through functions and makes a comparison FALSE.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from klik.rules import functions, syntax
from klik.rules.evaluator.gathering import gathering_of
from klik.rules.evaluator.numbers import COMPUTE, fitted, zero_of
from klik.rules.types import NONE, Kind

Values = Mapping[str, Any]
Row = Mapping[str, Any] | None
Closure = Callable[[Values, Row], Any]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
INTEGERS: dict[str, Callable[[int, int], int]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip
DECIMALS: dict[str, Callable[[Any, Any], Any]] = {
    "+": functions.EXACT.add, "-": functions.EXACT.subtract, "*": functions.EXACT.multiply,
}  # fmt: skip


def closure_of(node: syntax.Node) -> Closure:
    """Return the function that computes `node` from a subject's values and, in a collection, a row.

    The function raises nothing for values of the declared types; it gives None for unknown.
    """
    return _CLOSURES[type(node)](node)


def _literal(node: syntax.Literal) -> Closure:
    value = node.value
    return lambda _values, _row: value


def _name(node: syntax.Name) -> Closure:
    name = node.name
    return lambda values, _row: values[name]


def _field(node: syntax.Field) -> Closure:
    name = node.field
    return lambda _values, row: row.get(name)  # type: ignore[union-attr]  # -- fields stand inside an aggregate only


def _and(node: syntax.Logic) -> Closure:
    terms = tuple(closure_of(term) for term in node.terms)

    def both(values: Values, row: Row) -> bool | None:
        known: bool | None = True
        for term in terms:
            result = term(values, row)
            if result is False:
                return False
            if result is None:
                known = None
        return known

    return both


def _or(node: syntax.Logic) -> Closure:
    terms = tuple(closure_of(term) for term in node.terms)

    def either(values: Values, row: Row) -> bool | None:
        known: bool | None = False
        for term in terms:
            result = term(values, row)
            if result is True:
                return True
            if result is None:
                known = None
        return known

    return either


def _logic(node: syntax.Logic) -> Closure:
    return _and(node) if node.operator == "and" else _or(node)


def _not(node: syntax.Not) -> Closure:
    operand = closure_of(node.operand)

    def negated(values: Values, row: Row) -> bool | None:
        result = operand(values, row)
        return None if result is None else not result

    return negated


def _compare(node: syntax.Compare) -> Closure:
    left, right, compared = closure_of(node.left), closure_of(node.right), COMPARE[node.operator]
    if isinstance(node.right, syntax.Literal) and not node.left.type.may_be_none:
        return _compare_constant(node.left, node.right.value, compared)

    def comparison(values: Values, row: Row) -> bool | None:
        first, second = left(values, row), right(values, row)
        if first is None or second is None:
            return None
        if first is NONE or second is NONE:
            return False
        return compared(first, second)

    return comparison


def _compare_constant(
    node: syntax.Node, constant: Any, compared: Callable[[Any, Any], bool]
) -> Closure:
    """Compare with a constant, without asking each time what never changes."""
    left = closure_of(node)

    def with_constant(values: Values, row: Row) -> bool | None:
        first = left(values, row)
        return None if first is None else compared(first, constant)

    def name_with_constant(values: Values, row: Row) -> bool | None:  # noqa: ARG001 -- closures share one shape
        first = values[name]
        return None if first is None else compared(first, constant)

    name = node.name if isinstance(node, syntax.Name) else ""
    if constant is None or constant is NONE:
        return lambda values, row: None if constant is None or left(values, row) is None else False
    return name_with_constant if name else with_constant


def _strict(parts: Sequence[syntax.Node], compute: Callable[..., Any]) -> Closure:
    """Return a closure that computes only over values that are known and not none."""
    closures = tuple(closure_of(part) for part in parts)

    def strict(values: Values, row: Row) -> Any:
        arguments = [closure(values, row) for closure in closures]
        none = False
        for argument in arguments:
            if argument is None:
                return None
            none = none or argument is NONE
        return NONE if none else compute(*arguments)

    return strict


def _arithmetic(node: syntax.Arithmetic) -> Closure:
    table = INTEGERS if node.type.kind == Kind.INTEGER else DECIMALS
    return _strict((node.left, node.right), table[node.operator])


def _convert(node: syntax.Convert) -> Closure:
    return _strict((node.operand,), partial(fitted, given=node.type))


def _in_set(node: syntax.InSet) -> Closure:
    item, collection = closure_of(node.item), closure_of(node.collection)

    def contained(values: Values, row: Row) -> bool | None:
        value, items = item(values, row), collection(values, row)
        if value is None or items is None:
            return None
        return value in items

    return contained


def _is_null(node: syntax.IsNull) -> Closure:
    operand = closure_of(node.operand)
    return lambda values, row: operand(values, row) is None


def _is_none(node: syntax.IsNone) -> Closure:
    operand = closure_of(node.operand)

    def none(values: Values, row: Row) -> bool | None:
        value = operand(values, row)
        return None if value is None else value is NONE

    return none


def _case(node: syntax.Case) -> Closure:
    branches = tuple((closure_of(when), closure_of(then)) for when, then in node.branches)
    otherwise = closure_of(node.otherwise)

    def chosen(values: Values, row: Row) -> Any:
        for when, then in branches:
            decided = when(values, row)
            if decided is None:
                return None
            if decided:
                return then(values, row)
        return otherwise(values, row)

    return chosen


def _call(node: syntax.Call) -> Closure:
    if node.function in functions.ON_DATES:
        return _strict(node.arguments, functions.ON_DATES[node.function])
    if node.function in COMPUTE:
        computed, computation = COMPUTE[node.function]
        return _strict(node.arguments[:computed], computation(node))
    return _CALLS[node.function](node)


def _coalesce(node: syntax.Call) -> Closure:
    closures = tuple(closure_of(argument) for argument in node.arguments)

    def first_known(values: Values, row: Row) -> Any:
        for closure in closures:
            value = closure(values, row)
            if value is not None:
                return value
        return None

    return first_known


def _lookup(node: syntax.Call) -> Closure:
    table = closure_of(node.arguments[0])
    keys = tuple(closure_of(key) for key in node.arguments[1:])

    def looked_up(values: Values, row: Row) -> Any:
        found = [key(values, row) for key in keys]
        if None in found:
            return None
        return table(values, row).find(found)

    return looked_up


def _present(node: syntax.Call) -> Closure:
    operand = closure_of(node.arguments[0])

    def given(values: Values, row: Row) -> bool | None:
        value = operand(values, row)
        return None if value is None else value is not NONE

    return given


def _aggregate(node: syntax.Aggregate) -> Closure:
    rows_name = node.rows
    where = None if node.where is None else closure_of(node.where)
    argument = None if node.argument is None else closure_of(node.argument)
    gather = gathering_of(node.function, zero=zero_of(node.type))

    def aggregated(values: Values, row: Row) -> Any:  # noqa: ARG001 -- closures share one shape
        rows = values[rows_name]
        if rows is None:
            return None
        chosen: list[Any] = []
        for each in rows:
            kept = True if where is None else where(values, each)
            value = True if argument is None else argument(values, each)
            chosen.append((kept, value))
        return gather(chosen)

    return aggregated


_CALLS: dict[str, Callable[[syntax.Call], Closure]] = {
    "coalesce": _coalesce,
    "least": lambda node: _strict(node.arguments, min),
    "greatest": lambda node: _strict(node.arguments, max),
    "lookup": _lookup,
    "present": _present,
}
_CLOSURES: dict[type, Callable[[Any], Closure]] = {
    syntax.Literal: _literal,
    syntax.Name: _name,
    syntax.Field: _field,
    syntax.Logic: _logic,
    syntax.Not: _not,
    syntax.Compare: _compare,
    syntax.Arithmetic: _arithmetic,
    syntax.Convert: _convert,
    syntax.InSet: _in_set,
    syntax.IsNull: _is_null,
    syntax.IsNone: _is_none,
    syntax.Case: _case,
    syntax.Call: _call,
    syntax.Aggregate: _aggregate,
}
