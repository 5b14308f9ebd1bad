"""Which branches and table rows one subject's decision went through; examples must cover them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from klik.rules import syntax
from klik.rules.evaluator.closures import Row, Values, closure_of
from klik.rules.evaluator.tables import Table

ELSE = -1


@dataclass(slots=True)
class Trace:
    """What was gone through.

    Attributes:
        branches: Per CASE, by its identity, the numbers of the branches taken; ELSE is -1.
        rows: Per table name the keys of the rows found.
    """

    values: Values
    trees: Mapping[str, syntax.Node]
    branches: set[tuple[int, int]] = field(default_factory=set)
    rows: set[tuple[str, tuple[Any, ...]]] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def follow(self, node: syntax.Node, row: Row = None) -> None:
        """Note what computing `node` goes through; what is not reached is not noted."""
        if isinstance(node, syntax.Name):
            self._value(node.name)
        elif isinstance(node, syntax.Case):
            self._case(node, row)
        elif isinstance(node, syntax.Aggregate):
            self._aggregate(node)
        else:
            if isinstance(node, syntax.Call) and node.function == "lookup":
                self._lookup(node, row)
            for child in node.children():
                self.follow(child, row)

    def _value(self, name: str) -> None:
        tree = self.trees.get(name)
        if tree is not None and name not in self._seen:
            self._seen.add(name)
            self.follow(tree)

    def _case(self, node: syntax.Case, row: Row) -> None:
        for place, (when, then) in enumerate(node.branches):
            self.follow(when, row)
            decided = closure_of(when)(self.values, row)
            if decided is None:
                return
            if decided:
                self.branches.add((id(node), place))
                self.follow(then, row)
                return
        self.branches.add((id(node), ELSE))
        self.follow(node.otherwise, row)

    def _aggregate(self, node: syntax.Aggregate) -> None:
        for row in self.values[node.rows] or ():
            for part in (node.where, node.argument):
                if part is not None:
                    self.follow(part, row)

    def _lookup(self, node: syntax.Call, row: Row) -> None:
        name = node.arguments[0].word
        keys = [closure_of(key)(self.values, row) for key in node.arguments[1:]]
        table = self.values[name]
        found = table.row_of(keys) if isinstance(table, Table) and None not in keys else None
        if found is not None:
            self.rows.add((name, found))
