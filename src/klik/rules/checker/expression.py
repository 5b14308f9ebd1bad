"""Checks one expression against its scope and gives every part its type."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from klik.rules import syntax
from klik.rules.checker.calls import check_call
from klik.rules.checker.fitting import fit, literal_type, refusal, refuse_digits, together
from klik.rules.limits import ROWS_DIGITS
from klik.rules.parser import parse
from klik.rules.scope import Scope
from klik.rules.types import BOOLEAN, Kind, Type

ORDERED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE})
UNCOMPARED = frozenset({Kind.SET, Kind.TABLE, Kind.FILE, Kind.ROWS})


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
            raise refusal(node, self._unknown(node.name))
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

    def _unknown(self, name: str) -> str:
        if name in self.scope.collections:
            return f"{name} is a collection; use it with COUNT, SUM, MIN, MAX, any or all"
        if name in self.scope.tables:
            return f"{name} is a table; use lookup({name}, key)"
        known = [*self.scope.names, *self.scope.tables]
        known += [f"{rows}.{part}" for rows, parts in self.scope.collections.items() for part in parts]
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "declare it under facts, values or parameters"
        return f"{name} is not declared; {hint}"

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
        sides = (self.check(node.left), self.check(node.right))
        for side in sides:
            if isinstance(side, syntax.Literal) and side.value is None:
                raise refusal(side, "a comparison with NULL is always unknown; use IS NULL")
            if side.type.kind in UNCOMPARED:
                raise refusal(side, f"a {side.type} is not compared; {_COMPARED_BY[side.type.kind]}")
        common, (left, right) = together(sides, what=node.operator)
        if node.operator not in ("=", "<>") and common.kind not in ORDERED:
            raise refusal(
                node.left, f"{node.operator} orders numbers and days; a {common} takes = and IN"
            )
        return replace(node, type=BOOLEAN, left=left, right=right)

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
        return syntax.Convert(
            offset=node.offset, word=node.word, type=rounded, operand=product
        )

    def in_set(self, node: syntax.InSet) -> syntax.Node:
        collection = self.check(node.collection)
        if collection.type.kind != Kind.SET or collection.type.item is None:
            raise refusal(node.collection, "IN takes a set, or a list such as IN ('a', 'b')")
        item_type = Type(collection.type.item, options=collection.type.options)
        item = self.check(node.item)
        wanted = item_type.with_none(may_be_none=item.type.may_be_none)
        fitted = fit(item, wanted, what="IN")
        return replace(node, type=BOOLEAN, item=fitted, collection=collection)

    def is_null(self, node: syntax.IsNull) -> syntax.Node:
        return replace(node, type=BOOLEAN, operand=self.check(node.operand))

    def is_none(self, node: syntax.IsNone) -> syntax.Node:
        operand = self.check(node.operand)
        if not operand.type.may_be_none:
            raise refusal(
                node, f"{node.word} is never none; declare it with `may_be_none: true`, or use IS NULL"
            )
        return replace(node, type=BOOLEAN, operand=operand)

    def case(self, node: syntax.Case) -> syntax.Node:
        before = self.present
        whens: list[syntax.Node] = []
        values: list[syntax.Node] = []
        for when, then in node.branches:
            whens.append(self.condition(when, what="WHEN"))
            outside = self.present
            self.present = outside | _present_when_true(when)
            values.append(self.check(then))
            self.present = outside | _present_when_false(when)
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
            _direction(argument)
            if node.function == "steps_of" and place == 2  # noqa: PLR2004 -- the third value
            else self.check(argument)
            for place, argument in enumerate(node.arguments)
        ]
        return check_call(replace(node, arguments=tuple(arguments)))

    def _lookup(self, node: syntax.Call) -> syntax.Node:
        first = node.arguments[0] if node.arguments else None
        table = self.scope.tables.get(first.name) if isinstance(first, syntax.Name) else None
        if table is None or not isinstance(first, syntax.Name):
            raise refusal(first or node, "lookup takes a table first: lookup(parameters.table, key)")
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
            raise refusal(node, "an aggregate does not stand inside another; name it under `values:`")
        rows = node.rows or self._rows_named_in(node)
        if rows not in self.scope.collections:
            raise refusal(node, self._not_rows(rows))
        self.used.add(rows)
        self.rows = rows
        where = None if node.where is None else self.condition(node.where, what="FILTER")
        argument, given = self._aggregated(node)
        self.rows = None
        return replace(node, type=given, rows=rows, argument=argument, where=where)

    def _not_rows(self, rows: str) -> str:
        known = ", ".join(sorted(self.scope.collections)) or "none declared"
        return f"{rows or 'this'} is not a collection; the collections are: {known}"

    def _rows_named_in(self, node: syntax.Aggregate) -> str:
        for part in syntax.walk(node):
            if isinstance(part, syntax.Name) and part.name.rpartition(".")[0] in self.scope.collections:
                return part.name.rpartition(".")[0]
        return ""

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
                argument, f"{node.function.upper()} takes no none; decide first with CASE WHEN ... IS NONE"
            )
        if node.function != "sum":
            return argument, argument.type
        whole = argument.type.whole + ROWS_DIGITS
        refuse_digits(node, whole, argument.type.scale)
        return argument, replace(argument.type, whole=whole)


def _direction(argument: syntax.Node) -> syntax.Node:
    if isinstance(argument, syntax.Name) and argument.name in ("up", "down"):
        return syntax.Literal(
            offset=argument.offset, word=argument.word, type=Type(Kind.TEXT), value=argument.name
        )
    return argument


def _present_when_true(when: syntax.Node) -> frozenset[str]:
    if isinstance(when, syntax.Not):
        return _present_when_false(when.operand)
    if isinstance(when, syntax.Logic) and when.operator == "and":
        return frozenset().union(*(_present_when_true(term) for term in when.terms))
    return frozenset()


def _present_when_false(when: syntax.Node) -> frozenset[str]:
    if isinstance(when, syntax.IsNone) and isinstance(when.operand, syntax.Name):
        return frozenset({when.operand.name})
    if isinstance(when, syntax.Not):
        return _present_when_true(when.operand)
    if isinstance(when, syntax.Logic) and when.operator == "or":
        return frozenset().union(*(_present_when_false(term) for term in when.terms))
    return frozenset()


_COMPARED_BY = {
    Kind.SET: "use IN",
    Kind.TABLE: "use lookup(table, key)",
    Kind.FILE: "use present(file)",
    Kind.ROWS: "use COUNT, SUM, MIN, MAX, any or all",
}

_CHECKS: dict[type, Callable[[_Checker, syntax.Node], syntax.Node]] = {
    syntax.Literal: _Checker.literal,  # type: ignore[dict-item]
    syntax.Name: _Checker.name,  # type: ignore[dict-item]
    syntax.Logic: _Checker.logic,  # type: ignore[dict-item]
    syntax.Not: _Checker.negation,  # type: ignore[dict-item]
    syntax.Compare: _Checker.compare,  # type: ignore[dict-item]
    syntax.Arithmetic: _Checker.arithmetic,  # type: ignore[dict-item]
    syntax.InSet: _Checker.in_set,  # type: ignore[dict-item]
    syntax.IsNull: _Checker.is_null,  # type: ignore[dict-item]
    syntax.IsNone: _Checker.is_none,  # type: ignore[dict-item]
    syntax.Case: _Checker.case,  # type: ignore[dict-item]
    syntax.Call: _Checker.call,  # type: ignore[dict-item]
    syntax.Aggregate: _Checker.aggregate,  # type: ignore[dict-item]
}
