"""Until when there is time: to finish a draft, and to decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from klik.ground.granting.subjects import Subject
from klik.packages.adoption import Adoption
from klik.rules import functions
from klik.rules.evaluator import closure_of
from klik.rules.known import known_of

DRAFT_DAYS: Final = 60
"""How long a draft is kept where the package does not say: its term `draft`."""


def decide_by(adoption: Adoption, subject: Subject) -> date | None:
    """Return the last day on which to decide; None where the package counts from another event."""
    return _day(adoption, subject, "decide")


def draft_until(adoption: Adoption, subject: Subject, *, today: date) -> date:
    """Return the last day of a draft: the package's term, or two months."""
    return _day(adoption, subject, "draft") or today + timedelta(days=DRAFT_DAYS)


def _day(adoption: Adoption, subject: Subject, term: str) -> date | None:
    expressions = adoption.package.expressions
    start = expressions.get(("terms", term, "from"))
    if start is None:
        return None
    values = {one.name: closure_of(one.expression.tree) for one in adoption.decider.rulebook.values}
    known = known_of(subject.situation, values)
    begun: date | None = closure_of(start.tree)(known, None)
    for unit in ("days", "months"):
        count = expressions.get(("terms", term, unit))
        found = None if count is None else closure_of(count.tree)(known, None)
        if begun is not None and found is not None:
            if unit == "days":
                return begun + timedelta(days=int(found))
            return functions.add_months(begun, int(found))
    return None
