"""A run from plan to letter and payment."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, NOON
from tests.factories.grants import APPROVER, BOTH, births, town_in
from tests.factories.registers import child

from klik.domains.audit.queries import verify_chain
from klik.domains.cases import operations as cases
from klik.domains.cases import queries as case_queries
from klik.domains.grants import operations, queries
from klik.domains.grants.models import RunState
from klik.domains.messages import queries as messages
from klik.ground.tenancy import acting_for


def test_a_run_decides_tells_and_pays_each_entitled_child_once(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(3), child(3, register="wachtregister"), child(4, iban=""))

    run = town.run_all()

    effects = town.effects()
    assert run.state == RunState.DONE
    assert effects.counts() == (4, 4, 4, 4)
    assert sorted(order.state for order in effects.orders) == ["held", "ready", "ready", "ready"]
    assert effects.reasons() == ["account"]
    closings = [item.closed_as for item in town.items(run)]
    assert closings == ["decided", "decided", "decided", "nothing", "decided"]
    with acting_for([town.nis], CLERK):
        for decision in effects.decisions:
            assert cases.reproduce(decision.reference).is_equal
        senders = {messages.content_of(one).sender for one in effects.messages}
        assert senders == {"Gemeente Wingene (voorbeeld)"}  # the body that the adoption names
        assert verify_chain(town.nis).broken is None
        assert list(case_queries.verify_decisions(town.nis)) == []


def test_a_second_run_changes_nothing(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))
    first = town.run_all()
    before = town.effects().counts()

    town.execute(first)
    second = town.run_all(moment=NOON + timedelta(hours=1))

    assert town.effects().counts() == before == (2, 2, 2, 2)
    assert second.figures["treatments"] == {"none": 2}
    assert [item.reason for item in town.items(second)] == ["decided", "decided"]


def test_a_plan_says_what_it_would_cost_and_whom_it_leaves_out(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(
        *births(2), child(2, register="wachtregister"), child(3, beneficiary1_insz="", iban="")
    )

    run = town.plan()

    figures = run.figures
    assert figures["awards"] == {"premium": {"given_as": "money", "count": 2, "cents": 20_000}}
    assert figures["budget_keys"] == {"0945-00 / 64920100 (voorbeeld)": 20_000}
    assert figures["treatments"] == {"grant": 2, "none": 1, "person": 1}
    with acting_for([town.nis], CLERK):
        assert queries.not_selected_counts(run) == {"child-lives-here": 1}
        assert [item.reason for item in queries.exceptions(run)] == ["undecided"]
        assert [item.missing for item in queries.exceptions(run)] == [
            ["beneficiary.insz", "payee.chosen"]
        ]


def test_planning_again_returns_the_plan_that_waits(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))

    first = town.plan()
    again = town.plan()
    town.deliver(child(1), name="more.csv")
    another = town.plan()

    assert again.pk == first.pk
    assert another.pk != first.pk
    assert town.run(first.pk).state == RunState.CANCELLED


def test_who_planned_does_not_approve(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    run = town.plan(BOTH)

    with pytest.raises(operations.AnotherPersonNeeded):
        town.approve(run, BOTH)
    with pytest.raises(queries.RunsNotYours):
        town.approve(run, CLERK)

    assert town.approve(run, APPROVER).state == RunState.APPROVED


def test_a_plan_is_stale_once_a_row_changed(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))
    run = town.plan()
    town.deliver(child(2), name="more.csv")

    with pytest.raises(operations.PlanStale):
        town.approve(run)

    assert town.run(run.pk).state == RunState.PLANNED
    assert town.approve(town.plan()).state == RunState.APPROVED


def test_a_day_outside_plan_and_today_is_refused(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    run = town.plan()

    for days in (-1, 1):
        with acting_for([town.nis], APPROVER), pytest.raises(operations.DayRefused):
            operations.approve(
                run,
                organ="college",
                decided_on=NOON.date() + timedelta(days=days),
                reference="CBS/1",
                moment=NOON,
            )


def test_who_changed_after_approval_is_left_to_the_next_run(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))
    run = town.approve(town.plan())
    town.deliver(child(1, event="CORRECTIE", register="wachtregister"), name="correction.csv")

    done = town.execute(run)

    assert [item.closed_as for item in town.items(done)] == ["decided", "changed"]
    assert town.effects().counts() == (1, 1, 1, 1)


def test_a_run_says_how_it_differs_from_the_last(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))
    town.run_all()
    town.deliver(child(2), name="more.csv")

    second = town.plan(moment=NOON + timedelta(hours=1))

    with acting_for([town.nis], CLERK):
        difference = queries.difference_with_last(second)
    assert len(difference.new) == 1
    assert (difference.gone, difference.changed) == ((), ())
