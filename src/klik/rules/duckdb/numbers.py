"""Arithmetic that is exact and never overflows, in 64 bits where the digits that occur allow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from klik.rules import syntax
from klik.rules.duckdb.emitting import Sql, column_type
from klik.rules.duckdb.occurring import FEW_DIGITS, computed, digits_of, rounded
from klik.rules.types import MAXIMUM_DIGITS, Kind

if TYPE_CHECKING:
    from klik.rules.duckdb.lowering import Lowering


def lower_arithmetic(lowering: Lowering, node: syntax.Arithmetic) -> Sql:
    """Return a sum, difference or product; both sides are cast so that it cannot overflow."""
    left, right = lowering.lower(node.left), lowering.lower(node.right)
    digits = computed(node.operator, left.digits, right.digits)
    if digits is None or not digits.few or node.type.kind == Kind.INTEGER:
        return replace(_wide(lowering, node, left, right), digits=digits)
    kind = digits.column_type
    one, other = kind, kind
    if node.operator == "*" and left.digits and right.digits:
        one, other = left.digits.column_type, right.digits.column_type
    result = lowering.combine(
        (left, right),
        lambda a, b: f"CAST(CAST({a} AS {one}) {node.operator} CAST({b} AS {other}) AS {kind})",
    )
    return replace(result, digits=digits)


def _wide(lowering: Lowering, node: syntax.Arithmetic, left: Sql, right: Sql) -> Sql:
    """Compute in the widths that the declared types need."""
    kind = column_type(node.type)
    if node.operator == "*":
        factor = _factor_type(node)
        return lowering.combine(
            (left, right), lambda a, b: f"CAST(CAST({a} AS {factor}) * {b} AS {kind})"
        )
    return lowering.combine(
        (left, right),
        lambda a, b: f"CAST(CAST({a} AS {kind}) {node.operator} CAST({b} AS {kind}) AS {kind})",
    )


def _factor_type(node: syntax.Arithmetic) -> str:
    """Return a type for the left side in which the product cannot overflow.

    DuckDB gives a product of decimals 18 digits unless a side has more already.
    """
    left, right = node.left.type, node.right.type
    if node.type.kind == Kind.INTEGER:
        return column_type(node.type)
    digits = left.whole + left.scale + right.whole + right.scale
    few = digits <= FEW_DIGITS and Kind.INTEGER not in (left.kind, right.kind)
    width = left.whole + left.scale if few else MAXIMUM_DIGITS
    return f"DECIMAL({max(width, 1)}, {left.scale})"


def lower_convert(lowering: Lowering, node: syntax.Convert) -> Sql:
    """Return a number made to fit its type: unknown where it does not, rounded half up."""
    operand = lowering.lower(node.operand)
    kind = column_type(node.type)
    digits = None if operand.digits is None else rounded(operand.digits, node.type.scale)
    if digits is not None and digits.few and digits.fits(node.type):
        if node.type.kind != Kind.INTEGER:
            kind = digits.column_type
        fitted = lowering.combine((operand,), lambda value: f"CAST({value} AS {kind})")
        return replace(fitted, digits=digits)
    if node.type.kind != Kind.INTEGER:
        fitted = lowering.combine((operand,), lambda value: f"TRY_CAST({value} AS {kind})")
        return replace(fitted, digits=digits_of(node.type))
    limit = 10**node.type.whole
    return lowering.combine(
        (operand,),
        lambda value: (
            f"(CASE WHEN {value} > -{limit} AND {value} < {limit} THEN CAST({value} AS {kind}) END)"
        ),
        twice=True,
    )
