"""Jobs as they stand in the database: one row a job, one row a recurring job.

Both are of the installation: a worker looks for work of every municipality at once. So they hold
no personal data, and no foreign key: what a job is about stands in its arguments as a token.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)
_FINISHED = Q(state__in=(JobState.DONE, JobState.FAILED))


class QueuedJob(models.Model):
    """One job: who holds it until when, and how far it is.

    The row of django-tasks with the key `task_id` says whether and when it may be taken; both rows
    change in one transaction.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    task_id = models.UUIDField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    municipality_nis = models.CharField(max_length=5, blank=True)  # empty: of the installation
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveIntegerField(default=0)  # since it last came further
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=Q(state__in=UNFINISHED),
                name="job_unfinished_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease__isnull=False, leased_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease__isnull=True, leased_until__isnull=True)),
                name="job_leased_iff_running",
            ),
            models.CheckConstraint(
                condition=(_FINISHED & Q(finished_at__isnull=False))
                | (~_FINISHED & Q(finished_at__isnull=True)),
                name="job_finished_at_iff_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "key", "-asked_at"], name="job_of_key"),
            models.Index(
                fields=["leased_until"],
                condition=Q(state=JobState.RUNNING),
                name="job_running_until",
            ),
            models.Index(
                fields=["finished_at"],
                condition=Q(finished_at__isnull=False),
                name="job_finished_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}: {self.state}"


class Schedule(models.Model):
    """The last turn of a recurring job: whoever moves it on asks for the job, once."""

    rights = ("SELECT", "INSERT", "UPDATE")

    name = models.CharField(max_length=60, primary_key=True)
    turn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.turn_at:%Y-%m-%d %H:%M}"
