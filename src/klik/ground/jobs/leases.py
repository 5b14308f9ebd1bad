"""Take, hold and give back a job: each is one short transaction over both of its rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.registry import known_jobs

LEASE: Final = timedelta(seconds=60)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
_REAPED_AT_ONCE = 100
_DIED = "its worker died"


@dataclass(frozen=True, slots=True)
class Held:
    """A job that this worker holds, and the lease by which it does."""

    job: QueuedJob
    lease: UUID


def take(
    worker: str, *, queues: Collection[str], moment: datetime, lasting: timedelta = LEASE
) -> Held | None:
    """Return the next job that may run, held by `worker` from now on; None where there is none."""
    waiting = _waiting(queues, moment)
    if not waiting.exists():  # without the lock that a transaction takes on SQLite
        return None
    with transaction.atomic(durable=True):
        task = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if task is None:
            return None
        task.claim(worker)
        lease = uuid4()
        QueuedJob.objects.filter(task_id=task.pk).update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease=lease,
            leased_until=moment + lasting,
            worker=worker,
        )
        return Held(QueuedJob.objects.get(task_id=task.pk), lease)


def extend(held: Held, *, moment: datetime, lasting: timedelta = LEASE) -> bool:
    """Hold the job longer; False where it was lost."""
    return bool(_still(held).update(leased_until=moment + lasting))


def keep_progress(held: Held, *, done: int, total: int) -> bool:
    """Keep how far the job is; False where it was lost. A step further counts attempts anew."""
    came_further = Q(done__lt=done)
    if _still(held).filter(came_further).update(done=done, total=total, attempts=1):
        return True
    return bool(_still(held).update(done=done, total=total))


def finish(held: Held, *, moment: datetime) -> bool:
    """Say that the job is done; False where it was lost."""
    ended = {"status": TaskResultStatus.SUCCESSFUL, "finished_at": moment}
    return _let_go(_still(held), held, ended, state=JobState.DONE, finished_at=moment, failure="")


def give_back(held: Held, *, moment: datetime) -> bool:
    """Let another worker go on at once, as if this one had never begun; False where it was lost."""
    return _let_go(
        _still(held), held, _ready(moment), state=JobState.WAITING, attempts=F("attempts") - 1
    )


def fail(held: Held, failure: str, *, for_good: bool, moment: datetime) -> bool:
    """Let the job be tried again after a while, or no more; False where it was lost."""
    held.job.refresh_from_db(fields=["attempts"])
    if for_good or _has_tried_enough(held.job):
        return _end(_still(held), held, failure, moment=moment)
    wait = min(_FIRST_WAIT * 2 ** (held.job.attempts - 1), _LONGEST_WAIT)
    return _let_go(
        _still(held), held, _ready(moment + wait), state=JobState.WAITING, failure=failure
    )


def reap(*, moment: datetime) -> int:
    """Free the jobs whose worker let the lease end; return how many there were.

    Whoever died with the same job again and again has failed: the job itself may be what kills.
    """
    expired = QueuedJob.objects.filter(state=JobState.RUNNING, leased_until__lt=moment)
    freed = 0
    for job in expired.order_by("leased_until")[:_REAPED_AT_ONCE]:
        held = Held(job, job.lease or uuid4())
        rows = _still(held).filter(leased_until__lt=moment)  # unless it was extended since
        freed += (
            _end(rows, held, _DIED, moment=moment)
            if _has_tried_enough(job)
            else _let_go(rows, held, _ready(moment), state=JobState.WAITING, failure=_DIED)
        )
    return freed


def _waiting(queues: Collection[str], moment: datetime) -> QuerySet[DBTaskResult[..., None]]:
    # A job that this release does not know waits for a worker of a later one.
    known = QueuedJob.objects.filter(state=JobState.WAITING, name__in=list(known_jobs()))
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.READY,
        run_after__lte=moment,
        queue_name__in=list(queues),
        pk__in=known.values("task_id"),
    ).order_by("-priority", "run_after", "enqueued_at")


def _still(held: Held) -> QuerySet[QueuedJob]:
    return QueuedJob.objects.filter(pk=held.job.pk, lease=held.lease)


def _has_tried_enough(job: QueuedJob) -> bool:
    known = known_jobs().get(job.name)
    return known is not None and job.attempts >= known.attempts


def _end(rows: QuerySet[QueuedJob], held: Held, failure: str, *, moment: datetime) -> bool:
    # Not django-tasks' set_failed: it keeps the message of the exception, which may name somebody.
    ended = {"status": TaskResultStatus.FAILED, "finished_at": moment}
    return _let_go(rows, held, ended, state=JobState.FAILED, finished_at=moment, failure=failure)


def _ready(moment: datetime) -> dict[str, Any]:
    return {"status": TaskResultStatus.READY, "run_after": moment}


def _let_go(rows: QuerySet[QueuedJob], held: Held, task: dict[str, Any], **changes: Any) -> bool:
    with transaction.atomic(durable=True):
        if not rows.update(lease=None, leased_until=None, **changes):
            return False
        DBTaskResult.objects.filter(pk__in=[held.job.task_id]).update(**task)
    return True
