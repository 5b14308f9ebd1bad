"""Ask for work, and how far it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django_tasks import task

from klik.ground.canonical import canonical
from klik.ground.jobs.models import UNFINISHED, JobState, QueuedJob
from klik.ground.jobs.registry import JobUnknown, known_jobs

SHORT: Final = "short"
LONG: Final = "long"
_TOKEN = re.compile(r"[A-Za-z0-9._:/@+=-]{0,200}")
_REGISTER_NUMBER = re.compile(r"(?<!\d)\d{2}[.]?\d{2}[.]?\d{2}[-]?\d{3}[.]?\d{2}(?!\d)")
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        state: Waiting, running, done or failed.
        done: How much, in the units that the job counts.
        total: Out of how much; 0 while that is not known.
        attempts: How often it was begun since it last came further.
        failure: What kind of fault ended the last attempt; empty where none did.
    """

    state: JobState
    done: int
    total: int
    attempts: int
    failure: str


@task(queue_name=SHORT)
def run_job(job_id: str) -> None:
    """Stand for a job in the queue of django-tasks; `klik worker` alone runs it, under a lease."""
    raise RuntimeError(f"Job {job_id} was taken without a lease. Run klik worker.")


def enqueue(
    name: str,
    *,
    key: str,
    municipality_nis: str = "",
    arguments: Mapping[str, object] | None = None,
    moment: datetime,
) -> QueuedJob:
    """Ask for work; return the job that does it.

    While a job of this name and key is not finished, that one is returned and nothing is asked for.
    Inside a transaction the job is there if and only if that commits. Call it before what takes the
    chain of the audit: two who ask for one job at once wait for each other.

    Args:
        name: A registered job.
        key: Which one, such as the public key of a delivery; 1 to 120 signs.
        municipality_nis: For whom; empty for the installation.
        arguments: Tokens and numbers: no names, no numbers of persons or accounts.
        moment: Now; no worker takes it before.

    Raises:
        JobUnknown: No work is registered under the name.
        ValueError: The key or an argument looks like personal data, or has another form.
        TypeError: An argument is no plain value.
    """
    if name not in known_jobs():
        raise JobUnknown(f"No job is called {name!r}.")
    arguments = dict(arguments or {})
    _require_tokens([key, arguments])
    asked = QueuedJob(
        name=name,
        key=key,
        municipality_nis=municipality_nis,
        arguments=arguments,
        asked_at=moment,
    )
    while True:
        with transaction.atomic():
            if _is_added(asked):
                return asked
        standing = unfinished(name, key)
        if standing:  # else it finished in between
            return standing


def unfinished(name: str, key: str) -> QueuedJob | None:
    """Return the job of this name and key that waits or runs."""
    return QueuedJob.objects.filter(name=name, key=key, state__in=UNFINISHED).first()


def progress_of(name: str, key: str) -> Progress | None:
    """Return how far the latest job of this name and key is; None where there was none."""
    latest = QueuedJob.objects.filter(name=name, key=key).order_by("-asked_at").first()
    if latest is None:
        return None
    return Progress(
        JobState(latest.state), latest.done, latest.total, latest.attempts, latest.failure
    )


def _is_added(asked: QueuedJob) -> bool:
    # One statement: who asks for the same job at this instant waits here for the other's commit.
    QueuedJob.objects.bulk_create([asked], ignore_conflicts=True)
    if not QueuedJob.objects.filter(pk=asked.pk).exists():
        return False
    queue = LONG if known_jobs()[asked.name].is_long else SHORT
    queued = run_job.using(queue_name=queue, run_after=asked.asked_at).enqueue(str(asked.pk))
    asked.task_id = UUID(queued.id)
    asked.save(update_fields=["task_id"])
    return True


def _require_tokens(value: object) -> None:
    canonical(value)  # plain values only
    for text in _texts(value):
        if (
            not _TOKEN.fullmatch(text)
            or _REGISTER_NUMBER.fullmatch(text)
            or _ACCOUNT.fullmatch(text)
        ):
            raise ValueError(
                "An argument of a job is a token: up to 200 letters, digits or . _ : / @ + = -, "
                "and no number of a person or account."
            )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for pair in value.items() for one in pair for text in _texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in _texts(one)]
    return []
