"""What waits for a person: opened once, finished once, each with a line in the audit."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.acting import (
    APPROVER,
    AUDITOR,
    CLERK,
    FINANCE,
    HERENT,
    MANAGER,
    NOON,
    OPERATOR,
    WINGENE,
)
from tests.factories.keys import make_keys
from tests.factories.tasks import opened

from klik.domains.audit import queries as audit
from klik.domains.tasks import operations, queries
from klik.domains.tasks.models import Outcome, Reason, Task
from klik.ground.granting.persons import REASONS
from klik.ground.keys.sealing import CannotDecrypt
from klik.ground.tenancy import Actor, NotActing, OutsideActing, acting_for


@pytest.fixture
def keys(db: None) -> None:
    """Give two municipalities their keys."""
    make_keys(WINGENE, HERENT)


def test_a_task_says_why_what_and_by_when(keys: None) -> None:
    with acting_for([WINGENE], APPROVER):
        task = opened("run:1:row:7", "undecided", detail={"missing": ["child.register"]})

    assert (task.reason, task.about_kind, task.about) == ("undecided", "decision", "GEB-1")
    assert task.detail == {"missing": ["child.register"]}
    assert (task.state, task.assigned_to) == ("open", "")
    assert task.due_on == date(2026, 12, 7)


def test_the_same_key_opens_one_task(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        first = opened("payment:1", "bank-rejected")
        again = opened("payment:1", "bank-rejected", moment=NOON + timedelta(days=1))

    with acting_for([WINGENE], CLERK):
        assert (again.pk, Task.objects.count()) == (first.pk, 1)
        assert [line.act for line in audit.lines_of(WINGENE)] == ["tasks.open"]


def test_the_worklist_begins_with_what_is_most_urgent(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        opened("task:1", "undecided")
        opened("task:2", "account", moment=NOON - timedelta(days=2))
        opened("task:3", "bereavement", moment=NOON + timedelta(days=30))

        assert [task.key for task in queries.open_tasks(WINGENE)] == ["task:3", "task:2", "task:1"]
        overdue = queries.overdue_tasks(WINGENE, date(2026, 12, 6))
        assert [task.key for task in overdue] == ["task:2"]


def test_a_task_is_taken_on_handed_over_and_laid_back(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        task = opened()
        for to in ("staff:1", "staff:1", "staff:9", ""):
            task = operations.assign_task(task, to=to, moment=NOON)
            taken = list(queries.tasks_assigned_to(WINGENE, to)) if to else []
            assert [one.assigned_to for one in taken] == [to] * bool(to)

    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in audit.lines_about("task:task:1")]
        assert acts == ["tasks.open", *["tasks.assign"] * 3]


@pytest.mark.parametrize("to", ["Marie Voorbeeld", "x" * 65])
def test_a_task_is_given_to_a_reference(keys: None, to: str) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="no reference"):
        operations.assign_task(opened(), to=to, moment=NOON)


def test_a_finished_task_keeps_its_outcome_and_its_note(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        task = operations.finish_task(
            opened(), outcome="handled", note="Gebeld met de ouder.", moment=NOON
        )

        assert list(queries.open_tasks(WINGENE)) == []
        assert [one.key for one in queries.finished_tasks(WINGENE)] == ["task:1"]
        assert (task.finished_at, task.finished_by) == (NOON, "staff:1")
        assert b"Gebeld" not in bytes(task.note or b"")
        assert queries.note_of(queries.task_of(task.pk)) == "Gebeld met de ouder."
    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in audit.lines_about("task:task:1")]
        assert acts == ["tasks.open", "tasks.finish"]


def test_a_task_is_finished_once(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        task = operations.finish_task(opened(), outcome="handled", note="", moment=NOON)
        later = NOON + timedelta(hours=1)

        again = operations.finish_task(task, outcome="handled", note="anders", moment=later)

        assert (again.finished_at, queries.note_of(again)) == (NOON, "")
        with pytest.raises(operations.TaskFinished):
            operations.finish_task(task, outcome="not-needed", note="", moment=later)
        with pytest.raises(operations.TaskFinished):
            operations.assign_task(task, to="staff:1", moment=later)
        assert opened().state == "done"  # the same key opens no second one


def test_notes_do_not_change_places(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        first, second = (
            operations.finish_task(opened(key), outcome="handled", note=key, moment=NOON)
            for key in ("task:1", "task:2")
        )
        first.note = second.note

        with pytest.raises(CannotDecrypt):
            queries.note_of(first)


@pytest.mark.parametrize("actor", [CLERK, APPROVER, FINANCE, MANAGER, OPERATOR])
def test_what_staff_does_may_leave_a_task(keys: None, actor: Actor) -> None:
    with acting_for([WINGENE], actor):
        assert opened().state == "open"


def test_an_auditor_leaves_no_task(keys: None) -> None:
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.TasksNotYours):
        opened()


@pytest.mark.parametrize("actor", [APPROVER, FINANCE, MANAGER, AUDITOR])
def test_only_a_clerk_works_on_tasks(keys: None, actor: Actor) -> None:
    with acting_for([WINGENE], CLERK):
        task = opened()

    with acting_for([WINGENE], actor):
        with pytest.raises(operations.TasksNotYours):
            operations.finish_task(task, outcome="handled", note="", moment=NOON)
        with pytest.raises(operations.TasksNotYours):
            operations.assign_task(task, to="staff:9", moment=NOON)


def test_a_task_of_another_municipality_is_not_found(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        task = opened()
        with pytest.raises(OutsideActing):
            opened(nis=HERENT)
    with pytest.raises(NotActing):
        opened()

    with acting_for([HERENT], CLERK):
        assert list(queries.tasks_about("decision", "GEB-1")) == []
        with pytest.raises(queries.TaskNotFound):
            queries.task_of(task.pk)
        with pytest.raises(queries.TaskNotFound):
            operations.finish_task(task, outcome="handled", note="", moment=NOON)


@pytest.mark.parametrize("change", [{"key": "Marie Voorbeeld"}, {"key": ""}, {"reason": "other"}])
def test_a_task_has_a_token_and_a_known_reason(keys: None, change: dict[str, str]) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="is no"):
        opened(**change)


def test_a_long_note_is_refused(keys: None) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(operations.NoteRefused):
        operations.finish_task(opened(), outcome="handled", note="x" * 4001, moment=NOON)


def test_the_table_holds_no_half_finished_task(keys: None) -> None:
    with acting_for([WINGENE], CLERK):
        opened()
        for change in ({"state": "done"}, {"outcome": Outcome.HANDLED}, {"reason": "other"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Task.objects.update(**change)


def test_every_reason_has_its_words() -> None:
    words = {reason: queries.words_of(reason, "nl") for reason in Reason.values}

    assert set(Reason.values) >= set(REASONS)
    assert all(words.values())
    assert set(map(str, Reason.values)) == {
        reason for reason in words if queries.words_of(reason, "en")
    }
