"""Lowers one checked expression to SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from klik.rules import syntax
from klik.rules.checker.narrowing import present_when_false, present_when_true
from klik.rules.duckdb import aggregates, calls, numbers
from klik.rules.duckdb.emitting import (
    FALSE,
    Sql,
    Steps,
    TableColumns,
    in_set_column,
    literal,
    none_column,
    quoted,
)
from klik.rules.duckdb.occurring import Occurring, digits_in, joined
from klik.rules.types import Kind, plain_type

PREFIX = "_s"
"""Declared names begin with a letter, so no step is ever named as a fact is."""


@dataclass(slots=True)
class Lowering:
    """Lowers expressions over the columns of one source, and keeps what they share.

    Attributes:
        values: The expressions of named values; each is computed once, as a step.
        tables: Per table how many rows its columns hold and how its last key is compared.
        occurring: What is known of the numbers and sets of this run.
        present: Names that are not none wherever the part that is being lowered matters.
        outer: Inside a collection the named values of the subject, lowered already.
        steps: What is shared by the expressions lowered so far.
        row: Inside a collection the name that stands for the row.
    """

    values: Mapping[str, syntax.Node] = field(default_factory=dict)
    tables: Mapping[str, TableColumns] = field(default_factory=dict)
    occurring: Occurring = field(default_factory=Occurring)
    present: frozenset[str] = frozenset()
    outer: Mapping[str, Sql] = field(default_factory=dict)
    steps: Steps = field(default_factory=lambda: Steps(PREFIX))
    row: str = ""

    def lower(self, node: syntax.Node) -> Sql:
        """Return the SQL of `node`."""
        return LOWERINGS[type(node)](self, node)

    def share(self, part: Sql) -> Sql:
        """Return `part` such that it can be used twice."""
        if part.simple:
            return part
        step = self.steps.share(part.value, part.level)
        named = replace(part, value=step.value, level=step.level, simple=True)
        if part.none == FALSE:
            return named
        none = self.steps.share(part.none, part.level)
        return replace(named, none=none.value, level=max(named.level, none.level))

    def shared(self, node: syntax.Node) -> Sql:
        """Return the SQL of `node` such that it can be used twice."""
        return self.share(self.lower(node))

    def literal(self, node: syntax.Literal) -> Sql:
        if not node.type.is_number or not isinstance(node.value, int | Decimal):
            known = node.value is not None
            return Sql(literal(node.value, node.type), simple=True, known=known)
        digits = digits_in(node.value)
        narrow = replace(node.type, whole=digits.whole, scale=digits.scale)
        return Sql(literal(node.value, narrow), simple=True, digits=digits, known=True)

    def name(self, node: syntax.Name) -> Sql:
        if node.name in self.outer:
            return self.outer[node.name]
        if node.name in self.values:
            return self.shared(self.values[node.name])
        may_be_none = node.type.may_be_none and node.name not in self.present
        return Sql(
            quoted(node.name),
            none=none_column(node.name) if may_be_none else FALSE,
            simple=True,
            digits=self.occurring.digits.get(node.name),
            days=self.occurring.days.get(node.name),
            known=node.name in self.occurring.known,
        )

    def field(self, node: syntax.Field) -> Sql:
        none = FALSE
        if node.type.may_be_none:
            none = f"{self.row}.{none_column(node.field)}"
        return Sql(f"{self.row}.{quoted(node.field)}", none=none, simple=True)

    def logic(self, node: syntax.Logic) -> Sql:
        parts = [self._beside(node, term).lower(term) for term in node.terms]
        joined = f" {node.operator.upper()} ".join(part.value for part in parts)
        return Sql(f"({joined})", level=level_of(parts))

    def _beside(self, node: syntax.Logic, term: syntax.Node) -> Lowering:
        """Return a lowering of `term` that leaves out what another term settles alone.

        In `x IS NONE OR x > 3` the second is looked at only where x is not none.
        """
        settled = present_when_false if node.operator == "or" else present_when_true
        names = [settled(other) for other in node.terms if other is not term]
        return replace(self, present=self.present.union(*names))

    def negation(self, node: syntax.Not) -> Sql:
        operand = self.lower(node.operand)
        return Sql(f"(NOT {operand.value})", level=operand.level)

    def compare(self, node: syntax.Compare) -> Sql:
        parts = (self.lower(node.left), self.lower(node.right))
        return self.unless_none(parts, lambda left, right: f"({left} {node.operator} {right})")

    def unless_none(self, parts: Sequence[Sql], compute: Callable[..., str]) -> Sql:
        """Return a comparison: FALSE where a part is none and none is unknown."""
        if all(part.none == FALSE for part in parts):
            value = compute(*(part.value for part in parts))
            known = all(part.known for part in parts)
            return Sql(value, level=level_of(parts), known=known)
        shared = [self.share(part) for part in parts]
        none = none_of(shared)
        value = compute(*(part.value for part in shared))
        return Sql(f"(CASE WHEN {none} THEN FALSE ELSE {value} END)", level=level_of(shared))

    def strict(
        self, nodes: Sequence[syntax.Node], compute: Callable[..., str], *, twice: bool = False
    ) -> Sql:
        """Return a function of known values: unknown where one is, none where one is none.

        Args:
            nodes: The arguments.
            compute: Gives SQL for the arguments' SQL; NULL where an argument is NULL.
            twice: Whether `compute` uses an argument more than once.
        """
        return self.combine([self.lower(node) for node in nodes], compute, twice=twice)

    def combine(
        self, parts: Sequence[Sql], compute: Callable[..., str], *, twice: bool = False
    ) -> Sql:
        """Return what `strict` returns, of parts that have been lowered."""
        if twice or any(part.none != FALSE for part in parts):
            parts = [self.share(part) for part in parts]
        value = compute(*(part.value for part in parts))
        return Sql(value, none=none_of(parts), level=level_of(parts))

    def arithmetic(self, node: syntax.Arithmetic) -> Sql:
        return numbers.lower_arithmetic(self, node)

    def convert(self, node: syntax.Convert) -> Sql:
        return numbers.lower_convert(self, node)

    def in_set(self, node: syntax.InSet) -> Sql:
        collection = node.collection
        if isinstance(collection, syntax.Name) and collection.name in self.occurring.sets:
            return self._in_known_set(node.item, collection)
        parts = (self.lower(node.item), self.lower(collection))
        return self.unless_none(parts, lambda item, items: f"list_contains({items}, {item})")

    def _in_known_set(self, node: syntax.Node, collection: syntax.Name) -> Sql:
        """Compare with every item that the set ever has: faster than a list in every row."""
        item = self.shared(node)
        kind = plain_type(collection.type.item or Kind.TEXT)
        branches = " ".join(
            f"WHEN {item.value} = {literal(one, kind)} THEN {in_set_column(collection.name, place)}"
            for place, one in enumerate(self.occurring.sets[collection.name])
        )
        found = f"(CASE {branches} WHEN {item.value} IS NOT NULL THEN FALSE END)"
        return self.unless_none((item,), lambda _: found)

    def is_null(self, node: syntax.IsNull) -> Sql:
        operand = self.lower(node.operand)
        return Sql(operand.unknown, level=operand.level)

    def is_none(self, node: syntax.IsNone) -> Sql:
        # What settles the others is not itself taken as settled, or two that ask would both rest
        # on each other.
        operand = replace(self, present=frozenset()).shared(node.operand)
        if operand.known:
            return Sql(operand.none, level=operand.level)
        value = (
            f"(CASE WHEN {operand.none} THEN TRUE WHEN {operand.value} IS NULL THEN NULL "
            "ELSE FALSE END)"
        )
        return Sql(value, level=operand.level)

    def case(self, node: syntax.Case) -> Sql:
        whens = [self.shared(when) for when, _ in node.branches]
        thens = [self.lower(then) for _, then in node.branches]
        last = self.lower(node.otherwise)
        parts = [*whens, *thens, last]
        value = _cases(whens, [then.value for then in thens], last.value, "NULL")
        none = FALSE
        if node.type.may_be_none:
            none = _cases(whens, [then.none for then in thens], last.none, FALSE)
        digits = joined(part.digits for part in (*thens, last))
        return Sql(value, none=none, level=level_of(parts), digits=digits)

    def call(self, node: syntax.Call) -> Sql:
        return calls.CALLS[node.function](self, node)

    def aggregate(self, node: syntax.Aggregate) -> Sql:
        return aggregates.lower_aggregate(self, node)

    def inside(self, row: str, outer: Mapping[str, Sql]) -> Lowering:
        """Return a lowering for the rows of a collection, with steps of its own."""
        return Lowering(
            tables=self.tables,
            occurring=self.occurring,
            outer=outer,
            steps=Steps(PREFIX, row=row),
            row=row,
        )


def level_of(parts: Iterable[Sql]) -> int:
    """Return the step after which all `parts` can be computed."""
    return max((part.level for part in parts), default=0)


def none_of(parts: Sequence[Sql]) -> str:
    """Return SQL that is TRUE where a part is none and every other is known."""
    nones = [part.none for part in parts if part.none != FALSE]
    if not nones:
        return FALSE
    known = [f" AND NOT {part.unknown}" for part in parts if not part.known]
    return f"(({' OR '.join(nones)}){''.join(known)})"


def _cases(whens: Sequence[Sql], thens: Sequence[str], last: str, unknown: str) -> str:
    branches = "".join(
        f"WHEN {when.value} IS NULL THEN {unknown} WHEN {when.value} THEN {then} "
        for when, then in zip(whens, thens, strict=True)
    )
    return f"(CASE {branches}ELSE {last} END)"


LOWERINGS: dict[type, Callable[[Any, Any], Sql]] = {
    syntax.Literal: Lowering.literal,
    syntax.Name: Lowering.name,
    syntax.Field: Lowering.field,
    syntax.Logic: Lowering.logic,
    syntax.Not: Lowering.negation,
    syntax.Compare: Lowering.compare,
    syntax.Arithmetic: Lowering.arithmetic,
    syntax.Convert: Lowering.convert,
    syntax.InSet: Lowering.in_set,
    syntax.IsNull: Lowering.is_null,
    syntax.IsNone: Lowering.is_none,
    syntax.Case: Lowering.case,
    syntax.Call: Lowering.call,
    syntax.Aggregate: Lowering.aggregate,
}
