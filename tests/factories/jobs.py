"""Jobs for tests: work that counts, on a clock that the test moves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.factories.acting import NOON, WINGENE

from klik.domains.municipalities.models import HouseStyle
from klik.ground.jobs.models import QueuedJob
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import Job, job
from klik.ground.jobs.worker import Terms
from klik.ground.refusals import Refusal

COUNT, FAIL, REFUSE, LONG = "tests.count", "tests.fail", "tests.refuse", "tests.long"
STEPS = 5


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def later(self, **by: float) -> None:
        self.moment += timedelta(**by)


@job(COUNT)
def count(job: Job) -> None:
    """Count to 5 in a table of its municipality, one short transaction a step."""
    while (done := counted(job)) < STEPS:
        with job.acting():
            _write(job, done + 1)
            job.progress(done + 1, STEPS)


@job(FAIL, attempts=3)
def fail(job: Job) -> None:
    """Never succeed; the message holds what no log may."""
    raise RuntimeError("Voorbeeld, An, 85.07.30-033.28")


@job(REFUSE)
def refuse(job: Job) -> None:
    """Refuse."""
    raise Refusal("Not possible.")


@job(LONG, is_long=True)
def take_long(job: Job) -> None:
    """Stand for long work."""


def counted(job: Job) -> int:
    """Return how far `count` is."""
    with job.acting():
        found = HouseStyle.objects.filter(municipality_nis=job.municipality_nis).first()
        return int(found.house_colour[1:]) if found else 0


def asked(name: str = COUNT, *, key: str = "1", **more: Any) -> QueuedJob:
    """Ask for a job."""
    return enqueue(name, **{"key": key, "municipality_nis": WINGENE, "moment": NOON, **more})


def terms(clock: Clock, name: str = "tester", **more: Any) -> Terms:
    """Return how a worker of a test works."""
    return Terms(name, clock=clock, **more)


def _write(job: Job, number: int) -> None:
    HouseStyle.objects.update_or_create(
        municipality_nis=job.municipality_nis,
        defaults={"house_colour": f"#{number:06}", "set_at": NOON},
    )
