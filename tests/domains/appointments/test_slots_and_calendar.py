"""Moments follow openings, closed days and summer time; a calendar takes them over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event
from tests.factories.acting import CLERK, MANAGER, NOON, WINGENE
from tests.factories.appointments import (
    MORNING,
    TOWN_HALL,
    VISITOR,
    booked,
    code_hash_of,
    later,
    passport,
)

from klik.domains.appointments import operations, queries
from klik.domains.appointments.models import Appointment
from klik.domains.appointments.operations import Holder, Hours
from klik.domains.municipalities.operations import set_contact
from klik.domains.municipalities.queries import OpenException
from klik.ground.hours import HoursRefused, read_hours
from klik.ground.tenancy import acting_for

DAY = MORNING.date()


def test_one_day_has_its_own_hours_and_a_closed_day_none(town: None) -> None:
    kind = passport()
    tuesday, wednesday = DAY + timedelta(days=1), DAY + timedelta(days=2)
    with acting_for([WINGENE], MANAGER):
        weekly = [Hours(day, None, read_hours("9-10")) for day in range(7)]
        single = Hours(None, tuesday, read_hours("14-14.30"), 3)
        operations.set_openings(kind, [*weekly, single], moment=NOON)
        strike = OpenException(wednesday, wednesday, (), "Staking")
        set_contact(WINGENE, replace(TOWN_HALL, exceptions=(strike,)), moment=NOON)

        slots = queries.slots_of(kind, DAY, wednesday)

    assert [(one.starts_at.strftime("%d %H.%M"), len(one.free)) for one in slots] == [
        ("30 09.00", 1),
        ("30 09.30", 1),
        ("01 14.00", 3),
    ]


def test_slots_keep_their_length_when_the_clock_changes(town: None) -> None:
    kind = passport(hours="1-5")
    with acting_for([WINGENE], CLERK):
        spring = queries.slots_of(kind, date(2027, 3, 28), date(2027, 3, 28))
        autumn = queries.slots_of(kind, date(2027, 10, 31), date(2027, 10, 31))
        next_morning = queries.slots_of(kind, date(2027, 3, 29), date(2027, 3, 29))[0]

    # From 1 to 5 there are three hours in the one night and five in the other.
    assert (len(spring), len(autumn)) == (6, 10)
    assert {one.ends_at.astimezone(UTC) - one.starts_at.astimezone(UTC) for one in spring} == {
        timedelta(minutes=30)
    }
    assert next_morning.starts_at.astimezone(UTC) == datetime(2027, 3, 28, 23, 0, tzinfo=UTC)


def test_a_calendar_follows_it_under_one_uid(town: None) -> None:
    made = booked(passport())
    holder = Holder(code_hash=code_hash_of(made))
    with acting_for([WINGENE], VISITOR):
        row = made.appointment
        first = _event(row)
        row = operations.move(
            row, starts_at=later(hour=9, minute=30), holder=holder, moment=NOON + timedelta(hours=1)
        )
        moved = _event(row)
        cancelled = _event(operations.cancel(row, holder=holder, moment=NOON + timedelta(hours=2)))

    assert {one["UID"] for one in (first, moved, cancelled)} == {f"appointment-{row.pk}@klik"}
    assert [one["SEQUENCE"] for one in (first, moved, cancelled)] == [0, 1, 2]
    assert [one["STATUS"] for one in (first, moved, cancelled)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert moved.decoded("DTSTART") == datetime(2026, 11, 30, 8, 30, tzinfo=UTC)


def test_a_cancelled_appointment_cancels_itself_in_a_calendar(town: None) -> None:
    made = booked(passport())
    with acting_for([WINGENE], CLERK):
        row = operations.cancel(
            made.appointment, holder=operations.COUNTER, because="Ziek", moment=NOON
        )
        file = queries.calendar_of(row, language="nl")

    assert Calendar.from_ical(file)["METHOD"] == "CANCEL"


@pytest.mark.parametrize("text", ["9", "9-8", "9-12, 11-13", "25-26", "9.61-10", "negen uur"])
def test_hours_that_nobody_can_read_are_refused(text: str) -> None:

    with pytest.raises(HoursRefused):
        read_hours(text)


def _event(row: Appointment) -> Event:
    return Calendar.from_ical(queries.calendar_of(row, language="nl")).events[0]
