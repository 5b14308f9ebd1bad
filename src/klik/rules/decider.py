"""Decides one subject under a rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from klik.rules import syntax
from klik.rules.checker import Expression
from klik.rules.decision import Decision, Outcome
from klik.rules.evaluator import Closure, closure_of, missing_facts
from klik.rules.judging import Known, judged
from klik.rules.rulebook import IN_TERRITORY, Rulebook
from klik.rules.situation import Situation


class Decider:
    """A rulebook made ready to decide many subjects, one by one."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Make the closures of every expression in `rulebook`."""
        self.rulebook = rulebook
        self._values = {part.name: closure_of(part.expression.tree) for part in rulebook.values}
        self._trees = {part.name: part.expression.tree for part in rulebook.values}
        self._closures: dict[int, Closure] = {}
        for expression in _expressions_of(rulebook):
            self._closures[id(expression)] = closure_of(expression.tree)

    def reference_day(self, situation: Situation) -> date | None:
        """Return the day whose adoption, parameters and release count; None while unknown."""
        day: date | None = self.computed(self.rulebook.reference_day, self._known(situation))
        return day

    def decide(self, situation: Situation) -> Decision:
        """Return the decision on `situation`, with every reason.

        Source: SERVICE-PACKAGE, "Conditions and outcomes"; docs/concepts/outcomes.md.
        """
        known = self._known(situation)
        day = self.computed(self.rulebook.reference_day, known)
        if day is None:
            missing = self.missing((self.rulebook.reference_day.tree,), known)
            return _without_reasons(Outcome.UNDECIDED, known, missing=missing)
        if not situation.adopted_on(day) or not _triggered(self.rulebook, situation, known):
            return _without_reasons(Outcome.NOT_SELECTED, known, reference_day=day)
        return judged(self, situation, known, day)

    def _known(self, situation: Situation) -> Known:
        """Return every name with its value; values are computed when they are first read."""
        application = situation.application
        known = Known(self._values)
        known.update(situation.facts)
        known.update(situation.collections)
        known.update(situation.parameters)
        known.update(
            {name + IN_TERRITORY: inside for name, inside in situation.in_territory.items()}
        )
        known["municipality.nis"] = situation.municipality_nis
        known["today"] = situation.decided_on
        known["issued_on"] = situation.issued_on or situation.decided_on
        known["earlier"] = [
            {"amount": award.amount, "decided_on": award.decided_on, "key": award.key}
            for award in situation.earlier
        ]
        known["application.trigger"] = application.trigger if application else "automatic"
        if application is not None:
            known["application.received_on"] = application.received_on
            known["application.complete_on"] = application.complete_on
            known["application.applicant"] = application.applicant
        return known

    def computed(self, expression: Expression | None, known: Known) -> Any:
        """Return what `expression` gives, None where it is unknown or there is none."""
        if expression is None:
            return None
        return self._closures[id(expression)](known, None)

    def missing(self, trees: Iterable[syntax.Node], known: Known) -> tuple[str, ...]:
        """Return the facts that leave one of `trees` unknown, in alphabetical order."""
        found = (missing_facts(tree, known, self._trees) for tree in trees)
        return tuple(sorted(frozenset().union(*found)))


def _expressions_of(rulebook: Rulebook) -> Iterable[Expression]:
    yield rulebook.reference_day
    for condition in rulebook.all_conditions:
        yield from _present(condition.when, condition.applies, condition.wait_until)
    for award in rulebook.awards:
        yield from _present(award.amount, award.quantity)
        if award.handout is not None:
            handout = award.handout
            yield from _present(handout.pieces, handout.valid_from, handout.valid_months)
            yield from _present(handout.collect_from, handout.collect_by)


def _present(*expressions: Expression | None) -> Iterable[Expression]:
    return (expression for expression in expressions if expression is not None)


def _triggered(rulebook: Rulebook, situation: Situation, known: Known) -> bool:
    """Return whether the package is looked at: a run starts only what is automatic."""
    if rulebook.trigger is None or situation.application is not None:
        return True
    return rulebook.trigger.of(known) == "automatic"


def _without_reasons(
    outcome: Outcome,
    known: Mapping[str, Any],
    *,
    missing: tuple[str, ...] = (),
    reference_day: date | None = None,
) -> Decision:
    return Decision(
        outcome=outcome, amount=None, awards=(), verdicts={}, unmet=(), unknown=(),
        missing=missing, reference_day=reference_day, values=known,
    )  # fmt: skip
