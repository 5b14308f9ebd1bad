"""What jobs there are: a name for each, and the work that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from klik.ground.tenancy import Actor, ActorKind, acting_for

ATTEMPTS: Final = 8
_NAME = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")


class JobUnknown(LookupError):
    """No work is registered under this name."""


class LeaseLost(Exception):
    """Another worker may have taken this job over: what this one did last is undone."""


class Fence(Protocol):
    """What keeps two workers from doing the same job."""

    def progress(self, done: int, total: int) -> None:
        """Keep how far the job is, or raise LeaseLost."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the work of a job is handed.

    Attributes:
        id: Its key in the queue.
        name: What work it is.
        key: Which one; unique per name while it is not finished.
        municipality_nis: For whom; empty for a job of the installation.
        arguments: Tokens and numbers, as `enqueue` was given them.
        attempt: 1 the first time, and again after each step further.
    """

    id: UUID
    name: str
    key: str
    municipality_nis: str
    arguments: Mapping[str, Any]
    attempt: int
    fence: Fence = field(repr=False)

    def progress(self, done: int, total: int) -> None:
        """Keep how far this job is; the last call of each chunk, inside its transaction.

        There it is the fence as well: the chunk commits only where this worker still holds the
        lease. Outside a transaction it merely tells.

        Raises:
            LeaseLost: This worker no longer holds the job, or was told to stop. Let it pass: the
                chunk is undone, and another worker goes on.
        """
        self.fence.progress(done, total)

    def acting(self) -> AbstractContextManager[None]:
        """Act for the municipality of this job, as the job itself, in one transaction."""
        return acting_for([self.municipality_nis], Actor(ActorKind.SYSTEM, f"job:{self.name}"))


Work = Callable[[Job], None]


@dataclass(frozen=True, slots=True)
class Registered:
    """The work that a name stands for.

    Attributes:
        work: What is called; it may be called again at any time, and then goes on.
        is_long: Whether it may take minutes: a worker keeps one process free of these.
        attempts: After how many without a step further it has failed.
    """

    work: Work
    is_long: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Recurring:
    """Work that recurs, for the whole installation."""

    work: Callable[[datetime], object]
    every: timedelta


_jobs: dict[str, Registered] = {}
_recurring: dict[str, Recurring] = {}


def job(name: str, *, is_long: bool = False, attempts: int = ATTEMPTS) -> Callable[[Work], Work]:
    """Register the decorated function as the work of the jobs called `name`.

    Stands in the module `jobs` of an application, where `known_jobs` finds it.

    Args:
        name: Domain and verb, such as `registers.check-delivery`.
        is_long: Whether it may take minutes.
        attempts: After how many without a step further it has failed.

    Raises:
        ValueError: The name has another form, or stands for other work already.
    """

    def register(work: Work) -> Work:
        _add(_jobs, name, Registered(work, is_long, attempts))
        return work

    return register


def periodic(
    name: str, *, every: timedelta, is_long: bool = False
) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Register the decorated function as work that recurs; it is handed the moment.

    However many workers run, a turn is taken once. A turn that nobody could take is left out.

    Args:
        name: Domain and verb, such as `audit.seal-views`.
        every: How often, counted from midnight in UTC: a minute, an hour, a day.
        is_long: Whether a turn may take minutes.

    Raises:
        ValueError: The name has another form, or stands for other work already.
    """

    def register(work: Callable[[datetime], object]) -> Callable[[datetime], object]:
        _add(_recurring, name, Recurring(work, every))
        _add(_jobs, name, Registered(_turn_of(work), is_long=is_long, attempts=3))
        return work

    return register


def known_jobs() -> Mapping[str, Registered]:
    """Return every job by its name, after looking into each application's module `jobs`."""
    autodiscover_modules("jobs")
    return _jobs


def recurring_jobs() -> Mapping[str, Recurring]:
    """Return what recurs, by its name."""
    autodiscover_modules("jobs")
    return _recurring


def _turn_of(work: Callable[[datetime], object]) -> Work:
    def take_turn(job: Job) -> None:
        work(datetime.fromisoformat(job.arguments["turn"]))

    return take_turn


def _add(known: dict[str, Any], name: str, registered: Registered | Recurring) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a job, such as 'registers.check-delivery'.")
    if name in known:
        raise ValueError(f"{name!r} stands for other work already.")
    known[name] = registered
