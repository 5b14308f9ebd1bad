"""The precedence of outcomes, line by line, on both engines."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories.rules import (
    BORN_ON,
    make_award,
    make_condition,
    make_rulebook,
    make_situation,
)
from tests.rules.generating import engines
from tests.rules.generating.populations import (
    Decided,
    decide_one_by_one,
    decide_together,
    load_situations,
)

from klik.rules.decider import Decider
from klik.rules.rulebook import Once, Rulebook, Setting
from klik.rules.situation import EarlierAward, Situation

REQUEST = Setting(word="request")
ALIVE, GONE, OPEN = {"child.alive": True}, {"child.alive": False}, {"child.alive": None}
REFUSES = make_condition("alive", "child.alive")
INVITES = make_condition("asked", "debts.open", if_unmet="invite")
WAITS = make_condition("later", "debts.open", wait_until="DATE '2026-06-01'")
WAITED = make_condition("later", "debts.open", wait_until="DATE '2026-02-28'")


def _both(rulebook: Rulebook, situation: Situation) -> Decided:
    """Return the decision that both engines take."""
    [one] = decide_one_by_one(rulebook, [situation])
    with engines.connect() as connection:
        load_situations(connection, [situation])
        [together] = decide_together(connection, rulebook)
    assert one == together
    return one


Line = tuple[str, Rulebook, Situation, str]
ONE_AWARD: Sequence[Line] = (
    ("an unknown reference day comes before all", make_rulebook(REFUSES),
     make_situation({"child.born": None, **GONE}, adopted=(date(2027, 1, 1), None)), "undecided"),
    ("no adoption on the reference day", make_rulebook(REFUSES),
     make_situation(GONE, adopted=(date(2026, 2, 11), None), applied="request"), "not_selected"),
    ("the first day of the adoption counts", make_rulebook(REFUSES),
     make_situation(ALIVE, adopted=(BORN_ON, None)), "granted"),
    ("the last day of the adoption counts", make_rulebook(REFUSES),
     make_situation(ALIVE, adopted=(None, BORN_ON)), "granted"),
    ("the day after the last", make_rulebook(REFUSES),
     make_situation(ALIVE, adopted=(None, date(2026, 2, 9))), "not_selected"),
    ("FALSE refuses who applied", make_rulebook(REFUSES),
     make_situation(GONE, applied="request"), "refused"),
    ("FALSE refuses who answered an invitation", make_rulebook(REFUSES),
     make_situation(GONE, applied="invitation"), "refused"),
    ("FALSE does not select who did not apply", make_rulebook(REFUSES),
     make_situation(GONE), "not_selected"),
    ("FALSE goes before an invitation", make_rulebook(REFUSES, INVITES),
     make_situation({**GONE, "debts.open": False}, applied="request"), "refused"),
    ("FALSE goes before waiting", make_rulebook(REFUSES, WAITS),
     make_situation({**GONE, "debts.open": False}), "not_selected"),
    ("FALSE goes before an unknown", make_rulebook(REFUSES, INVITES),
     make_situation(GONE, applied="request"), "refused"),
    ("FALSE with invite", make_rulebook(REFUSES, INVITES),
     make_situation({**ALIVE, "debts.open": False}), "invited"),
    ("an invitation goes before an unknown", make_rulebook(REFUSES, INVITES),
     make_situation({"debts.open": False}), "invited"),
    ("an invitation goes before waiting", make_rulebook(INVITES, WAITS),
     make_situation({"debts.open": False}), "invited"),
    ("FALSE with wait", make_rulebook(WAITS), make_situation({"debts.open": False}), "waiting"),
    ("waiting goes before an unknown", make_rulebook(REFUSES, WAITS),
     make_situation({"debts.open": False}), "waiting"),
    ("who waited long enough is not selected", make_rulebook(WAITED),
     make_situation({"debts.open": False}), "not_selected"),
    ("who waited long enough and applied is refused", make_rulebook(WAITED),
     make_situation({"debts.open": False}, applied="request"), "refused"),
    ("an unknown condition", make_rulebook(REFUSES), make_situation(OPEN), "undecided"),
    ("an unknown applies", make_rulebook(make_condition("a", "TRUE", applies="child.alive")),
     make_situation(OPEN), "undecided"),
    ("a condition that does not apply", make_rulebook(
        make_condition("a", "FALSE", applies="child.alive")), make_situation(GONE), "granted"),
    ("an unknown amount", make_rulebook(awards=[make_award(amount="price")]),
     make_situation(), "undecided"),
    ("an amount of 0 counts as FALSE", make_rulebook(awards=[make_award(amount="price")]),
     make_situation({"price": Decimal("0.00")}, applied="request"), "refused"),
    ("an amount of 0 for who did not apply", make_rulebook(awards=[make_award(amount="price")]),
     make_situation({"price": Decimal("0.00")}), "not_selected"),
    ("an amount of 0 goes before an unknown", make_rulebook(
        REFUSES, awards=[make_award(amount="price")]),
     make_situation({"price": Decimal("0.00")}, applied="request"), "refused"),
    ("nobody is granted a debt", make_rulebook(awards=[make_award(amount="price")]),
     make_situation({"price": Decimal("-1.00")}), "not_selected"),
    ("every condition met", make_rulebook(REFUSES), make_situation(ALIVE), "granted"),
    ("a recognition has no amount", make_rulebook(REFUSES, awards=[make_award(amount="")]),
     make_situation(ALIVE), "granted"),
    ("a run starts only what is automatic", make_rulebook(REFUSES, trigger=REQUEST),
     make_situation(ALIVE), "not_selected"),
    ("who applies is looked at", make_rulebook(REFUSES, trigger=REQUEST),
     make_situation(ALIVE, applied="request"), "granted"),
    ("the trigger may be a parameter", make_rulebook(
        REFUSES, trigger=Setting(parameter="parameters.trigger")),
     make_situation(ALIVE, parameters={"parameters.trigger": "invitation"}), "not_selected"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rulebook", "situation", "outcome"),
    [pytest.param(*line, id=why) for why, *line in ONE_AWARD],
)
def test_an_outcome_takes_its_place(rulebook: Rulebook, situation: Situation, outcome: str) -> None:
    decided = _both(rulebook, situation)

    assert decided.outcome == outcome


# Each award has the condition that gives it its outcome; `price` is unknown.
OUTCOMES: dict[str, dict[str, Any]] = {
    "granted": {"amount": "30"},
    "undecided": {"amount": "price"},
    "waiting": {"conditions": (make_condition("w", "FALSE", wait_until="DATE '2026-06-01'"),)},
    "invited": {"conditions": (make_condition("i", "FALSE", if_unmet="invite"),)},
    "refused": {"conditions": (make_condition("r", "FALSE"),)},
    "not_applicable": {"trigger": Setting(word="invitation")},
}


@pytest.mark.parametrize("first", OUTCOMES)
@pytest.mark.parametrize("second", OUTCOMES)
def test_the_decision_takes_the_first_of_its_awards_outcomes(first: str, second: str) -> None:
    awards = [make_award("a", **OUTCOMES[first])]
    if second != first:
        awards.append(make_award("b", **OUTCOMES[second]))
    situation = make_situation(applied="request")

    decided = _both(make_rulebook(awards=awards), situation)

    expected = min((first, second), key=list(OUTCOMES).index)
    assert decided.outcome == ("not_selected" if expected == "not_applicable" else expected)


def test_unmet_and_unknown_join_those_of_all_awards() -> None:
    own = make_condition("own", "FALSE")
    awards = [make_award("a", conditions=(own,)), make_award("b", "price"), make_award("c", "0")]
    rulebook = make_rulebook(make_condition("shared", "debts.open"), awards=awards)

    decision = Decider(rulebook).decide(make_situation(applied="request"))

    assert decision.outcome == "undecided"
    assert set(decision.unmet) == {"own", "c"}
    assert set(decision.unknown) == {"shared", "b"}
    assert decision.missing == ("debts.open", "price")


def test_the_amount_is_the_sum_of_what_was_granted() -> None:
    awards = [make_award("a", "30"), make_award("b", "12.50"), make_award("c", "price")]

    decided = _both(make_rulebook(awards=awards), make_situation())

    assert (decided.outcome, decided.amount) == ("granted", Decimal("42.50"))


def test_an_award_of_another_trigger_stands_in_none_of_the_lists() -> None:
    own = make_condition("own", "child.alive")
    award = make_award("b", "price", conditions=(own,), trigger=REQUEST)
    rulebook = make_rulebook(awards=[make_award("a"), award])

    decision = Decider(rulebook).decide(make_situation())

    assert [one.outcome for one in decision.awards] == ["granted", "not_applicable"]
    assert (decision.unmet, decision.unknown, decision.missing) == ((), (), ())


@pytest.mark.parametrize(
    ("once", "earlier_on", "outcome"),
    [
        (Once(), date(2000, 1, 1), "refused"),
        (Once(years=1), date(2025, 2, 11), "refused"),
        (Once(years=1), date(2025, 2, 10), "granted"),
        (Once(years=1), None, "undecided"),
    ],
)
def test_a_spent_once_counts_as_a_false_condition(
    once: Once, earlier_on: date | None, outcome: str
) -> None:
    earlier = EarlierAward(Decimal("100.00"), date(2025, 3, 1), reference_day=earlier_on)
    situation = make_situation(applied="request", earlier=[earlier])

    decision = Decider(make_rulebook(once=once)).decide(situation)

    named = {"refused": (("once",), ()), "granted": ((), ()), "undecided": ((), ("once",))}
    assert decision.outcome == outcome
    assert (decision.unmet, decision.unknown) == named[outcome]


def test_who_has_no_known_key_is_undecided() -> None:
    rulebook = make_rulebook(REFUSES, keys=("remark", "place"))

    unknown = _both(rulebook, make_situation(ALIVE))
    known = _both(rulebook, make_situation({**ALIVE, "place": "37021"}))

    assert (unknown.outcome, known.outcome) == ("undecided", "granted")


def test_verdicts_say_what_became_of_each_condition() -> None:
    rulebook = make_rulebook(
        make_condition("met", "child.alive"),
        make_condition("unmet", "NOT child.alive"),
        make_condition("unknown", "debts.open"),
        make_condition("aside", "debts.open", applies="NOT child.alive"),
    )

    decided = _both(rulebook, make_situation(ALIVE, applied="request"))

    assert decided.verdicts == {
        "met": "met", "unmet": "unmet", "unknown": "unknown", "aside": "not_applicable",
    }  # fmt: skip
