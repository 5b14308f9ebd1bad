"""A programme written down for good, and which of its sessions changed since the last time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

from klik.ground.canonical import canonical
from klik.ground.clock import HOME
from klik.ground.programmes.programme import Day, Part, Programme, Room, Session

_Counted = TypeVar("_Counted", Session, Programme)
_Plain: TypeAlias = Mapping[str, Any]


def written(programme: Programme) -> str:
    """Return the programme as canonical JSON: the same text for the same programme."""
    return canonical(_plain(asdict(programme))).decode()


def digest_of_text(text: str) -> str:
    """Return the SHA-256 of a written programme, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Programme:
    """Return the programme that `written` wrote.

    Raises:
        ValueError, KeyError, TypeError: It wrote nothing of the kind.
    """
    found = json.loads(text)
    days = tuple(Day(_moment(one["starts_at"]), _moment(one["ends_at"])) for one in found["days"])
    return Programme(
        **{
            **found,
            "days": days,
            "rooms": tuple(Room(**one) for one in found["rooms"]),
            "sessions": tuple(_session(one) for one in found["sessions"]),
            "changed_at": _moment_or_none(found["changed_at"]),
            "previously_at": _moment_or_none(found["previously_at"]),
        }
    )


def counted(draft: Programme, previous: Programme | None, *, moment: datetime) -> Programme:
    """Return a draft as it is released: what changed has a higher number, the rest its old one.

    Args:
        draft: As it will be read.
        previous: The latest release; None for the first.
        moment: Of the release.

    Source: RFC 5545, 3.8.7.4 (SEQUENCE) and 3.8.7.2 (DTSTAMP); schema.org/previousStartDate.
    """
    before = {one.key: one for one in previous.sessions} if previous else {}
    sessions = tuple(
        _carried(one, had, moment, is_same=_is_as_before(one, had, previous, draft))
        for one, had in ((one, before.get(one.key)) for one in draft.sessions)
    )
    event = replace(draft, sessions=())
    had = replace(previous, sessions=()) if previous else None
    is_same = had is not None and _bare(_frame(event)) == _bare(_frame(had))
    return replace(_carried(event, had, moment, is_same=is_same), sessions=sessions)


def is_same(one: Programme, other: Programme) -> bool:
    """Say whether two programmes say the same, whenever they were released."""
    frames = [_bare(replace(programme, sessions=())) for programme in (one, other)]
    parts = [[_bare(session) for session in programme.sessions] for programme in (one, other)]
    return frames[0] == frames[1] and parts[0] == parts[1]


def _frame(event: Programme) -> Programme:
    """Return what a calendar shows of an event as a whole: rooms and seats are not of it."""
    return replace(event, rooms=(), capacity=None, contact="")


def _is_as_before(
    session: Session, had: Session | None, previous: Programme | None, draft: Programme
) -> bool:
    if had is None or previous is None or _bare(session) != _bare(had):
        return False
    return previous.room_name(had.room) == draft.room_name(session.room)


def _carried(thing: _Counted, had: _Counted | None, moment: datetime, *, is_same: bool) -> _Counted:
    if had is None:
        return replace(thing, sequence=0, changed_at=moment.astimezone(UTC), previously_at=None)
    if is_same:
        return replace(
            thing,
            sequence=had.sequence,
            changed_at=had.changed_at,
            previously_at=had.previously_at,
        )
    has_moved = thing.starts_at != had.starts_at
    return replace(
        thing,
        sequence=had.sequence + 1,
        changed_at=moment.astimezone(UTC),
        previously_at=had.starts_at if has_moved else had.previously_at,
    )


def _bare(thing: _Counted) -> _Counted:
    """Return a thing without how often, when, and from where it changed."""
    return replace(thing, sequence=0, changed_at=None, previously_at=None)


def _session(found: _Plain) -> Session:
    return Session(
        **{
            **found,
            "starts_at": _moment(found["starts_at"]),
            "ends_at": _moment(found["ends_at"]),
            "parts": tuple(Part(**one) for one in found["parts"]),
            "changed_at": _moment_or_none(found["changed_at"]),
            "previously_at": _moment_or_none(found["previously_at"]),
        }
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(below) for below in value]
    return value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(HOME)


def _moment_or_none(text: str | None) -> datetime | None:
    return _moment(text) if text else None
