"""Which facts an application can need under one adoption: no more is asked than that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.regulation.reach import Reach
from klik.rules import syntax
from klik.rules.rulebook import Award, Condition

TRIGGER = "application.trigger"
REQUEST = "request"


def needed_facts(adoption: Adoption) -> frozenset[str]:
    """Return the facts and collections that can matter to who applies under an adoption.

    A fact that no rule of the package reads, such as a plan that only a clerk looks at, is needed:
    its author put it in the form. One that rules read is needed where it can matter under the
    parameters of this adopter.
    """
    content = adoption.package.content
    declared = {*content["facts"], *content.get("collections", {})}
    matters = set(_matters(adoption))
    return frozenset(
        name for name in declared if name in matters or name not in _read_by_rules(adoption)
    )


def _matters(adoption: Adoption) -> Iterator[str]:
    rulebook = adoption.decider.rulebook
    # Nothing is narrowed to what is granted: what refuses somebody must be asked as well.
    reach = Reach(rulebook, {TRIGGER: frozenset({REQUEST})})
    yield from reach.names(rulebook.reference_day.tree)
    yield from rulebook.keys
    for condition in rulebook.conditions:
        yield from _of_condition(reach, condition)
    for award, benefit in zip(rulebook.awards, adoption.package.content["benefits"], strict=True):
        if award.trigger is None or award.trigger.of(adoption.parameters) == REQUEST:
            yield from _of_award(reach, award)
            yield from _of_payee(reach, benefit)


def _of_condition(reach: Reach, condition: Condition) -> Iterator[str]:
    if condition.applies is not None and not reach.may_be(condition.applies.tree, value=True):
        return
    for part in (condition.applies, condition.when, condition.wait_until):
        if part is not None:
            yield from reach.names(part.tree)


def _of_award(reach: Reach, award: Award) -> Iterator[str]:
    for part in (award.amount, award.quantity):
        if part is not None:
            yield from reach.names(part.tree)
    for condition in award.conditions:
        yield from _of_condition(reach, condition)
    if award.handout is not None:
        handout = award.handout
        for one in (handout.pieces, handout.valid_from, handout.collect_from, handout.collect_by):
            if one is not None:
                yield from reach.names(one.tree)


def _of_payee(reach: Reach, benefit: Mapping[str, Any]) -> Iterator[str]:
    payee = benefit.get("payee", {})
    named = [payee["account"]] if "account" in payee else []
    trees = {value.name: value.expression.tree for value in reach.rulebook.values}
    for name in (*named, *payee.get("to", ())):
        yield name
        if name in trees:
            yield from reach.names(trees[name])


def _read_by_rules(adoption: Adoption) -> frozenset[str]:
    """Return every name that an expression of the package reads, those of its form left out."""
    found: set[str] = set(adoption.package.rulebook.keys)
    for path, expression in adoption.package.expressions.items():
        if path[0] != "form":
            found |= expression.names
            found |= {
                node.rows
                for node in syntax.walk(expression.tree)
                if isinstance(node, syntax.Aggregate)
            }
    for benefit in adoption.package.content["benefits"]:
        payee = benefit.get("payee", {})
        found |= {payee.get("account", ""), *payee.get("to", ())}
    return frozenset(found)
