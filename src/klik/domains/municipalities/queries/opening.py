"""Where a municipality can be reached, and whether it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from klik.domains.municipalities.models import Contact
from klik.ground.clock import HOME
from klik.ground.hours import Span, moment_of, restored_hours

DAYS_AHEAD: Final = 60


@dataclass(frozen=True, slots=True)
class OpenException:
    """Days on which other hours hold; none at all where it is closed."""

    first_on: date
    last_on: date
    spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Contacted:
    """Where and when a municipality can be reached.

    Attributes:
        place: The name of the building.
        address_lines: Below that.
        phone, email, website: As they are written; empty where there is none.
        week: The hours of each weekday, from Monday.
        exceptions: By their first day.
    """

    place: str
    address_lines: tuple[str, ...]
    phone: str
    email: str
    website: str
    week: tuple[tuple[Span, ...], ...]
    exceptions: tuple[OpenException, ...]


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one day, and why they differ from other weeks where they do."""

    day: date
    spans: tuple[Span, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it is open at a moment.

    Attributes:
        closes_at: Until when it is open; None where it is closed.
        opens_at: When it opens next; None where it is open, or no such day is near.
    """

    closes_at: datetime | None
    opens_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether somebody is there."""
        return self.closes_at is not None


def contact_of(municipality_nis: str) -> Contacted | None:
    """Return where a municipality acted for can be reached; None where nobody said so."""
    row = Contact.objects.filter(municipality_nis=municipality_nis).first()
    if row is None:
        return None
    exceptions = [_exception(one) for one in row.exceptions]
    return Contacted(
        place=row.place,
        address_lines=tuple(row.address_lines),
        phone=row.phone,
        email=row.email,
        website=row.website,
        week=tuple(restored_hours(day) for day in row.hours),
        exceptions=tuple(sorted(exceptions, key=lambda one: one.first_on)),
    )


def hours_on(contact: Contacted, day: date) -> DayHours:
    """Return the hours of one day: of an exception before those of its weekday."""
    for one in contact.exceptions:
        if one.first_on <= day <= one.last_on:
            return DayHours(day, one.spans, one.why)
    return DayHours(day, contact.week[day.weekday()])


def standing_at(contact: Contacted, moment: datetime) -> Standing:
    """Return whether it is open at `moment`, until when, or when it opens next."""
    today = moment.astimezone(HOME).date()
    for span in hours_on(contact, today).spans:
        opens, closes = moment_of(today, span.opens), moment_of(today, span.closes)
        if opens and closes and opens <= moment < closes:
            return Standing(closes, None)
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        for span in hours_on(contact, day).spans:
            opens = moment_of(day, span.opens)
            if opens and opens > moment:
                return Standing(None, opens)
    return Standing(None, None)


def _exception(stored: dict[str, Any]) -> OpenException:
    return OpenException(
        first_on=date.fromisoformat(stored["first_on"]),
        last_on=date.fromisoformat(stored["last_on"]),
        spans=restored_hours(stored["spans"]),
        why=stored["why"],
    )
