"""Which facts are named missing: those that were reached and would settle what is unknown."""

from typing import Any

import pytest
from tests.factories.rules import SCOPE, make_award, make_condition, make_rulebook, make_situation
from tests.rules.fixed.cases import GONE, HERE, OPEN, parent

from klik.rules.checker import compile_expression
from klik.rules.decider import Decider
from klik.rules.types import NONE

CASES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    ("a fact", "child.alive", {}, {"child.alive"}),
    ("nothing where it is known", "child.alive", {"child.alive": False}, set()),
    ("every unknown side of AND", "child.alive AND debts.open", {}, {"child.alive", "debts.open"}),
    ("the unknown side of AND", "child.alive AND debts.open", {"debts.open": True},
     {"child.alive"}),
    ("a FALSE side settles AND", "child.alive AND debts.open", {"debts.open": False}, set()),
    ("every unknown side of OR", "child.alive OR debts.open OR child.rank = 1", {},
     {"child.alive", "debts.open", "child.rank"}),
    ("a TRUE side settles OR", "child.alive OR debts.open", {"debts.open": True}, set()),
    ("a branch that is not taken is not read",
     "CASE WHEN child.alive THEN price > 1 ELSE debts.open END", {"child.alive": False},
     {"debts.open"}),
    ("the branch that is taken is read",
     "CASE WHEN child.alive THEN price > 1 ELSE debts.open END", {"child.alive": True}, {"price"}),
    ("an undecided WHEN stops", "CASE WHEN child.alive THEN price > 1 ELSE debts.open END", {},
     {"child.alive"}),
    ("an undecided second WHEN stops",
     "CASE WHEN child.alive THEN price > 1 WHEN debts.open THEN income > 1 END",
     {"child.alive": False}, {"debts.open"}),
    ("a missing ELSE lacks no fact", "CASE WHEN child.alive THEN TRUE END",
     {"child.alive": False}, set()),
    ("every argument", "least(price, income) > 1", {}, {"price", "income"}),
    ("none is known", "plan.months > child.rank", {"plan.months": NONE}, {"child.rank"}),
    ("what COALESCE falls back on", "COALESCE(price, income) > 1", {}, {"price", "income"}),
    ("nothing where COALESCE falls back", "COALESCE(price, 1) > 1", {}, set()),
    ("a division by zero lacks no fact", "divide(price, child.rank, 2) > 1",
     {"price": 1, "child.rank": 0}, set()),
    ("no row found lacks no fact", "lookup(parameters.by_rank, child.rank) > 1",
     {"child.rank": 0}, set()),
    ("the key of a table", "lookup(parameters.by_rank, child.rank) > 1", {}, {"child.rank"}),
    ("a collection", "any(parents, parents.lives_here)", {}, {"parents"}),
    ("a field", "any(parents, parents.lives_here)", {"parents": [OPEN, GONE]},
     {"parents.lives_here"}),
    ("a row that settles any", "any(parents, parents.lives_here)", {"parents": [OPEN, HERE]},
     set()),
    ("a row that settles all", "all(parents, parents.lives_here)", {"parents": [OPEN, GONE]},
     set()),
    ("the argument and the FILTER", "SUM(parents.paid) FILTER (WHERE parents.lives_here) > 1",
     {"parents": [OPEN]}, {"parents.paid", "parents.lives_here"}),
    ("no row to take the least of lacks no fact", "MIN(parents.paid) > 1", {"parents": []}, set()),
    ("a fact inside an aggregate", "any(parents, parents.since < today AND child.alive)",
     {"parents": [parent(since=make_situation().decided_on)]}, set()),
    ("a field and a fact", "any(parents, parents.months > child.rank)", {"parents": [OPEN]},
     {"parents.months", "child.rank"}),
    ("values are followed to their facts", "total > 1", {}, {"price", "income"}),
    ("values within values", "double > 1", {"price": 2}, {"income"}),
    ("a place that is unknown", "place.in_territory", {}, {"place"}),
    ("the day of the application", "application.received_on < today", {},
     {"application.received_on"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "facts", "missing"), [pytest.param(*case, id=why) for why, *case in CASES]
)
def test_missing_facts_are_those_that_were_reached(
    when: str, facts: dict[str, Any], missing: set[str]
) -> None:
    total = compile_expression("price + income", SCOPE)
    scope = SCOPE.adding({"total": total.type})
    double = compile_expression("total * 2", scope)
    scope = scope.adding({"double": double.type})
    rulebook = make_rulebook(
        make_condition("it", when, scope=scope), values={"total": total, "double": double}
    )

    decision = Decider(rulebook).decide(make_situation(facts))

    assert set(decision.missing) == missing


def test_an_unknown_reference_day_names_its_facts() -> None:
    rulebook = make_rulebook(
        make_condition("it", "child.alive"), reference_day="COALESCE(child.born, moved.on)"
    )

    decision = Decider(rulebook).decide(make_situation({"child.born": None}))

    assert (decision.outcome, decision.missing) == ("undecided", ("child.born", "moved.on"))


def test_an_unknown_amount_names_its_benefit_and_its_facts() -> None:
    rulebook = make_rulebook(awards=[make_award("premium", "price")])

    decision = Decider(rulebook).decide(make_situation())

    assert (decision.unknown, decision.missing) == (("premium",), ("price",))


def test_an_unknown_applies_names_its_facts() -> None:
    condition = make_condition("it", "debts.open", applies="child.alive")

    decision = Decider(make_rulebook(condition)).decide(make_situation())

    assert (decision.unknown, decision.missing) == (("it",), ("child.alive",))
