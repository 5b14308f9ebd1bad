"""Checks one expression against its scope and gives every part its type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from klik.rules import syntax
from klik.rules.checker.calls import check_call, direction_of
from klik.rules.checker.fitting import (
    fit,
    literal_type,
    refusal,
    refuse_answer,
    refuse_digits,
    refuse_uncompared,
    together,
)
from klik.rules.checker.naming import rows_named_in, why_not_rows, why_unknown
from klik.rules.checker.narrowing import present_when_false, present_when_true
from klik.rules.limits import ROWS_DIGITS
from klik.rules.parser import parse
from klik.rules.scope import Scope
from klik.rules.types import BOOLEAN, ORDERED, UNCOMPARED, Kind, Type, plain_type


@dataclass(frozen=True, slots=True)
class Expression:
    """One checked expression.

    Attributes:
        text: As written.
        tree: Its syntax tree, every part typed.
        names: Every declared name it uses: facts, values, parameters, tables, collections.
    """

    text: str
    tree: syntax.Node
    names: frozenset[str]

    @property
    def type(self) -> Type:
        return self.tree.type


def compile_expression(text: str, scope: Scope, *, wanted: Type | None = None) -> Expression:
    """Return the expression in `text`, checked against `scope`.

    Args:
        text: An expression of the rule language.
        scope: The names that it may use.
        wanted: The type that it must give; None where any will do.

    Raises:
        ExpressionRefused: It is outside the language, names something unknown or has a wrong type.
    """
    checker = _Checker(scope)
    tree = checker.check(parse(text))
    if wanted is not None:
        tree = fit(tree, wanted, what="this place")
    return Expression(text=text, tree=tree, names=frozenset(checker.used))


@dataclass(slots=True)
class _Checker:
    scope: Scope
    used: set[str] = field(default_factory=set)
    rows: str | None = None
    present: frozenset[str] = frozenset()
    """Names that are known not to be none here, because a CASE asked."""

    def check(self, node: syntax.Node) -> syntax.Node:
        return _CHECKS[type(node)](self, node)

    def literal(self, node: syntax.Literal) -> syntax.Node:
        return replace(node, type=literal_type(node))

    def name(self, node: syntax.Name) -> syntax.Node:
        collection, _, last = node.name.rpartition(".")
        if collection in self.scope.collections:
            return self._field(node, collection, last)
        given = self.scope.names.get(node.name)
        if given is None:
            raise refusal(node, why_unknown(node.name, self.scope))
        self.used.add(node.name)
        if node.name in self.present:
            given = given.with_none(may_be_none=False)
        return replace(node, type=given)

    def _field(self, node: syntax.Name, collection: str, name: str) -> syntax.Node:
        fields = self.scope.collections[collection]
        if name not in fields:
            raise refusal(
                node, f"{collection} has no field {name}; it has {', '.join(sorted(fields))}"
            )
        if self.rows != collection:
            raise refusal(
                node,
                f"{node.name} is one field of many rows; use it inside any({collection}, ...), "
                f"all, COUNT, SUM, MIN or MAX over {collection}",
            )
        given = fields[name]
        if node.name in self.present:
            given = given.with_none(may_be_none=False)
        return syntax.Field(
            offset=node.offset, word=node.word, type=given, rows=collection, field=name
        )

    def condition(self, node: syntax.Node, *, what: str) -> syntax.Node:
        """Return `node` typed, refused unless it is TRUE, FALSE or unknown."""
        return fit(self.check(node), BOOLEAN, what=what)

    def logic(self, node: syntax.Logic) -> syntax.Node:
        what = node.operator.upper()
        terms = tuple(self.condition(term, what=what) for term in node.terms)
        return replace(node, type=BOOLEAN, terms=terms)

    def negation(self, node: syntax.Not) -> syntax.Node:
        return replace(node, type=BOOLEAN, operand=self.condition(node.operand, what="NOT"))

    def compare(self, node: syntax.Compare) -> syntax.Node:
        sides = (self._compared(node.left), self._compared(node.right))
        refuse_answer(*sides)
        common, (left, right) = together(sides, what=node.operator)
        if node.operator not in ("=", "<>") and common.kind not in ORDERED:
            raise refusal(
                node.left, f"{node.operator} orders numbers and days; a {common} takes = and IN"
            )
        return replace(node, type=BOOLEAN, left=left, right=right)

    def _compared(self, node: syntax.Node) -> syntax.Node:
        """Return one side of a comparison, typed; a side is refused before the next is read."""
        side = self.check(node)
        refuse_uncompared(side)
        return side

    def arithmetic(self, node: syntax.Arithmetic) -> syntax.Node:
        left, right = self.check(node.left), self.check(node.right)
        for side in (left, right):
            if side.type.kind == Kind.DATE:
                raise refusal(side, "days are not added; use add_months, add_days, days_between")
            if not side.type.is_number:
                raise refusal(side, f"{node.operator} takes numbers, and this is {side.type}")
        if node.operator == "*":
            return self._product(node, left, right)
        common, (left, right) = together((left, right), what=node.operator)
        refuse_digits(node, common.whole + 1, common.scale)
        given = replace(common, whole=common.whole + 1)
        return replace(node, type=given, left=left, right=right)

    def _product(
        self, node: syntax.Arithmetic, left: syntax.Node, right: syntax.Node
    ) -> syntax.Node:
        kinds = [left.type.kind, right.type.kind]
        if kinds.count(Kind.MONEY) > 1:
            raise refusal(right, "money is multiplied by a number, not by money")
        whole = left.type.whole + right.type.whole
        scale = left.type.scale + right.type.scale
        refuse_digits(node, whole, scale)
        kind = max(kinds, key=[Kind.INTEGER, Kind.DECIMAL, Kind.MONEY].index)
        may_be_none = left.type.may_be_none or right.type.may_be_none
        exact = Type(kind, may_be_none=may_be_none, whole=whole, scale=scale)
        product = replace(node, type=exact, left=left, right=right)
        if kind != Kind.MONEY or scale == 2:  # noqa: PLR2004 -- cents
            return product
        rounded = replace(exact, scale=2)
        return syntax.Convert(offset=node.offset, word=node.word, type=rounded, operand=product)

    def in_set(self, node: syntax.InSet) -> syntax.Node:
        collection = self.check(node.collection)
        if collection.type.kind != Kind.SET or collection.type.item is None:
            raise refusal(node.collection, "IN takes a set, or a list such as IN ('a', 'b')")
        item = self.check(node.item)
        wanted = replace(
            plain_type(collection.type.item),
            options=collection.type.options,
            may_be_none=item.type.may_be_none,
        )
        fitted = fit(item, wanted, what="IN")
        return replace(node, type=BOOLEAN, item=fitted, collection=collection)

    def is_null(self, node: syntax.IsNull) -> syntax.Node:
        return replace(node, type=BOOLEAN, operand=self.check(node.operand))

    def is_none(self, node: syntax.IsNone) -> syntax.Node:
        decided, self.present = self.present, frozenset()  # asking twice is no fault
        operand = self.check(node.operand)
        self.present = decided
        if not operand.type.may_be_none:
            raise refusal(
                node,
                f"{node.word} is never none; declare it with `may_be_none: true`, or use IS NULL",
            )
        return replace(node, type=BOOLEAN, operand=operand)

    def case(self, node: syntax.Case) -> syntax.Node:
        before = self.present
        whens: list[syntax.Node] = []
        values: list[syntax.Node] = []
        for when, then in node.branches:
            whens.append(self.condition(when, what="WHEN"))
            outside = self.present
            self.present = outside | present_when_true(when)
            values.append(self.check(then))
            self.present = outside | present_when_false(when)
        values.append(self.check(node.otherwise))
        self.present = before
        given, fitted = together(values, what="CASE")
        if given.kind in UNCOMPARED:
            raise refusal(node, f"CASE does not give a {given}")
        branches = tuple(zip(whens, fitted[:-1], strict=True))
        return replace(node, type=given, branches=branches, otherwise=fitted[-1])

    def call(self, node: syntax.Call) -> syntax.Node:
        if node.function == "lookup":
            return self._lookup(node)
        arguments = [
            direction_of(node, place) or self.check(argument)
            for place, argument in enumerate(node.arguments)
        ]
        return check_call(replace(node, arguments=tuple(arguments)))

    def _lookup(self, node: syntax.Call) -> syntax.Node:
        first = node.arguments[0] if node.arguments else None
        table = self.scope.tables.get(first.name) if isinstance(first, syntax.Name) else None
        if table is None or not isinstance(first, syntax.Name):
            raise refusal(
                first or node, "lookup takes a table first: lookup(parameters.table, key)"
            )
        self.used.add(first.name)
        keys = node.arguments[1:]
        if len(keys) != len(table.keys):
            wanted = ", ".join(name for name, _ in table.keys)
            raise refusal(node, f"lookup in {first.name} takes {len(table.keys)} keys: {wanted}")
        fitted = tuple(
            fit(self.check(key), wanted, what=f"the key {name}")
            for key, (name, wanted) in zip(keys, table.keys, strict=True)
        )
        named = replace(first, type=Type(Kind.TABLE))
        return replace(node, type=table.value, arguments=(named, *fitted))

    def aggregate(self, node: syntax.Aggregate) -> syntax.Node:
        if self.rows is not None:
            raise refusal(
                node, "an aggregate does not stand inside another; give it a name under `values:`"
            )
        rows = node.rows or rows_named_in(node, self.scope)
        if rows not in self.scope.collections:
            raise refusal(node, why_not_rows(rows, self.scope))
        self.used.add(rows)
        self.rows = rows
        where = None if node.where is None else self.condition(node.where, what="FILTER")
        argument, given = self._aggregated(node)
        self.rows = None
        return replace(node, type=given, rows=rows, argument=argument, where=where)

    def _aggregated(self, node: syntax.Aggregate) -> tuple[syntax.Node | None, Type]:
        if node.argument is None:
            return None, Type(Kind.INTEGER, whole=ROWS_DIGITS + 1)
        if node.function in ("any", "all"):
            return self.condition(node.argument, what=node.function), BOOLEAN
        argument = self.check(node.argument)
        kind = argument.type.kind
        if not argument.type.is_number and (kind != Kind.DATE or node.function == "sum"):
            raise refusal(argument, f"{node.function.upper()} takes numbers, and this is {kind}")
        if argument.type.may_be_none:
            raise refusal(
                argument,
                f"{node.function.upper()} takes no none; decide first with CASE WHEN ... IS NONE",
            )
        if node.function != "sum":
            return argument, argument.type
        whole = argument.type.whole + ROWS_DIGITS
        refuse_digits(node, whole, argument.type.scale)
        return argument, replace(argument.type, whole=whole)


_CHECKS: dict[type, Callable[[_Checker, Any], syntax.Node]] = {
    syntax.Literal: _Checker.literal,
    syntax.Name: _Checker.name,
    syntax.Logic: _Checker.logic,
    syntax.Not: _Checker.negation,
    syntax.Compare: _Checker.compare,
    syntax.Arithmetic: _Checker.arithmetic,
    syntax.InSet: _Checker.in_set,
    syntax.IsNull: _Checker.is_null,
    syntax.IsNone: _Checker.is_none,
    syntax.Case: _Checker.case,
    syntax.Call: _Checker.call,
    syntax.Aggregate: _Checker.aggregate,
}
