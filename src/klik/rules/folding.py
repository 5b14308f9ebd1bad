"""A rulebook under known parameters: what no longer depends on the subject is computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from klik.rules import syntax
from klik.rules.checker import Expression
from klik.rules.evaluator import closure_of
from klik.rules.rulebook import Award, Condition, Handout, NamedValue, Rulebook

Constants = Mapping[str, Any]


def folded_rulebook(rulebook: Rulebook, parameters: Constants) -> Rulebook:
    """Return a rulebook that gives the same decisions under `parameters`, with less to compute.

    Args:
        rulebook: What decides.
        parameters: Every parameter and table by its full name.
    """
    constants = dict(parameters)
    values = tuple(
        NamedValue(value.name, _expression(value.expression, constants))
        for value in rulebook.values
    )
    return replace(
        rulebook,
        values=values,
        reference_day=_expression(rulebook.reference_day, constants),
        conditions=tuple(_condition(one, constants) for one in rulebook.conditions),
        awards=tuple(_award(one, constants) for one in rulebook.awards),
    )


def folded(node: syntax.Node, constants: Constants) -> syntax.Node:
    """Return `node` with every part computed that depends on `constants` alone."""
    if isinstance(node, syntax.Name):
        return _literal(node, constants[node.name]) if node.name in constants else node
    changed = _with_folded_parts(node, constants)
    if isinstance(changed, syntax.Logic):
        return _folded_logic(changed)
    if isinstance(changed, syntax.Case):
        return _folded_case(changed)
    constant = all(isinstance(part, syntax.Literal) for part in changed.children())
    if constant and not isinstance(changed, syntax.Literal | syntax.Field | syntax.Aggregate):
        return _literal(changed, closure_of(changed)({}, None))
    return changed


def _literal(node: syntax.Node, value: Any) -> syntax.Literal:
    return syntax.Literal(offset=node.offset, word=node.word, type=node.type, value=value)


def _with_folded_parts(node: syntax.Node, constants: Constants) -> syntax.Node:
    parts = {field.name: _part(getattr(node, field.name), constants) for field in fields(node)}
    return replace(node, **parts)


def _part(part: Any, constants: Constants) -> Any:
    if isinstance(part, syntax.Node):
        return folded(part, constants)
    if isinstance(part, tuple):
        return tuple(_part(one, constants) for one in part)
    return part


def _folded_logic(node: syntax.Logic) -> syntax.Node:
    """A constant that settles AND or OR is the whole; one that does not is left out."""
    settles = node.operator == "or"
    left: list[syntax.Node] = []
    for term in node.terms:
        if isinstance(term, syntax.Literal) and term.value is settles:
            return _literal(node, settles)
        if not isinstance(term, syntax.Literal) or term.value is None:
            left.append(term)
    if not left:
        return _literal(node, not settles)
    return left[0] if len(left) == 1 else replace(node, terms=tuple(left))


def _folded_case(node: syntax.Case) -> syntax.Node:
    """A branch that is never taken goes; one that always is ends the CASE."""
    branches: list[tuple[syntax.Node, syntax.Node]] = []
    otherwise = node.otherwise
    for when, then in node.branches:
        if isinstance(when, syntax.Literal) and when.value is not None:
            if when.value:
                otherwise = then
                break
            continue
        branches.append((when, then))
    if not branches:
        return otherwise
    return replace(node, branches=tuple(branches), otherwise=otherwise)


def _expression(expression: Expression, constants: Constants) -> Expression:
    return replace(expression, tree=folded(expression.tree, constants))


def _optional(expression: Expression | None, constants: Constants) -> Expression | None:
    return None if expression is None else _expression(expression, constants)


def _condition(condition: Condition, constants: Constants) -> Condition:
    return replace(
        condition,
        when=_expression(condition.when, constants),
        applies=_optional(condition.applies, constants),
        wait_until=_optional(condition.wait_until, constants),
    )


def _award(award: Award, constants: Constants) -> Award:
    handout = award.handout
    if handout is not None:
        handout = Handout(*(_optional(part, constants) for part in _parts_of(handout)))
    return replace(
        award,
        amount=_optional(award.amount, constants),
        quantity=_optional(award.quantity, constants),
        conditions=tuple(_condition(one, constants) for one in award.conditions),
        handout=handout,
    )


def _parts_of(handout: Handout) -> Sequence[Expression | None]:
    return [getattr(handout, field.name) for field in fields(handout)]
