"""What the rule language answers, case by case: expression, facts, answer.

Facts that are not given are unknown. The names and their types are those of
`tests.rules.generating.subjects`; the tables and sets stand below.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D  # noqa: N817 -- a table is read more easily with short numbers
from typing import Any

from klik.rules.evaluator import Table
from klik.rules.types import NONE

UNKNOWN = None
PARAMETERS: dict[str, Any] = {
    "parameters.kinds": frozenset({"full", "half"}),
    "parameters.ranks": frozenset({1, 2}),
    "parameters.factors": frozenset({D("0.5"), D("1.25")}),
    "parameters.days": frozenset({date(2026, 1, 31)}),
    "parameters.places": frozenset(),
    "parameters.by_rank": Table((((1,), D("100.00")), ((3,), D("150.00"))), steps=True),
    "parameters.by_kind": Table(((("full",), D("1.00")),), otherwise=D("0.25")),
    "parameters.by_both": Table(
        ((("full", 1), D("10.00")), (("full", 5), D("50.00")), (("half", 2), D("20.00"))),
        steps=True,
        otherwise=D("0.00"),
    ),
    "parameters.by_day": Table((((date(2026, 1, 1),), D("1.1")),), steps=True),
    "parameters.by_place": Table(((("37021", True), 7),)),
}


def day(text: str) -> date:
    """Return the day that is written."""
    return date.fromisoformat(text)


def parent(**given: Any) -> dict[str, Any]:
    """Return a row of `parents`; what is not given is unknown."""
    names = ("since", "until", "months", "paid", "part", "kind", "lives_here")
    return {**dict.fromkeys(names), **given}


GONE, HERE = parent(lives_here=False), parent(lives_here=True)
OPEN = parent()
PAID = [parent(paid=D("1.10"), months=3), parent(paid=D("2.20"), months=9)]
HALF_PAID = [parent(paid=D("1.10"), months=3), parent(months=9)]
Case = tuple[str, dict[str, Any], Any]

CASES: tuple[Case, ...] = (
    # Unknown travels: the four traps of plain SQL first.
    ("least(100, price)", {}, UNKNOWN),
    ("greatest(100, price)", {}, UNKNOWN),
    ("CASE WHEN child.alive THEN 2 ELSE 1 END", {}, UNKNOWN),
    ("CASE WHEN child.alive THEN 2 WHEN TRUE THEN 1 END", {}, UNKNOWN),
    ("COUNT(parents) FILTER (WHERE parents.lives_here)", {"parents": [HERE, OPEN]}, UNKNOWN),
    ("COUNT(parents)", {}, UNKNOWN),
    ("COUNT(parents)", {"parents": []}, 0),
    ("COUNT(parents)", {"parents": [HERE, OPEN]}, 2),
    ("COUNT(parents) FILTER (WHERE parents.lives_here)", {"parents": [HERE, GONE]}, 1),
    ("COUNT(parents) FILTER (WHERE parents.lives_here)", {"parents": []}, 0),
    ("CASE WHEN child.alive THEN 2 ELSE 1 END", {"child.alive": False}, 1),
    ("CASE WHEN child.alive THEN 2 END", {"child.alive": False}, UNKNOWN),
    ("CASE WHEN child.alive THEN price ELSE 1 END", {"child.alive": False}, D("1.00")),
    ("CASE WHEN TRUE THEN 1 WHEN child.alive THEN 2 END", {}, 1),
    ("child.rank + 1", {}, UNKNOWN),
    ("child.rank = child.rank", {}, UNKNOWN),
    ("child.rank * 0", {}, UNKNOWN),
    ("child.alive AND FALSE", {}, False),
    ("child.alive AND TRUE", {}, UNKNOWN),
    ("child.alive OR TRUE", {}, True),
    ("child.alive OR FALSE", {}, UNKNOWN),
    ("NOT child.alive", {}, UNKNOWN),
    ("kind IN ('full', 'half')", {}, UNKNOWN),
    ("kind IN parameters.kinds", {}, UNKNOWN),
    ("kind IN parameters.kinds", {"kind": "half"}, True),
    ("kind NOT IN parameters.kinds", {"kind": "none_at_all"}, True),
    ("child.rank IN parameters.ranks", {"child.rank": 2}, True),
    ("child.rank IN parameters.ranks", {"child.rank": 3}, False),
    ("factor IN parameters.factors", {"factor": D("1.250000")}, True),
    ("moved.on IN parameters.days", {"moved.on": day("2026-01-31")}, True),
    ("place IN parameters.places", {"place": "37021"}, False),
    ("child.rank IN (1, house.rooms)", {"child.rank": 1}, True),
    ("child.rank IN (1, house.rooms)", {"child.rank": 2}, UNKNOWN),
    ("COALESCE(price, 5)", {}, D("5.00")),
    ("COALESCE(price, income)", {}, UNKNOWN),
    ("price IS NULL", {}, True),
    ("price IS NOT NULL", {"price": D("0.00")}, True),
    ("child.rank BETWEEN 1 AND 3", {"child.rank": 1}, True),
    ("child.rank BETWEEN 1 AND 3", {"child.rank": 3}, True),
    ("child.rank NOT BETWEEN 1 AND 3", {"child.rank": 4}, True),
    ("child.rank BETWEEN 5 AND house.rooms", {"child.rank": 4}, False),
    ("child.rank BETWEEN 3 AND house.rooms", {"child.rank": 4}, UNKNOWN),
    ("child.rank BETWEEN 3 AND 1", {"child.rank": 2}, False),
    # None is known: tested with IS NONE, false in comparisons.
    ("plan.months IS NONE", {"plan.months": NONE}, True),
    ("plan.months IS NONE", {"plan.months": 3}, False),
    ("plan.months IS NONE", {}, UNKNOWN),
    ("plan.months IS NULL", {"plan.months": NONE}, False),
    ("plan.months IS NULL", {}, True),
    ("plan.months = 3", {"plan.months": NONE}, False),
    ("plan.months <> 3", {"plan.months": NONE}, False),
    ("NOT (plan.months = 3)", {"plan.months": NONE}, True),
    ("plan.months = child.rank", {"plan.months": NONE}, UNKNOWN),
    ("plan.months IS NOT NONE AND (plan.months IS NOT NONE)", {"plan.months": NONE}, False),
    ("plan.months IS NONE OR (plan.months IS NONE)", {"plan.months": NONE}, True),
    ("plan.months + child.rank IS NONE", {"plan.months": NONE}, UNKNOWN),
    ("plan.months + child.rank IS NONE", {"plan.months": NONE, "child.rank": 1}, True),
    ("plan.months + child.rank", {"plan.months": NONE, "child.rank": 1}, NONE),
    ("least(ceiling, price)", {"ceiling": NONE, "price": D(5)}, NONE),
    ("least(ceiling, price)", {"ceiling": NONE}, UNKNOWN),
    ("COALESCE(ceiling, price)", {"ceiling": NONE, "price": D(5)}, NONE),
    ("last.kind IN ('full', 'half')", {"last.kind": NONE}, False),
    ("last.kind IN parameters.kinds", {"last.kind": NONE}, False),
    ("CASE WHEN ceiling IS NONE THEN price ELSE least(ceiling, price) END",
     {"ceiling": NONE, "price": D(5)}, D(5)),
    ("CASE WHEN ceiling IS NONE THEN price ELSE least(ceiling, price) END",
     {"ceiling": D(3), "price": D(5)}, D(3)),
    ("plan.months IS NONE OR today <= add_months(child.born, plan.months)",
     {"plan.months": NONE}, True),
    ("present(proof)", {"proof": "given"}, True),
    ("present(proof)", {"proof": NONE}, False),
    ("present(proof)", {}, UNKNOWN),
    # Any, all and the other aggregates.
    ("any(parents, parents.lives_here)", {"parents": [OPEN, HERE]}, True),
    ("any(parents, parents.lives_here)", {"parents": [OPEN, GONE]}, UNKNOWN),
    ("any(parents, parents.lives_here)", {"parents": [GONE]}, False),
    ("any(parents, parents.lives_here)", {"parents": []}, False),
    ("any(parents, parents.lives_here)", {}, UNKNOWN),
    ("all(parents, parents.lives_here)", {"parents": [OPEN, GONE]}, False),
    ("all(parents, parents.lives_here)", {"parents": [OPEN, HERE]}, UNKNOWN),
    ("all(parents, parents.lives_here)", {"parents": []}, True),
    ("any(parents, TRUE)", {"parents": []}, False),
    ("any(parents, parents.until IS NONE)", {"parents": [parent(until=NONE)]}, True),
    ("any(parents, parents.until > today)",
     {"parents": [parent(until=NONE)], "today": day("2026-01-01")}, False),
    ("SUM(parents.paid)", {"parents": PAID}, D("3.30")),
    ("SUM(parents.paid)", {"parents": HALF_PAID}, UNKNOWN),
    ("SUM(parents.paid)", {"parents": []}, D("0.00")),
    ("SUM(parents.paid) FILTER (WHERE parents.months > 5)", {"parents": PAID}, D("2.20")),
    ("SUM(parents.paid) FILTER (WHERE parents.months > 99)", {"parents": PAID}, D("0.00")),
    ("SUM(parents.paid) FILTER (WHERE parents.months < 5)", {"parents": HALF_PAID}, UNKNOWN),
    ("SUM(COALESCE(parents.paid, 0))", {"parents": HALF_PAID}, D("1.10")),
    ("MIN(parents.months)", {"parents": PAID}, 3),
    ("MAX(parents.months) FILTER (WHERE parents.paid < 2)", {"parents": PAID}, 3),
    ("MIN(parents.months)", {"parents": []}, UNKNOWN),
    ("MAX(parents.paid)", {"parents": HALF_PAID}, UNKNOWN),
    # Tables.
    ("lookup(parameters.by_rank, child.rank)", {"child.rank": 1}, D(100)),
    ("lookup(parameters.by_rank, child.rank)", {"child.rank": 2}, D(100)),
    ("lookup(parameters.by_rank, child.rank)", {"child.rank": 3}, D(150)),
    ("lookup(parameters.by_rank, child.rank)", {"child.rank": 999}, D(150)),
    ("lookup(parameters.by_rank, child.rank)", {"child.rank": 0}, UNKNOWN),
    ("lookup(parameters.by_rank, child.rank)", {}, UNKNOWN),
    ("lookup(parameters.by_kind, kind)", {"kind": "full"}, D("1.00")),
    ("lookup(parameters.by_kind, kind)", {"kind": "half"}, D("0.25")),
    ("lookup(parameters.by_kind, kind)", {}, UNKNOWN),
    ("lookup(parameters.by_both, kind, child.rank)", {"kind": "full", "child.rank": 4}, D(10)),
    ("lookup(parameters.by_both, kind, child.rank)", {"kind": "half", "child.rank": 4}, D(20)),
    ("lookup(parameters.by_both, kind, child.rank)", {"kind": "half", "child.rank": 1}, D(0)),
    ("lookup(parameters.by_both, kind, child.rank)", {"kind": "full"}, UNKNOWN),
    ("lookup(parameters.by_place, place, child.alive)",
     {"place": "37021", "child.alive": True}, 7),
    ("lookup(parameters.by_place, place, child.alive)",
     {"place": "37021", "child.alive": False}, UNKNOWN),
    ("lookup(parameters.by_day, today)", {"today": day("2026-01-01")}, D("1.1")),
    ("lookup(parameters.by_day, today)", {"today": day("2025-12-31")}, UNKNOWN),
)  # fmt: skip
