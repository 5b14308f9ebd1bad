"""Who has a seat at an event, and who gets the next one."""

from __future__ import annotations

from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.knowledge.models import EventRegistration, HubEvent, RegistrationState


def fill_seats(event: HubEvent, *, moment: datetime) -> int:
    """Give each free seat to who waits longest; return how many moved up.

    The event is held by this transaction, so that a seat is given once (see `held_event`); the
    table holds no seat twice either.
    """
    waiting = EventRegistration.objects.filter(event=event, state=RegistrationState.WAITING)
    moved = 0
    for row in waiting.order_by("confirmed_at", "pk"):
        seat = free_seat(event)
        if seat is None:
            break
        row.state, row.seat = RegistrationState.PLACED, seat
        row.changes += 1
        row.save(update_fields=["state", "seat", "changes"])
        record(row, "knowledge.move-up", moment)
        moved += 1
    return moved


def free_seat(event: HubEvent) -> int | None:
    """Return the lowest seat that nobody has; None where all are taken."""
    rows = EventRegistration.objects.filter(event=event, seat__isnull=False)
    taken = set(rows.values_list("seat", flat=True))
    if event.capacity is not None and len(taken) >= event.capacity:
        return None
    return next(seat for seat in range(1, len(taken) + 2) if seat not in taken)


def record(row: EventRegistration, act: str, moment: datetime) -> None:
    """Keep an act about one registration; it names nobody."""
    record_act(
        row.municipality_nis,
        act,
        subject=f"registration:{row.pk}",
        payload={"reference": str(row.event_id)},
        moment=moment,
    )
