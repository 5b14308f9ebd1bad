"""The conditions and awards of one decision, in the precedence that the format gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from klik.rules import functions, syntax
from klik.rules.decision import JOINED, Awarded, Decision, Outcome, Verdict
from klik.rules.evaluator import Closure, missing_facts
from klik.rules.known import Known
from klik.rules.prepared import PreparedAward, PreparedCondition, PreparedRulebook
from klik.rules.rulebook import Once
from klik.rules.situation import EarlierAward, Situation

ONCE = "once"
"""The name under which a spent `once` stands among the conditions that are not met."""
SUBJECT = "subject"
"""The name under which a subject without any known key stands among what is unknown."""


def judged(rulebook: PreparedRulebook, situation: Situation, known: Known, day: date) -> Decision:
    """Return the decision for a subject whose reference day lies within the adoption."""
    return _OneDecision(rulebook, situation, known, day).decided()


class _OneDecision:
    """The state of one decision while its parts are computed."""

    def __init__(
        self, rulebook: PreparedRulebook, situation: Situation, known: Known, day: date
    ) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.known = known
        self.day = day
        self.verdicts: dict[str, Verdict] = {}
        self.unmet: list[str] = []
        self.unknown: list[str] = []
        self.open: list[syntax.Node] = []

    def decided(self) -> Decision:
        trigger = self.known["application.trigger"]
        applying = [
            award.award.trigger is None or award.award.trigger.of(self.known) == trigger
            for award in self.rulebook.awards
        ]
        if any(applying):
            shared = self._judge(self.rulebook.conditions)
            if not self.situation.key_known:
                self.unknown.append(SUBJECT)
        else:
            shared = []
        unsettled = bool(self.unknown)
        awards = tuple(
            self._award(award, shared, unsettled=unsettled) if applies else self._left_out(award)
            for award, applies in zip(self.rulebook.awards, applying, strict=True)
        )
        outcomes = {award.outcome for award in awards}
        outcome = next((one for one in JOINED if one in outcomes), Outcome.NOT_SELECTED)
        return Decision(
            outcome=outcome, amount=_total(awards) if outcome == Outcome.GRANTED else None,
            awards=awards, verdicts=self.verdicts, unmet=tuple(dict.fromkeys(self.unmet)),
            unknown=tuple(dict.fromkeys(self.unknown)), missing=self._missing(),
            reference_day=self.day, values=self.known,
        )  # fmt: skip

    def _missing(self) -> tuple[str, ...]:
        trees = self.rulebook.trees
        found = [missing_facts(tree, self.known, trees) for tree in self.open]
        if SUBJECT in self.unknown:
            found.append(frozenset(self.rulebook.rulebook.keys))
        return tuple(sorted(frozenset().union(*found))) if found else ()

    def _judge(self, conditions: Sequence[PreparedCondition]) -> list[PreparedCondition]:
        """Note the verdict of each condition; return those that are not met."""
        unmet = []
        known = self.known
        for one in conditions:
            verdict = one.settled or self._verdict(one, known)
            self.verdicts[one.id] = verdict
            if verdict is Verdict.UNMET:
                self.unmet.append(one.id)
                unmet.append(one)
            elif verdict is Verdict.UNKNOWN:
                self.unknown.append(one.id)
        return unmet

    def _verdict(self, one: PreparedCondition, known: Known) -> Verdict:
        if one.applies is not None:
            applies = one.applies(known, None)
            if applies is None:
                self._note_open(one.condition.applies)
                return Verdict.UNKNOWN
            if not applies:
                return Verdict.NOT_APPLICABLE
        met = one.when(known, None)
        if met is None:
            self._note_open(one.condition.when)
            return Verdict.UNKNOWN
        return Verdict.MET if met else Verdict.UNMET

    def _note_open(self, expression: Any) -> None:
        self.open.append(expression.tree)

    def _left_out(self, award: PreparedAward) -> Awarded:
        """An award of another trigger has no outcome, and its conditions no verdict."""
        for condition in award.conditions:
            self.verdicts[condition.id] = Verdict.NOT_APPLICABLE
        return Awarded(id=award.id, outcome=Outcome.NOT_APPLICABLE)

    def _award(
        self, award: PreparedAward, shared: list[PreparedCondition], *, unsettled: bool
    ) -> Awarded:
        known_before = len(self.unknown)
        unmet = [*shared, *self._judge(award.conditions)] if award.conditions else shared
        spent = self._spent(award.once)
        amount = self._measured(award, award.amount, award.award.amount)
        quantity = self._measured(award, award.quantity, award.award.quantity)
        nothing = award.id in self.unmet
        unknown = unsettled or len(self.unknown) > known_before
        outcome = self._outcome(unmet, refused=spent or nothing, unknown=unknown)
        if outcome is not Outcome.GRANTED:
            return Awarded(award.id, outcome, waits_until=self._waits_until(unmet))
        return self._granted(award, amount, quantity)

    def _measured(self, award: PreparedAward, closure: Closure | None, expression: Any) -> Any:
        """Return an amount or quantity; unknown, and 0 or less, are noted by the benefit's id."""
        if closure is None:
            return None
        measured = closure(self.known, None)
        if measured is None:
            self.unknown.append(award.id)
            self._note_open(expression)
        elif measured <= 0:  # nobody is granted a debt
            self.unmet.append(award.id)
        return measured

    def _spent(self, once: Once | None) -> bool:
        """Return whether `once` is used up; note that, and note where it is unknown."""
        if once is None or not self.situation.earlier:
            return False
        spent = [is_spent(once, earlier, self.day) for earlier in self.situation.earlier]
        if True in spent:
            self.unmet.append(ONCE)
        elif None in spent:
            self.unknown.append(ONCE)
        return True in spent

    def _outcome(self, unmet: list[PreparedCondition], *, refused: bool, unknown: bool) -> Outcome:
        if refused or any(self._refuses(one) for one in unmet):
            return Outcome.REFUSED if self.situation.application else Outcome.NOT_SELECTED
        if unmet:
            invites = any(one.condition.if_unmet == "invite" for one in unmet)
            return Outcome.INVITED if invites else Outcome.WAITING
        return Outcome.UNDECIDED if unknown else Outcome.GRANTED

    def _refuses(self, one: PreparedCondition) -> bool:
        """Return whether an unmet condition refuses: also once the day it waited for has come."""
        if one.until is not None:
            until = one.until(self.known, None)
            return until is not None and until <= self.situation.decided_on
        return one.refuses

    def _waits_until(self, unmet: list[PreparedCondition]) -> date | None:
        days = [one.until(self.known, None) for one in unmet if one.until is not None]
        return max((day for day in days if day is not None), default=None)

    def _granted(self, award: PreparedAward, amount: Any, quantity: Any) -> Awarded:
        given_as = award.award.given_as.of(self.known)
        if award.award.handout is None:
            return Awarded(award.id, Outcome.GRANTED, given_as, amount, quantity)
        handout = award.handout
        start, months = self._given(handout.valid_from), self._given(handout.valid_months)
        return Awarded(
            award.id, Outcome.GRANTED, given_as, amount, quantity,
            valid_until=functions.add_months(start, months) if start and months else None,
            collect_by=self._given(handout.collect_by), pieces=self._given(handout.pieces),
        )  # fmt: skip

    def _given(self, closure: Closure | None) -> Any:
        return None if closure is None else closure(self.known, None)


def _total(awards: Sequence[Awarded]) -> Decimal:
    amounts = [one.amount for one in awards if one.amount is not None]
    return amounts[0] if len(amounts) == 1 else sum(amounts, Decimal("0.00"))


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
