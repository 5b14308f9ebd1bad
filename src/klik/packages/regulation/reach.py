"""What the rules of one adoption can still come to, before anything is known about a subject.

A package serves many municipalities, so under the parameters of one of them some of its conditions
never apply and some of its branches are never taken. A page that states what a municipality decided
leaves those out. Where this cannot tell, it takes anything to be possible: a page may say too much,
never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from klik.packages.adoption import Adoption
from klik.rules import syntax
from klik.rules.rulebook import Rulebook

Values = frozenset[Any] | None  # None: anything
_EITHER: frozenset[Any] = frozenset({True, False})
_MAXIMUM = 64  # values, beyond which anything is taken to be possible
_TRIGGER = "application.trigger"
_REQUEST = "request"
_SAME: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: bool(left == right),
    "<>": lambda left, right: bool(left != right),
}


class Reach:
    """Knows which values an expression can take.

    Attributes:
        rulebook: The rules, folded under the parameters of an adoption.
        domains: Per name the only values that it can have where anything is granted.
        requiring: The conditions that leave a name no other values.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        domains: Mapping[str, frozenset[Any]],
        requiring: frozenset[str] = frozenset(),
    ) -> None:
        """Begin with what is known; the rest is found when it is asked for."""
        self.rulebook = rulebook
        self.domains = domains
        self.requiring = requiring
        self._trees = {value.name: value.expression.tree for value in rulebook.values}
        self._found: dict[str, Values] = dict(domains)

    def where(self, name: str, value: Any) -> Reach:
        """Return what can be where a name has one value."""
        return Reach(self.rulebook, {**self.domains, name: frozenset({value})}, self.requiring)

    def possible(self, node: syntax.Node) -> Values:
        """Return the values that `node` can take where it is known; None is anything."""
        if isinstance(node, syntax.Literal):
            return frozenset({node.value})
        if isinstance(node, syntax.Name):
            return self._named(node.name)
        handler = _HANDLERS.get(type(node))
        found = None if handler is None else handler(self, node)
        return None if found is None or len(found) > _MAXIMUM else found

    def may_be(self, node: syntax.Node, value: Any) -> bool:
        """Say whether `node` can take a value."""
        found = self.possible(node)
        return found is None or value in found

    def must_be(self, node: syntax.Node, value: Any) -> bool:
        """Say whether `node` can take no other value."""
        return self.possible(node) == frozenset({value})

    def names(self, node: syntax.Node) -> Iterator[str]:
        """Yield the names that can matter to `node`, through its values to facts and rows."""
        seen: set[str] = set()
        waiting = [node]
        while waiting:
            for name in self._direct(waiting.pop()):
                if name not in seen:
                    seen.add(name)
                    yield name
                    waiting += [self._trees[name]] if name in self._trees else []

    def _direct(self, node: syntax.Node) -> Iterator[str]:
        if isinstance(node, syntax.Name):
            yield node.name
        elif isinstance(node, syntax.Case):
            yield from self._in_branches(node)
        elif not self._is_settled(node):
            if isinstance(node, syntax.Aggregate):
                yield node.rows
            for below in node.children():
                yield from self._direct(below)

    def _in_branches(self, node: syntax.Case) -> Iterator[str]:
        for when, then in node.branches:
            if self.may_be(when, value=True):
                yield from self._direct(when)
                yield from self._direct(then)
            if self.must_be(when, value=True):
                return
        yield from self._direct(node.otherwise)

    def _is_settled(self, node: syntax.Node) -> bool:
        found = self.possible(node)
        return found is not None and len(found) == 1

    def _named(self, name: str) -> Values:
        if name not in self._found:
            self._found[name] = None  # meanwhile, though values have no cycles
            self._found[name] = self.possible(self._trees[name]) if name in self._trees else None
        return self._found[name]

    def truths(self, node: syntax.Node) -> frozenset[Any]:
        """Return whether `node` can be true, false or both."""
        return self.possible(node) or _EITHER

    def case(self, node: syntax.Case) -> Values:
        """Return what the branches that can be taken give."""
        found: set[Any] = set()
        for when, then in node.branches:
            if self.may_be(when, value=True):
                given = self.possible(then)
                if given is None:
                    return None
                found |= given
            if self.must_be(when, value=True):
                return frozenset(found)
        otherwise = self.possible(node.otherwise)
        return None if otherwise is None else frozenset(found | otherwise)


def routes(adoption: Adoption) -> tuple[str, ...]:
    """Return the ways on which a decision begins: the adopter's own, and who applies by herself."""
    trigger = adoption.decider.rulebook.trigger
    own = trigger.of(adoption.parameters) if trigger else _REQUEST
    return tuple(dict.fromkeys((own, _REQUEST)))


def reach_of(adoption: Adoption, rulebook: Rulebook | None = None) -> Reach:
    """Return what the rules of an adoption can come to.

    Args:
        adoption: Whose rules.
        rulebook: Its rulebook, where not every parameter is folded into it.
    """
    rulebook = rulebook or adoption.decider.rulebook
    reach = Reach(rulebook, {_TRIGGER: frozenset(routes(adoption))})
    requiring: set[str] = set()
    for condition in rulebook.conditions:
        if condition.applies is None or reach.must_be(condition.applies.tree, value=True):
            found = _narrowed(reach, condition.when.tree)
            if found:
                requiring.add(condition.id)
                reach = Reach(rulebook, {**reach.domains, **found})
    return Reach(rulebook, reach.domains, frozenset(requiring))


def choices_in(reach: Reach, node: syntax.Node) -> dict[str, frozenset[Any]]:
    """Return the names in an expression that are one of some known words, with those words."""
    found = {}
    for below in syntax.walk(node):
        if isinstance(below, syntax.Name):
            words = reach.possible(below) or below.type.options
            if words is not None:
                found[below.name] = words
    return found


def _narrowed(reach: Reach, when: syntax.Node) -> dict[str, frozenset[Any]]:
    """Return the choices of which a condition that always counts refuses some words."""
    found = _listed(reach, when)
    for name, known in choices_in(reach, when).items():
        left = frozenset(word for word in known if reach.where(name, word).may_be(when, value=True))
        if left != known:
            found[name] = left
    return found


def _listed(reach: Reach, when: syntax.Node) -> dict[str, frozenset[Any]]:
    """Return the names of which `when` lists the words, where nothing else does: NAME IN (...)."""
    is_and = isinstance(when, syntax.Logic) and when.operator == "and"
    found: dict[str, frozenset[Any]] = {}
    for term in when.children() if is_and else (when,):
        if not isinstance(term, syntax.InSet) or not isinstance(term.item, syntax.Name):
            continue
        words = term.collection.value if isinstance(term.collection, syntax.Literal) else None
        if isinstance(words, frozenset) and reach.possible(term.item) is None:
            found[term.item.name] = words
    return found


def _logic(reach: Reach, node: syntax.Logic) -> Values:
    settles = node.operator == "or"
    sides = [reach.truths(term) for term in node.terms]
    if any(side == {settles} for side in sides):
        return frozenset({settles})
    if all(side == {not settles} for side in sides):
        return frozenset({not settles})
    return _EITHER


def _not(reach: Reach, node: syntax.Not) -> Values:
    return frozenset(not one for one in reach.truths(node.operand))


def _compare(reach: Reach, node: syntax.Compare) -> Values:
    left, right = reach.possible(node.left), reach.possible(node.right)
    same = _SAME.get(node.operator)
    if left is None or right is None or same is None:
        return _EITHER
    return frozenset(same(one, other) for one, other in product(left, right))


def _in_set(reach: Reach, node: syntax.InSet) -> Values:
    items = reach.possible(node.item)
    if items is None or not isinstance(node.collection, syntax.Literal):
        return _EITHER
    known = node.collection.value
    return frozenset(one in known for one in items) if isinstance(known, frozenset) else _EITHER


_HANDLERS: Mapping[type[syntax.Node], Callable[[Reach, Any], Values]] = {
    syntax.Logic: _logic,
    syntax.Not: _not,
    syntax.Compare: _compare,
    syntax.InSet: _in_set,
    syntax.IsNull: lambda _reach, _node: _EITHER,
    syntax.IsNone: lambda _reach, _node: _EITHER,
    syntax.Case: Reach.case,
    # Whether it rounds does not matter to what is asked here: 0 stays 0, and nothing else is.
    syntax.Convert: lambda reach, node: reach.possible(node.operand),
}
