"""Corrections and withdrawals: before payment they correct, after payment a person decides."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.grants import FINANCE_APPROVER, Town, births, town_in
from tests.factories.payments import FINANCE
from tests.factories.registers import BIS, NUMBER, child

from klik.domains.cases.queries import DecisionNotFound, decision_of
from klik.domains.grants import operations
from klik.domains.payments import operations as payments
from klik.domains.registers import operations as registers
from klik.ground.tenancy import acting_for

LATER = NOON + timedelta(hours=1)
OTHER_ACCOUNT = "BE96999000100205"


def test_a_withdrawal_before_the_decision_leaves_nothing_to_decide(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))
    town.deliver(child(1, event="INTREKKING"), name="withdrawn.csv")

    run = town.run_all()

    assert town.effects().counts() == (1, 1, 1, 1)
    assert sorted(item.reason for item in town.items(run)) == ["", "withdrawn"]
    assert town.effects().tasks == []


def test_a_correction_before_payment_gives_a_new_decision_in_place_of_the_first(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    town.run_all()
    town.deliver(
        child(0, event="CORRECTIE", iban=OTHER_ACCOUNT, birth_date="2026-01-04"), name="2.csv"
    )

    town.run_all(moment=LATER)

    effects = town.effects()
    first, second = effects.decisions
    assert (first.state, second.state) == ("replaced", "standing")
    assert second.reference == f"{first.reference}-2"
    assert [order.state for order in effects.orders] == ["cancelled", "ready"]
    assert effects.counts() == (2, 2, 2, 2)
    assert effects.claims == 2


def test_a_correction_that_tells_nothing_new_changes_nothing(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    town.run_all()
    town.deliver(child(0, event="CORRECTIE", payer="KidsLife"), name="2.csv")

    town.run_all(moment=LATER)

    assert town.effects().counts() == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"event": "CORRECTIE", "rank": "2"}, "corrected-after-payment"),
        ({"event": "INTREKKING"}, "withdrawn-after-payment"),
    ],
)
def test_what_changes_after_payment_is_a_task_and_asked_once(
    committed: None, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    town.run_all()
    _draw(town)
    town.deliver(child(0, **cells), name="2.csv")

    town.run_all(moment=LATER)
    town.run_all(moment=LATER + timedelta(hours=1))

    effects = town.effects()
    assert effects.counts() == (1, 1, 1, 1)
    assert effects.reasons() == [reason]
    assert effects.decisions[0].state == "standing"


def test_a_withdrawal_before_payment_stops_it_and_a_person_withdraws(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    town.run_all()
    town.deliver(child(0, event="INTREKKING"), name="2.csv")

    town.run_all(moment=LATER)

    effects = town.effects()
    (decision,) = effects.decisions
    assert effects.reasons() == ["event"]
    assert (decision.state, effects.orders[0].state) == ("standing", "held")
    with acting_for([town.nis], FINANCE_APPROVER):
        for _ in range(2):
            operations.withdraw_decision(decision.reference, why="left", moment=LATER)
    effects = town.effects()
    assert (effects.decisions[0].state, effects.orders[0].state) == ("withdrawn", "cancelled")
    assert effects.claims == 0


def test_after_a_withdrawal_the_child_may_be_granted_anew(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    town.run_all()
    town.deliver(child(0, event="INTREKKING"), name="2.csv")
    reference = town.effects().decisions[0].reference
    with acting_for([town.nis], FINANCE_APPROVER):
        operations.withdraw_decision(reference, why="mistake", moment=LATER)
    town.deliver(child(0, rank="2"), name="3.csv")

    town.run_all(moment=LATER)

    assert [one.state for one in town.effects().decisions] == ["withdrawn", "standing"]


def test_a_child_is_granted_once_over_its_old_and_new_number(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, child_insz=BIS, deed_number=""))
    town.run_all()
    with acting_for([town.nis], CLERK):
        registers.link_numbers(town.nis, BIS, NUMBER, moment=LATER)
    town.deliver(child(0, child_insz=NUMBER, deed_number=""), name="2.csv")

    town.run_all(moment=LATER)

    assert town.effects().counts() == (1, 1, 1, 1)
    assert town.effects().claims == 2


def test_two_towns_do_not_grant_the_same_child(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path / "a")
    other = town_in(tmp_path / "b", nis=HERENT)
    town.deliver(*births(1))
    other.deliver(child(0, municipality_nis=HERENT))
    first, second = town.approve(town.plan()), other.approve(other.plan())

    town.execute(first)
    lost = other.execute(second)
    again = other.run_all(moment=LATER)

    assert town.effects().counts() == (1, 1, 1, 1)
    assert other.effects().counts() == (0, 0, 0, 0)
    assert [item.closed_as for item in other.items(lost)] == ["changed"]
    assert [item.reason for item in other.items(again)] == ["elsewhere"]
    reference = town.effects().decisions[0].reference
    with acting_for([HERENT], CLERK), pytest.raises(DecisionNotFound):
        decision_of(reference)


def test_a_child_without_any_key_waits_for_a_person(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, child_insz="", deed_number=""))

    town.run_all()

    effects = town.effects()
    assert effects.counts() == (0, 0, 0, 0)
    (task,) = effects.tasks
    assert task.detail["missing"] == ["child.deed_number", "child.insz"]


def _draw(town: Town) -> None:
    with acting_for([WINGENE], FINANCE):
        payments.draw_batches(town.nis, execution_on=date(2026, 12, 1), moment=LATER)
