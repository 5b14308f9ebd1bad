"""What the queue does for itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.registry import periodic

KEPT: Final = {JobState.DONE: timedelta(days=7), JobState.FAILED: timedelta(days=90)}
_AT_ONCE = 500


@periodic("jobs.forget-finished", every=timedelta(hours=1))
def forget_finished(moment: datetime) -> int:
    """Remove jobs that were done a week ago, or failed three months ago; return how many."""
    return sum(_forget(state, moment - kept) for state, kept in KEPT.items())


def _forget(state: JobState, before: datetime) -> int:
    finished = QueuedJob.objects.filter(state=state, finished_at__lt=before)
    forgotten = 0
    while some := dict(finished.values_list("pk", "task_id")[:_AT_ONCE]):
        with transaction.atomic(durable=True):
            DBTaskResult.objects.filter(pk__in=list(some.values())).delete()
            forgotten += QueuedJob.objects.filter(pk__in=list(some)).delete()[0]
    return forgotten
