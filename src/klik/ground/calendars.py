"""Calendars that a phone or a computer takes over: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar.

    Attributes:
        uid: The same as long as it is the same thing, however often it moves.
        title: What it is.
        starts: A moment, or a day for what lasts all of it.
        ends: Likewise; the day after the last day.
        stamp: When it was last changed.
        sequence: How often it was changed (RFC 5545, 3.8.7.4).
        place: Where.
        text: What one must know.
        is_cancelled: Whether it does not take place.
        address: Of the page about it; empty where there is none.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | date
    stamp: datetime
    sequence: int = 0
    place: str = ""
    text: str = ""
    is_cancelled: bool = False
    address: str = ""


def calendar_file(
    entries: Iterable[Entry],
    *,
    name: str,
    language: str,
    method: Method = "PUBLISH",
    zone: ZoneInfo | None = None,
) -> bytes:
    """Return the entries as one iCalendar file; the same bytes for the same entries.

    Moments stand in UTC, so that summer time cannot be read wrongly; or in a zone whose rules
    stand in the file (VTIMEZONE), so that a programme shows the hours of its place.

    Args:
        entries: In the order of the file.
        name: Of the calendar.
        language: Of the texts.
        method: What the receiver should do with it (RFC 5546).
        zone: Of the moments; None for UTC.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Klik//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    shown = list(entries)
    for entry in shown:
        calendar.add_component(_event(entry, zone or UTC))
    if zone is not None and shown:
        years = [one.year for entry in shown for one in (entry.starts, entry.ends)]
        calendar.add_missing_timezones(
            first_date=date(min(years), 1, 1), last_date=date(max(years) + 1, 1, 1)
        )
    return bytes(calendar.to_ical())


def _event(entry: Entry, zone: tzinfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("dtstart", _written(entry.starts, zone))
    event.add("dtend", _written(entry.ends, zone))
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    if entry.text:
        event.add("description", entry.text)
    if entry.address:
        event.add("url", entry.address)
    return event


def _written(when: datetime | date, zone: tzinfo) -> datetime | date:
    return when.astimezone(zone) if isinstance(when, datetime) else when
