"""Decides one subject under a rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from klik.rules.decision import Decision, Outcome
from klik.rules.evaluator import missing_facts
from klik.rules.judging import judged
from klik.rules.known import Known, known_of
from klik.rules.prepared import prepared
from klik.rules.rulebook import Rulebook
from klik.rules.situation import Situation


class Decider:
    """A rulebook made ready to decide many subjects, one by one."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Make the closures of every expression in `rulebook`."""
        self.rulebook = rulebook
        self._prepared = prepared(rulebook)

    def reference_day(self, situation: Situation) -> date | None:
        """Return the day whose adoption, parameters and release count; None while unknown."""
        known = known_of(situation, self._prepared.values)
        day: date | None = self._prepared.reference_day(known, None)
        return day

    def decide(self, situation: Situation) -> Decision:
        """Return the decision on `situation`, with every reason.

        Source: SERVICE-PACKAGE, "Conditions and outcomes"; docs/concepts/outcomes.md.
        """
        known = known_of(situation, self._prepared.values)
        day = self._prepared.reference_day(known, None)
        if day is None:
            tree = self.rulebook.reference_day.tree
            missing = tuple(sorted(missing_facts(tree, known, self._prepared.trees)))
            return _without_reasons(Outcome.UNDECIDED, known, missing=missing)
        if not situation.adopted_on(day) or not _triggered(self.rulebook, situation, known):
            return _without_reasons(Outcome.NOT_SELECTED, known, reference_day=day)
        return judged(self._prepared, situation, known, day)


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
