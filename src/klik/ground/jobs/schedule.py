"""Recurring jobs: whichever worker moves the turn on asks for the job, so that it is asked once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from klik.ground.jobs.models import Schedule
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import recurring_jobs

_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)


def ask_for_due(moment: datetime) -> int:
    """Ask for each recurring job whose turn has come; return how many turns this call took."""
    known = dict(Schedule.objects.values_list("name", "turn_at"))
    return sum(
        _take_turn(name, turn, moment)
        for name, recurring in sorted(recurring_jobs().items())
        if known.get(name, _MIDNIGHT) < (turn := turn_of(moment, recurring.every))
    )


def turn_of(moment: datetime, every: timedelta) -> datetime:
    """Return the beginning of the turn that `moment` lies in."""
    return _MIDNIGHT + (moment - _MIDNIGHT) // every * every


def last_turn() -> datetime | None:
    """Return the latest turn that any worker took; None before the first."""
    return Schedule.objects.order_by("-turn_at").values_list("turn_at", flat=True).first()


def _take_turn(name: str, turn: datetime, moment: datetime) -> bool:
    with transaction.atomic(durable=True):
        Schedule.objects.bulk_create(
            [Schedule(name=name, turn_at=_MIDNIGHT)], ignore_conflicts=True
        )
        if not Schedule.objects.filter(name=name, turn_at__lt=turn).update(turn_at=turn):
            return False
        # The last turn may still be running: then this one is left out.
        enqueue(name, key="turn", arguments={"turn": turn.isoformat()}, moment=moment)
    return True
