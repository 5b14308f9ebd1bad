"""Aggregates over a collection, which stands in its subject's row as a list of structs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klik.rules import syntax
from klik.rules.duckdb.emitting import Sql, column_type, quoted

if TYPE_CHECKING:
    from klik.rules.duckdb.lowering import Lowering

ROW = "_row"


def lower_aggregate(lowering: Lowering, node: syntax.Aggregate) -> Sql:
    """Return the aggregate: unknown over an unknown collection, or where any row leaves it open."""
    rows = quoted(node.rows)
    level = 0
    kept = _column(lowering, node.where, rows)
    value = _column(lowering, node.argument, rows)
    if node.function in ("any", "all"):
        return _settled(node, value)
    level = max(part.level for part in (kept, value) if part is not None) if kept or value else 0
    unknown = [f"{rows} IS NULL"]
    unknown += [f"len({part.value}) <> list_count({part.value})" for part in (kept, value) if part]
    body = _gathered(node, kept, value, rows)
    return Sql(f"(CASE WHEN {' OR '.join(unknown)} THEN NULL ELSE {body} END)", level=level)


def _column(lowering: Lowering, node: syntax.Node | None, rows: str) -> Sql | None:
    """Return the list of what `node` gives for each row."""
    if node is None:
        return None
    outer = outer_values(lowering, node)
    inner = lowering.inside(ROW, outer)
    part = inner.lower(node)
    level = max((value.level for value in outer.values()), default=0)
    listed = Sql(
        f"list_transform({inner.steps.staged(rows)}, lambda {ROW}: {part.value})", level=level
    )
    return lowering.share(listed)


def outer_values(lowering: Lowering, node: syntax.Node) -> dict[str, Sql]:
    """Lower the named values that a row's expression uses, once for the whole subject."""
    names = [part for part in syntax.walk(node) if isinstance(part, syntax.Name)]
    return {part.name: lowering.name(part) for part in names if part.name in lowering.values}


def _settled(node: syntax.Aggregate, value: Sql | None) -> Sql:
    """One row that is TRUE settles any; one that is FALSE settles all."""
    listed = value.value if value else "[]"
    settles, otherwise = ("TRUE", "FALSE") if node.function == "any" else ("FALSE", "TRUE")
    sql = (
        f"(CASE WHEN {listed} IS NULL THEN NULL "
        f"WHEN list_contains({listed}, {settles}) THEN {settles} "
        f"WHEN len({listed}) <> list_count({listed}) THEN NULL ELSE {otherwise} END)"
    )
    return Sql(sql, level=value.level if value else 0)


def _gathered(node: syntax.Aggregate, kept: Sql | None, value: Sql | None, rows: str) -> str:
    if node.function == "count":
        return (
            f"len({rows})"
            if kept is None
            else f"len(list_filter({kept.value}, lambda _kept: _kept))"
        )
    listed = value.value if value else rows
    if kept is not None:
        # An unknown in the mask stops the engine, also in rows whose answer is not used.
        mask = f"list_transform({kept.value}, lambda _kept: COALESCE(_kept, FALSE))"
        listed = f"list_where({listed}, {mask})"
    kind = column_type(node.type)
    if node.function == "sum":
        return f"CAST(COALESCE(list_sum({listed}), 0) AS {kind})"
    return f"CAST(list_{node.function}({listed}) AS {kind})"
