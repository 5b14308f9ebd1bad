"""How the queue is doing, for whoever watches over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.schedule import last_turn


@dataclass(frozen=True, slots=True)
class QueueState:
    """What there is to do, and whether anybody does it.

    Attributes:
        waiting: Jobs that wait, also for their next attempt.
        running: Jobs that a worker holds.
        failed: Jobs that were given up since a moment.
        waits_since: Since when the first of those that may be taken waits; None where none does.
        last_turn: The last turn of recurring work that any worker took.
    """

    waiting: int
    running: int
    failed: int
    waits_since: datetime | None
    last_turn: datetime | None


def state_of_queue(*, failed_since: datetime) -> QueueState:
    """Return how the queue is doing."""
    counted = QueuedJob.objects.order_by().values_list("state").annotate(count=Count("pk"))
    states = dict(counted.exclude(finished_at__lt=failed_since))
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return QueueState(
        waiting=states.get(JobState.WAITING, 0),
        running=states.get(JobState.RUNNING, 0),
        failed=states.get(JobState.FAILED, 0),
        waits_since=ready.aggregate(first=Min("run_after"))["first"],
        last_turn=last_turn(),
    )


def states_of(name: str) -> dict[str, int]:
    """Return how many jobs of this name are in each state."""
    counted = QueuedJob.objects.filter(name=name).order_by().values_list("state")
    return dict(counted.annotate(count=Count("pk")))
