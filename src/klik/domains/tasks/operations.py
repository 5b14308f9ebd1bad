"""Writes of tasks. Each runs in the transaction of `acting_for`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from klik.domains.audit.operations import record_act
from klik.domains.tasks import access, queries
from klik.domains.tasks.models import Outcome, Priority, Reason, State, Task
from klik.ground.canonical import canonical
from klik.ground.clock import HOME
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, ActorKind, current_actor, require_acting_for

DAYS: Final = 14
URGENT_DAYS: Final = 3
URGENT: Final = frozenset(
    {Reason.BEREAVEMENT, Reason.BANK_REJECTED, Reason.NOT_DELIVERED, Reason.ACCOUNT_CHANGE}
)
"""Somebody mourns, or waits for money or an answer that did not come."""
LONGEST_NOTE: Final = 4000
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,94}")  # `task:` before it fits a subject


class TasksNotYours(Refusal):
    """An actor without the role of clerk."""

    status = 403
    reason = "Only a clerk of the municipality works on its tasks."


class TaskFinished(Refusal):
    """Somebody finished the task already, in another way."""

    reason = "This task is finished already."


class NoteRefused(Refusal):
    """A note that cannot be kept."""

    status = 422
    reason = f"Keep the note below {LONGEST_NOTE} signs."


def open_task(  # noqa: PLR0913 -- the contract between domains names each
    municipality_nis: str,
    *,
    key: str,
    reason: str,
    about_kind: str,
    about: str,
    detail: Mapping[str, object],
    moment: datetime,
) -> Task:
    """Put work on the list of a municipality; the same key again returns the task that is there.

    Args:
        municipality_nis: Among those acted for.
        key: Unique in the municipality: letters, digits and . _ : / -, at most 95; no name.
        reason: One of `Reason`.
        about_kind: Of what it is about, such as `decision`.
        about: The reference of that.
        detail: Plain values that complete the reason, such as the codes of missing facts. No
            personal data: it is not encrypted.
        moment: When it was opened; the day it is due follows from the reason.

    Raises:
        TasksNotYours: An actor whose acts leave no tasks.
        ValueError: The key has another form, or there is no such reason.
        TypeError: The detail holds something else than plain values.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_open_task(current_actor()):
        raise TasksNotYours
    if not _KEY.fullmatch(key):
        raise ValueError(
            f"{key[:95]!r} is no key: 1 to 95 letters, digits or . _ : / -, beginning with a "
            "letter or a digit"
        )
    canonical(detail)  # refuses what is not plain
    task = Task(
        municipality_nis=municipality_nis,
        key=key,
        reason=Reason(reason),
        about_kind=about_kind,
        about=about,
        detail=dict(detail),
        opened_at=moment,
    )
    return _opened(task, moment)


def assign_task(task: Task, *, to: str, moment: datetime) -> Task:
    """Give an open task to a member of staff, or to nobody with an empty `to`.

    Args:
        task: Of a municipality acted for.
        to: The reference of an actor, such as `staff:118`.
        moment: When.

    Raises:
        TasksNotYours: Another role; finance works on what a payment asks.
        TaskFinished: There is nothing left to do.
        TaskNotFound: It is of another municipality.
        ValueError: `to` is no reference of an actor.
    """
    if to:
        Actor(ActorKind.STAFF, to)  # refuses what is no reference
    locked = _locked(task)
    if locked.state == State.DONE:
        raise TaskFinished
    if locked.assigned_to != to:
        locked.assigned_to = to
        locked.save(update_fields=["assigned_to"])
        _record(locked, "tasks.assign", {"to": to}, moment)
    return locked


def finish_task(task: Task, *, outcome: str, note: str, moment: datetime) -> Task:
    """Close a task with what became of it; the same outcome again changes nothing.

    Args:
        task: Of a municipality acted for.
        outcome: One of `Outcome`.
        note: What was done, for a colleague who looks back; encrypted. May be empty.
        moment: When.

    Raises:
        TasksNotYours: Another role.
        TaskFinished: Somebody finished it with another outcome.
        TaskNotFound: It is of another municipality.
        NoteRefused: The note is too long.
        ValueError: There is no such outcome.
    """
    chosen = Outcome(outcome)
    if len(note) > LONGEST_NOTE:
        raise NoteRefused
    locked = _locked(task)
    if locked.state == State.DONE:
        if locked.outcome != chosen:
            raise TaskFinished
        return locked
    locked.state, locked.outcome = State.DONE, chosen
    locked.finished_at, locked.finished_by = moment, current_actor().reference
    if note:
        purpose = queries.note_purpose(locked)
        locked.note = encrypt(locked.municipality_nis, purpose, note.encode())
    locked.save(update_fields=["state", "outcome", "finished_at", "finished_by", "note"])
    _record(locked, "tasks.finish", {"outcome": chosen.value}, moment)
    return locked


def _opened(task: Task, moment: datetime) -> Task:
    urgent = task.reason in URGENT
    task.priority = Priority.URGENT if urgent else Priority.NORMAL
    days = URGENT_DAYS if urgent else DAYS
    task.due_on = moment.astimezone(HOME).date() + timedelta(days=days)
    # Somebody else may open the same key at this moment: the table decides who was first.
    Task.objects.bulk_create([task], ignore_conflicts=True)
    standing = Task.objects.get(municipality_nis=task.municipality_nis, key=task.key)
    if standing.pk == task.pk:
        payload = {"reason": task.reason, "due_on": str(task.due_on)}
        _record(task, "tasks.open", payload, moment)
    return standing


def _locked(task: Task) -> Task:
    if not access.may_work_on(current_actor(), task.reason):
        raise TasksNotYours
    found = Task.objects.select_for_update().filter(pk=task.pk).first()
    if found is None:
        raise queries.TaskNotFound
    return found


def _record(task: Task, act: str, payload: Mapping[str, object], moment: datetime) -> None:
    record_act(
        task.municipality_nis, act, subject=f"task:{task.key}", payload=payload, moment=moment
    )
