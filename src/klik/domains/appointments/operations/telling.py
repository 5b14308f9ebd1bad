"""What who comes must be told: that it is booked, moved, cancelled, and a reminder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db.models import F, Q

from klik.domains.appointments import queries
from klik.domains.appointments.models import Appointment, State
from klik.domains.appointments.operations.wording import note_of
from klik.domains.messages import queries as messages
from klik.domains.messages.models import Channel
from klik.domains.messages.operations import Note
from klik.ground.clock import HOME

MOST_AT_ONCE: Final = 50
GRACE: Final = timedelta(minutes=1)
"""So long the page itself shows the code, before the message takes it along."""
DAYS_BEFORE: Final = {Channel.EMAIL: 1, Channel.PAPER: 5}
"""When a reminder leaves: a letter needs days to arrive."""
_REMIND_FROM_HOUR: Final = 8
What = Literal["booked", "moved", "cancelled", "reminder"]


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to tell of an appointment as it was at `sequence`."""

    appointment: UUID
    sequence: int
    what: What


def untold(municipality_nis: str, *, moment: datetime) -> list[tuple[Due, Note]]:
    """Return what must be told now, changes before reminders, at most fifty of each."""
    rows = Appointment.objects.filter(municipality_nis=municipality_nis).select_related("kind")
    new = Q(told__isnull=True) | Q(told__lt=F("sequence"))
    changed = rows.filter(new, changed_at__lte=moment - GRACE).order_by("changed_at")
    found = [(_due(row), row) for row in changed[:MOST_AT_ONCE]]
    found += [
        (Due(row.pk, row.sequence, "reminder"), row) for row in _to_remind(municipality_nis, moment)
    ]
    return [(due, note_of(row, due.what)) for due, row in found]


def note_told(due: Due, *, moment: datetime) -> None:
    """Note that a thing was told: then the code of a confirmation is gone for good."""
    row = Appointment.objects.filter(pk=due.appointment)
    if due.what == "reminder":
        row.filter(sequence=due.sequence).update(reminded_at=moment)
        return
    newer = row.filter(Q(told__isnull=True) | Q(told__lt=due.sequence))
    newer.update(told=due.sequence, code=None)


def municipalities_to_tell(moment: datetime) -> list[str]:
    """Return the NIS codes, among those acted for, where something may have to be told."""
    near = moment + timedelta(days=max(DAYS_BEFORE.values()) + 1)
    rows = Appointment.objects.filter(
        Q(told__isnull=True)
        | Q(told__lt=F("sequence"))
        | Q(
            state=State.BOOKED,
            reminded_at__isnull=True,
            starts_at__gt=moment,
            starts_at__lt=near,
        )
    )
    return sorted(set(rows.values_list("municipality_nis", flat=True)))


def _due(row: Appointment) -> Due:
    if row.state == State.CANCELLED:
        return Due(row.pk, row.sequence, "cancelled")
    return Due(row.pk, row.sequence, "booked" if row.told is None else "moved")


def _to_remind(municipality_nis: str, moment: datetime) -> Iterator[Appointment]:
    local = moment.astimezone(HOME)
    if local.hour < _REMIND_FROM_HOUR:
        return
    near = moment + timedelta(days=max(DAYS_BEFORE.values()) + 1)
    rows = Appointment.objects.filter(
        municipality_nis=municipality_nis,
        state=State.BOOKED,
        told__isnull=False,
        reminded_at__isnull=True,
        starts_at__gt=moment,
        starts_at__lt=near,
    )
    people = [bytes(row.person) for row in rows if row.person is not None]
    chosen = messages.preferences_of(municipality_nis, people)
    for row in rows.select_related("kind").order_by("starts_at")[:MOST_AT_ONCE]:
        preference = chosen.get(bytes(row.person or b""))
        has_mail = bool(queries.caller_of(row).email)
        channel = preference.channel if preference else Channel.PAPER
        if preference is None and has_mail:
            channel = Channel.EMAIL
        days = DAYS_BEFORE[Channel(channel)]
        is_near = (row.starts_at.astimezone(HOME).date() - local.date()).days <= days
        # Who has just heard of it needs no reminder.
        if is_near and row.changed_at < moment - timedelta(days=1):
            yield row
