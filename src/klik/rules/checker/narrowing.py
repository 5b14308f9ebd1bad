"""Which names are known not to be none, once a WHEN has been decided."""

from __future__ import annotations

from klik.rules import syntax


def present_when_true(when: syntax.Node) -> frozenset[str]:
    """Return the names that are known not to be none where `when` is TRUE."""
    if isinstance(when, syntax.Not):
        return present_when_false(when.operand)
    if isinstance(when, syntax.Logic) and when.operator == "and":
        return frozenset().union(*(present_when_true(term) for term in when.terms))
    return frozenset()


def present_when_false(when: syntax.Node) -> frozenset[str]:
    """Return the names that are known not to be none where `when` is FALSE."""
    if isinstance(when, syntax.IsNone) and isinstance(when.operand, syntax.Name):
        return frozenset({when.operand.name})
    if isinstance(when, syntax.Not):
        return present_when_true(when.operand)
    if isinstance(when, syntax.Logic) and when.operator == "or":
        return frozenset().union(*(present_when_false(term) for term in when.terms))
    return frozenset()
