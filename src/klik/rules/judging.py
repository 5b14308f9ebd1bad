"""The conditions and awards of one decision, in the precedence that the format gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from klik.rules import functions, syntax
from klik.rules.checker import Expression
from klik.rules.decision import JOINED, Awarded, Decision, Outcome, Verdict
from klik.rules.evaluator import Closure
from klik.rules.rulebook import Award, Condition, Handout, Once, Rulebook
from klik.rules.situation import EarlierAward, Situation

ONCE = "once"
"""The name under which a spent `once` stands among the conditions that are not met."""
SUBJECT = "subject"
"""The name under which a subject without any known key stands among what is unknown."""


class Known(dict[str, Any]):
    """Names with their values: a named value is computed once, an absent fact is unknown."""

    def __init__(self, values: Mapping[str, Closure]) -> None:
        """Start without facts, knowing how to compute `values`."""
        super().__init__()
        self._values = values

    def __missing__(self, name: str) -> Any:
        closure = self._values.get(name)
        found = None if closure is None else closure(self, None)
        self[name] = found
        return found


class Computes(Protocol):
    """What computes the expressions of a rulebook."""

    rulebook: Rulebook

    def computed(self, expression: Expression | None, known: Known) -> Any:
        """Return what an expression gives."""

    def missing(self, trees: Iterable[syntax.Node], known: Known) -> tuple[str, ...]:
        """Return the facts that leave an expression unknown."""


def judged(computes: Computes, situation: Situation, known: Known, day: date) -> Decision:
    """Return the decision for a subject whose reference day lies within the adoption."""
    return _OneDecision(computes, situation, known, day).decided()


class _OneDecision:
    """The state of one decision while its parts are computed."""

    def __init__(self, computes: Computes, situation: Situation, known: Known, day: date) -> None:
        self.computes = computes
        self.situation = situation
        self.known = known
        self.day = day
        self.verdicts: dict[str, Verdict] = {}
        self.waits: dict[str, date | None] = {}
        self.unmet: list[str] = []
        self.unknown: list[str] = []
        self.open: list[syntax.Node] = []

    def decided(self) -> Decision:
        rulebook = self.computes.rulebook
        applying = [award for award in rulebook.awards if self._applies(award)]
        for condition in rulebook.conditions if applying else ():
            self._judge(condition)
        if applying and not self.situation.key_known:
            self.unknown.append(SUBJECT)
        awards = tuple(self._award(award, applies=award in applying) for award in rulebook.awards)
        outcomes = {award.outcome for award in awards}
        outcome = next((one for one in JOINED if one in outcomes), Outcome.NOT_SELECTED)
        amount = None
        if outcome == Outcome.GRANTED:
            amount = sum((one.amount for one in awards if one.amount is not None), Decimal("0.00"))
        return Decision(
            outcome=outcome, amount=amount, awards=awards, verdicts=self.verdicts,
            unmet=tuple(dict.fromkeys(self.unmet)), unknown=tuple(dict.fromkeys(self.unknown)),
            missing=self._missing(), reference_day=self.day, values=self.known,
        )  # fmt: skip

    def _missing(self) -> tuple[str, ...]:
        missing = self.computes.missing(self.open, self.known) if self.open else ()
        if SUBJECT in self.unknown:
            return tuple(sorted({*missing, *self.computes.rulebook.keys}))
        return missing

    def _applies(self, award: Award) -> bool:
        if award.trigger is None:
            return True
        return bool(award.trigger.of(self.known) == self.known["application.trigger"])

    def _judge(self, condition: Condition) -> None:
        verdict = self._verdict(condition)
        self.verdicts[condition.id] = verdict
        if verdict == Verdict.UNKNOWN:
            self.unknown.append(condition.id)
        if verdict != Verdict.UNMET:
            return
        self.unmet.append(condition.id)
        if condition.if_unmet == "wait":
            self.waits[condition.id] = self.computes.computed(condition.wait_until, self.known)

    def _verdict(self, condition: Condition) -> Verdict:
        if condition.applies is not None:
            applies = self.computes.computed(condition.applies, self.known)
            if applies is None:
                self.open.append(condition.applies.tree)
                return Verdict.UNKNOWN
            if not applies:
                return Verdict.NOT_APPLICABLE
        met = self.computes.computed(condition.when, self.known)
        if met is None:
            self.open.append(condition.when.tree)
            return Verdict.UNKNOWN
        return Verdict.MET if met else Verdict.UNMET

    def _award(self, award: Award, *, applies: bool) -> Awarded:
        if not applies:
            for condition in award.conditions:
                self.verdicts[condition.id] = Verdict.NOT_APPLICABLE
            return Awarded(id=award.id, outcome=Outcome.NOT_APPLICABLE)
        for condition in award.conditions:
            self._judge(condition)
        refused = self._spent(award)
        amount = self._measured(award, award.amount)
        quantity = self._measured(award, award.quantity)
        outcome = self._outcome(award, refused=refused)
        if outcome != Outcome.GRANTED:
            return Awarded(id=award.id, outcome=outcome, waits_until=self._waits_until(award))
        return self._granted(award, amount, quantity)

    def _measured(self, award: Award, expression: Expression | None) -> Any:
        """Return an amount or quantity; unknown and exactly 0 are noted by the benefit's id."""
        measured = self.computes.computed(expression, self.known)
        if expression is not None and measured is None:
            self.unknown.append(award.id)
            self.open.append(expression.tree)
        if measured is not None and measured == 0:
            self.unmet.append(award.id)
        return measured

    def _spent(self, award: Award) -> bool | None:
        """Return whether `once` is used up, None where that is unknown; note it either way."""
        once = award.once or self.computes.rulebook.once
        if once is None:
            return False
        spent = [is_spent(once, earlier, self.day) for earlier in self.situation.earlier]
        if True in spent:
            self.unmet.append(ONCE)
            return True
        if None in spent:
            self.unknown.append(ONCE)
            return None
        return False

    def _outcome(self, award: Award, *, refused: bool | None) -> Outcome:
        conditions = (*self.computes.rulebook.conditions, *award.conditions)
        unmet = [one for one in conditions if self.verdicts[one.id] == Verdict.UNMET]
        if refused or award.id in self.unmet or any(self._refuses(one) for one in unmet):
            return Outcome.REFUSED if self.situation.application else Outcome.NOT_SELECTED
        if any(one.if_unmet == "invite" for one in unmet):
            return Outcome.INVITED
        if unmet:
            return Outcome.WAITING
        unknown = any(self.verdicts[one.id] == Verdict.UNKNOWN for one in conditions)
        if unknown or refused is None or award.id in self.unknown or SUBJECT in self.unknown:
            return Outcome.UNDECIDED
        return Outcome.GRANTED

    def _refuses(self, condition: Condition) -> bool:
        """Return whether an unmet condition refuses: also once the day it waited for has come."""
        if condition.if_unmet == "wait":
            until = self.waits[condition.id]
            return until is not None and until <= self.situation.decided_on
        return condition.if_unmet == "refuse"

    def _waits_until(self, award: Award) -> date | None:
        conditions = (*self.computes.rulebook.conditions, *award.conditions)
        days = [self.waits[one.id] for one in conditions if one.id in self.waits]
        return max((day for day in days if day is not None), default=None)

    def _granted(self, award: Award, amount: Decimal | None, quantity: int | None) -> Awarded:
        handout = award.handout or Handout()
        start = self.computes.computed(handout.valid_from, self.known)
        months = self.computes.computed(handout.valid_months, self.known)
        return Awarded(
            id=award.id,
            outcome=Outcome.GRANTED,
            given_as=award.given_as.of(self.known),
            amount=amount,
            quantity=quantity,
            valid_until=functions.add_months(start, months) if start and months else None,
            collect_by=self.computes.computed(handout.collect_by, self.known),
            pieces=self.computes.computed(handout.pieces, self.known),
        )


def is_spent(once: Once, earlier: EarlierAward, day: date) -> bool | None:
    """Return whether an earlier award uses up `once` on the reference day `day`.

    A term in years runs from reference day to reference day; where the earlier one is not known,
    that is unknown.
    """
    if once.years is None:
        return True
    if earlier.reference_day is None:
        return None
    again = functions.add_months(earlier.reference_day, 12 * once.years)
    return again is None or day < again
