"""Do the work of jobs: take one, hold it while it goes on, let it go."""

from __future__ import annotations

import logging
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import Error, close_old_connections, connections

from klik.ground.clock import moment_now
from klik.ground.jobs import leases
from klik.ground.jobs.queue import LONG, SHORT
from klik.ground.jobs.registry import Job, LeaseLost, known_jobs
from klik.ground.jobs.schedule import ask_for_due
from klik.ground.refusals import Refusal

logger = logging.getLogger(__name__)

EVERY_QUEUE: Final = (SHORT, LONG)
_POLL_SECONDS, _AFTER_OUTAGE_SECONDS = 1.0, 5.0
_UNDERSTOOD = 500


@dataclass(slots=True)
class Stopping:
    """Tells a worker to stop: between two jobs, or at the next `progress` of a long one.

    Attributes:
        event: Set when it is asked to.
        parent: The process without which it has no reason to go on; None where there is none.
    """

    event: threading.Event = field(default_factory=threading.Event)
    parent: int | None = None

    def __call__(self) -> None:
        """Ask the worker to stop."""
        self.event.set()

    @property
    def is_asked(self) -> bool:
        """Whether it was asked to stop, or its parent was killed."""
        return self.event.is_set() or (self.parent is not None and os.getppid() != self.parent)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a worker works.

    Attributes:
        name: Names the process in the queue.
        queues: Which work it takes.
        lease: How long a job is held without a sign of life.
        stopping: How it is told to stop.
        clock: Where it reads the moment.
    """

    name: str
    queues: Collection[str] = EVERY_QUEUE
    lease: timedelta = leases.LEASE
    stopping: Stopping = field(default_factory=Stopping)
    clock: Callable[[], datetime] = moment_now


class _Fence:
    """The lease of one job in this process: what `Job.progress` asks."""

    def __init__(self, held: leases.Held, terms: Terms) -> None:
        self._held, self._terms = held, terms
        self._ended = threading.Event()
        self.was_stopped = False

    def progress(self, done: int, total: int) -> None:
        """Keep how far the job is; raise LeaseLost where this worker no longer holds it."""
        if self._terms.stopping.is_asked:
            self.was_stopped = True
            raise LeaseLost
        if not leases.keep_progress(self._held, done=done, total=total):
            raise LeaseLost

    def beat(self) -> None:
        """Extend the lease now and then, in a thread of its own, until the job ends."""
        try:
            while not self._ended.wait(self._terms.lease.total_seconds() / 4):
                self._extend()
        finally:
            connections.close_all()

    def end(self) -> None:
        """Let the thread end."""
        self._ended.set()

    def _extend(self) -> None:
        try:
            kept = leases.extend(self._held, moment=self._terms.clock(), lasting=self._terms.lease)
        except Error:  # the next beat may reach the database again
            logger.warning("A lease could not be extended", extra={"job": self._held.job.name})
            return
        if not kept:
            self._ended.set()  # progress will find it lost


def run_worker(*, once: bool, terms: Terms | None = None) -> int:
    """Do waiting work; return how many jobs were taken.

    Args:
        once: End when nothing waits, instead of waiting for more.
        terms: How; by default everything, under a name of its own.
    """
    terms = terms or Terms(new_name())
    known_jobs()  # imports what there is, before the first job needs it
    taken = 0
    while not terms.stopping.is_asked:
        try:
            found = _turn(terms)
        except Error:
            if once:
                raise
            logger.exception("The database does not answer")
            found = None
        taken += bool(found)
        close_old_connections()
        if found is False and once:
            return taken
        if not found:
            terms.stopping.event.wait(_AFTER_OUTAGE_SECONDS if found is None else _POLL_SECONDS)
    return taken


def new_name() -> str:
    """Return a name for a worker: machine, process and a random mark."""
    return f"{platform.node()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"


def _turn(terms: Terms) -> bool:
    """Do what is due and one job; return whether there was one."""
    moment = terms.clock()
    freed = leases.reap(moment=moment)
    if freed:
        logger.warning("Jobs were freed from workers that died", extra={"count": freed})
    ask_for_due(moment)
    held = leases.take(terms.name, queues=terms.queues, moment=terms.clock(), lasting=terms.lease)
    if held is None:
        return False
    _work(held, terms)
    return True


def _work(held: leases.Held, terms: Terms) -> None:
    fence = _Fence(held, terms)
    about = {
        "job": held.job.name,
        "job_key": str(held.job.pk),
        "municipality": held.job.municipality_nis,
    }
    began = time.monotonic()
    beating = threading.Thread(target=fence.beat, daemon=True, name="lease")
    beating.start()
    try:
        known_jobs()[held.job.name].work(_handed(held, fence))
    except LeaseLost:
        _stop(held, fence, terms, about)
    except Exception as fault:  # whatever it is, the job is tried again
        logger.exception("A job failed", extra=about)
        leases.fail(held, _kind_of(fault), for_good=_is_for_good(fault), moment=terms.clock())
    else:
        leases.finish(held, moment=terms.clock())
        spent = round((time.monotonic() - began) * 1000)
        logger.info("A job is done", extra={**about, "duration_ms": spent})
    finally:
        fence.end()
        beating.join()


def _stop(held: leases.Held, fence: _Fence, terms: Terms, about: dict[str, str]) -> None:
    if fence.was_stopped and leases.give_back(held, moment=terms.clock()):
        logger.info("A job waits for another worker: this one stops", extra=about)
    else:
        logger.warning("A job was lost to another worker", extra=about)


def _handed(held: leases.Held, fence: _Fence) -> Job:
    return Job(
        id=held.job.pk,
        name=held.job.name,
        key=held.job.key,
        municipality_nis=held.job.municipality_nis,
        arguments=held.job.arguments,
        attempt=held.job.attempts,
        fence=fence,
    )


def _kind_of(fault: Exception) -> str:
    # Never its message, which may name somebody.
    return f"{type(fault).__module__}.{type(fault).__qualname__}"[:200]


def _is_for_good(fault: Exception) -> bool:
    # What was understood and refused is refused again; what is missing may come back.
    return isinstance(fault, Refusal) and fault.status < _UNDERSTOOD
