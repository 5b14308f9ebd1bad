"""A rulebook with every expression made into a closure, ready for many subjects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from klik.rules import syntax
from klik.rules.checker import Expression
from klik.rules.decision import Verdict
from klik.rules.evaluator import Closure, closure_of
from klik.rules.rulebook import Award, Condition, Handout, Once, Rulebook


@dataclass(frozen=True, slots=True)
class PreparedCondition:
    """One condition.

    Attributes:
        when: Gives TRUE, FALSE or None for unknown.
        applies: The same; None where the condition counts for everybody.
        until: Gives the day that is waited for; None where none is.
        settled: The verdict where it is the same for every subject.
    """

    id: str
    condition: Condition
    when: Closure
    applies: Closure | None
    until: Closure | None
    settled: Verdict | None

    @property
    def refuses(self) -> bool:
        return self.condition.if_unmet == "refuse"


@dataclass(frozen=True, slots=True)
class PreparedHandout:
    """The parts of a handout that a granted award shows; None where the package has none."""

    pieces: Closure | None
    valid_from: Closure | None
    valid_months: Closure | None
    collect_by: Closure | None


@dataclass(frozen=True, slots=True)
class PreparedAward:
    """One benefit with its own conditions."""

    id: str
    award: Award
    amount: Closure | None
    quantity: Closure | None
    conditions: tuple[PreparedCondition, ...]
    once: Once | None
    handout: PreparedHandout


@dataclass(frozen=True, slots=True)
class PreparedRulebook:
    """Everything that decides, as closures."""

    rulebook: Rulebook
    reference_day: Closure
    values: dict[str, Closure]
    trees: dict[str, syntax.Node]
    conditions: tuple[PreparedCondition, ...]
    awards: tuple[PreparedAward, ...]


def prepared(rulebook: Rulebook) -> PreparedRulebook:
    """Return `rulebook` ready to decide."""
    return PreparedRulebook(
        rulebook=rulebook,
        reference_day=closure_of(rulebook.reference_day.tree),
        values={value.name: closure_of(value.expression.tree) for value in rulebook.values},
        trees={value.name: value.expression.tree for value in rulebook.values},
        conditions=_conditions(rulebook.conditions),
        awards=tuple(_award(award, rulebook) for award in rulebook.awards),
    )


def _closure(expression: Expression | None) -> Closure | None:
    return None if expression is None else closure_of(expression.tree)


def _conditions(conditions: Iterable[Condition]) -> tuple[PreparedCondition, ...]:
    return tuple(_condition(one) for one in conditions)


def _condition(condition: Condition) -> PreparedCondition:
    applies = _constant(condition.applies)
    always = condition.applies is None or applies is True
    settled = None
    if applies is False:
        settled = Verdict.NOT_APPLICABLE
    elif always and _constant(condition.when) is True:
        settled = Verdict.MET
    return PreparedCondition(
        id=condition.id,
        condition=condition,
        when=closure_of(condition.when.tree),
        applies=None if always else _closure(condition.applies),
        until=_closure(condition.wait_until),
        # What is unmet or unknown is looked at each time, for its day or its missing facts.
        settled=settled,
    )


def _constant(expression: Expression | None) -> Any:
    if expression is None or not isinstance(expression.tree, syntax.Literal):
        return None
    return expression.tree.value


def _award(award: Award, rulebook: Rulebook) -> PreparedAward:
    handout = award.handout or Handout()
    return PreparedAward(
        id=award.id,
        award=award,
        amount=_closure(award.amount),
        quantity=_closure(award.quantity),
        conditions=_conditions(award.conditions),
        once=award.once or rulebook.once,
        handout=PreparedHandout(
            _closure(handout.pieces), _closure(handout.valid_from),
            _closure(handout.valid_months), _closure(handout.collect_by),
        ),
    )  # fmt: skip
