"""Which facts would settle an unknown.

Only what was reached counts: a branch of CASE that is not taken is not read, an undecided WHEN
stops reading, of AND and OR every unknown side is read, and values are followed to their facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from klik.rules import syntax
from klik.rules.evaluator.closures import Row, Values, closure_of
from klik.rules.scope import IN_TERRITORY


@dataclass(frozen=True, slots=True)
class _Search:
    values: Values
    trees: Mapping[str, syntax.Node]

    def facts(self, node: syntax.Node, row: Row) -> frozenset[str]:
        """Return the facts that leave `node` unknown; none where it is known."""
        if closure_of(node)(self.values, row) is not None:
            return frozenset()
        if isinstance(node, syntax.Name):
            return self._name(node.name)
        if isinstance(node, syntax.Field):
            return frozenset({f"{node.rows}.{node.field}"})
        if isinstance(node, syntax.Case):
            return self._case(node, row)
        if isinstance(node, syntax.Aggregate):
            return self._aggregate(node)
        parts = (self.facts(part, row) for part in node.children() if part.type.kind != "table")
        return frozenset().union(*parts)

    def _name(self, name: str) -> frozenset[str]:
        tree = self.trees.get(name)
        if tree is not None:
            return self.facts(tree, None)
        fact = name.removesuffix(IN_TERRITORY)
        # A place that is not known is what is missing; a known one leaves only the territory open.
        return frozenset({fact if self.values.get(fact) is None else name})

    def _case(self, node: syntax.Case, row: Row) -> frozenset[str]:
        for when, then in node.branches:
            decided = closure_of(when)(self.values, row)
            if decided is None:
                return self.facts(when, row)
            if decided:
                return self.facts(then, row)
        return self.facts(node.otherwise, row)

    def _aggregate(self, node: syntax.Aggregate) -> frozenset[str]:
        rows = self.values[node.rows]
        if rows is None:
            return frozenset({node.rows})
        parts = [part for part in (node.where, node.argument) if part is not None]
        return frozenset().union(*(self.facts(part, row) for row in rows for part in parts))


def missing_facts(
    node: syntax.Node, values: Values, trees: Mapping[str, syntax.Node]
) -> frozenset[str]:
    """Return the names of the facts that leave `node` unknown; empty where it is known.

    Args:
        node: A checked expression.
        values: What is known about the subject.
        trees: The expression of every named value, so that it is followed to its facts.
    """
    return _Search(values, trees).facts(node, None)
