"""When one can come: computed from openings, closed days and what is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from klik.domains.appointments.models import Appointment, AppointmentKind, Opening, State
from klik.domains.municipalities import queries as municipalities
from klik.ground.clock import HOME
from klik.ground.hours import Span, moment_of, restored_hours


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which one can come.

    Attributes:
        starts_at, ends_at: In the time of Brussels.
        free: The numbers of the places that nobody took.
    """

    starts_at: datetime
    ends_at: datetime
    free: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    starts_at: datetime
    ends_at: datetime
    place: int


def slots_of(
    kind: AppointmentKind, first: date, last: date, *, without: UUID | None = None
) -> list[Slot]:
    """Return every slot from `first` to `last`, both included, with the places that are free.

    Args:
        kind: What one comes for.
        first: A day in Brussels.
        last: Another, not earlier.
        without: An appointment that counts as not there, for moving it.
    """
    rules = list(Opening.objects.filter(kind=kind))
    closed = _closed(kind.municipality_nis, first, last)
    taken = _taken(kind, first, last, without)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return [
        slot
        for day in days
        if day not in closed
        for slot in _slots(kind, day, _rule_of(rules, day), taken)
    ]


def bookable_slots(
    kind: AppointmentKind, moment: datetime, *, at_the_counter: bool = False,
    without: UUID | None = None,
) -> list[Slot]:  # fmt: skip
    """Return the slots that have a place left, from the lead time of the kind to its horizon.

    At the counter the lead time does not count: who stands there may stay.
    """
    lead = timedelta(hours=0 if at_the_counter else kind.lead_hours)
    today = moment.astimezone(HOME).date()
    last = today + timedelta(days=kind.horizon_days)
    slots = slots_of(kind, today, last, without=without)
    return [slot for slot in slots if slot.free and slot.starts_at >= moment + lead]


def _rule_of(rules: Iterable[Opening], day: date) -> Opening | None:
    of_weekday = None
    for rule in rules:
        if rule.day == day:
            return rule
        if rule.weekday == day.weekday():
            of_weekday = rule
    return of_weekday


def _slots(
    kind: AppointmentKind, day: date, rule: Opening | None, taken: list[_Taken]
) -> Iterator[Slot]:
    if rule is None:
        return
    places = range(1, (kind.capacity if rule.capacity is None else rule.capacity) + 1)
    for span in restored_hours(rule.spans):
        for starts_at, ends_at in _steps(day, span, timedelta(minutes=kind.minutes)):
            busy = {
                one.place for one in taken if one.starts_at < ends_at and starts_at < one.ends_at
            }
            free = tuple(place for place in places if place not in busy)
            yield Slot(starts_at.astimezone(HOME), ends_at.astimezone(HOME), free)


def _steps(day: date, span: Span, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
    opens, closes = moment_of(day, span.opens), moment_of(day, span.closes)
    if opens is None or closes is None:
        return
    # In UTC: a slot lasts as long as it says, also in the night that an hour comes twice.
    at, end = opens.astimezone(UTC), closes.astimezone(UTC)
    while at + length <= end:
        yield at, at + length
        at += length


def _closed(municipality_nis: str, first: date, last: date) -> set[date]:
    contact = municipalities.contact_of(municipality_nis)
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    exceptions = contact.exceptions if contact else ()
    shut = [one for one in exceptions if not one.spans]
    return {day for day in days if any(one.first_on <= day <= one.last_on for one in shut)}


def _taken(kind: AppointmentKind, first: date, last: date, without: UUID | None) -> list[_Taken]:
    begin = datetime.combine(first, datetime.min.time(), tzinfo=HOME) - timedelta(days=1)
    end = datetime.combine(last, datetime.min.time(), tzinfo=HOME) + timedelta(days=1)
    rows = Appointment.objects.filter(
        kind=kind, state=State.BOOKED, starts_at__gte=begin, starts_at__lt=end
    )
    if without is not None:
        rows = rows.exclude(pk=without)
    return [_Taken(*row) for row in rows.values_list("starts_at", "ends_at", "place")]
