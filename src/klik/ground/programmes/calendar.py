"""A programme as iCalendar (RFC 5545), with the time zone of Brussels written out."""

from __future__ import annotations

from klik.ground.calendars import Entry, calendar_file
from klik.ground.clock import HOME
from klik.ground.programmes.programme import Addresses, Programme, Session, in_language


def programme_calendar(programme: Programme, addresses: Addresses, *, language: str) -> bytes:
    """Return a released programme as one file: an entry per session, cancelled ones too.

    An event without sessions is one entry. A calendar that holds an earlier version takes this
    one as an update: the same UID, a higher SEQUENCE.

    Raises:
        ValueError: It is a draft: nobody has read it yet.
    """
    entries = [_entry(one, programme, addresses, language) for one in programme.sessions]
    name = in_language(programme.title, language)
    return calendar_file(
        entries or [_whole(programme, addresses, language)], name=name, language=language, zone=HOME
    )


def session_calendar(
    programme: Programme, session: Session, addresses: Addresses, *, language: str
) -> bytes:
    """Return one session as a file, with the UID that it has in the whole programme.

    Raises:
        ValueError: It is a draft: nobody has read it yet.
    """
    entry = _entry(session, programme, addresses, language)
    return calendar_file([entry], name=entry.title, language=language, zone=HOME)


def uid_of(session: Session) -> str:
    """Return what a calendar knows a session by, for good."""
    return f"session-{session.key}@klik"


def _entry(session: Session, programme: Programme, addresses: Addresses, language: str) -> Entry:
    if session.changed_at is None:
        raise ValueError("A session that was never released has no place in a calendar.")
    room = programme.room_name(session.room)
    return Entry(
        uid=uid_of(session),
        title=in_language(session.title, language),
        starts=session.starts_at,
        ends=session.ends_at,
        stamp=session.changed_at,
        sequence=session.sequence,
        place=", ".join(part for part in (room, programme.place) if part),
        text=in_language(session.abstract, language),
        is_cancelled=session.is_cancelled or programme.is_cancelled,
        address=addresses.session(session.key),
    )


def _whole(programme: Programme, addresses: Addresses, language: str) -> Entry:
    if programme.changed_at is None:
        raise ValueError("A programme that was never released has no place in a calendar.")
    return Entry(
        uid=f"hub-event-{programme.key}@klik",
        title=in_language(programme.title, language),
        starts=programme.starts_at,
        ends=programme.ends_at,
        stamp=programme.changed_at,
        sequence=programme.sequence,
        place=programme.place,
        text=in_language(programme.summary, language),
        is_cancelled=programme.is_cancelled,
        address=addresses.event,
    )
