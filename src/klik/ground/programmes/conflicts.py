"""What cannot be right in a programme: warned about, never refused, for a draft is unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import Final

from klik.ground.programmes.programme import Programme, Session, Texts, in_language


class ConflictKind(StrEnum):
    """What kind of conflict."""

    SAME_ROOM = "same-room"
    SAME_SPEAKER = "same-speaker"
    OUTSIDE_HOURS = "outside-hours"
    NO_ROOM = "no-room"
    TOO_SMALL = "too-small"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict.

    Attributes:
        kind: What kind.
        sessions: The keys of the sessions that it is about, one or two.
        texts: What it is and what to do, in Dutch and English.
    """

    kind: ConflictKind
    sessions: tuple[str, ...]
    texts: Texts


_WORDS: Final[Mapping[ConflictKind, tuple[str, str]]] = MappingProxyType(
    {
        ConflictKind.SAME_ROOM: (
            "{title} en {other} zijn tegelijk in {room}. Kies een andere zaal of een ander uur.",
            "{title} and {other} are in {room} at once. Choose another room or time.",
        ),
        ConflictKind.SAME_SPEAKER: (
            "Een spreker staat tegelijk bij {title} en bij {other}. Verplaats een van beide.",
            "A speaker is in {title} and in {other} at once. Move one of the two.",
        ),
        ConflictKind.OUTSIDE_HOURS: (
            "{title} valt buiten de uren van de dag. Pas het uur aan of de uren van de dag.",
            "{title} lies outside the hours of the day. Change its time or those hours.",
        ),
        ConflictKind.NO_ROOM: (
            "{title} heeft nog geen zaal. Kies er een.",
            "{title} has no room yet. Choose one.",
        ),
        ConflictKind.TOO_SMALL: (
            "{title}: in {room} is plaats voor {seats} mensen. U verwacht er {expected}.",
            "{title}: {room} seats {seats} people. You expect {expected}.",
        ),
    }
)


def conflicts_in(programme: Programme) -> list[Conflict]:
    """Return what cannot be right: by session, in the order of the programme, then by pair."""
    standing = [one for one in programme.sessions if not one.is_cancelled]
    single = [found for one in standing for found in _alone(one, programme)]
    return single + list(_pairs(standing, programme))


def _alone(session: Session, programme: Programme) -> Iterator[Conflict]:
    inside = any(
        day.starts_at <= session.starts_at and session.ends_at <= day.ends_at
        for day in programme.days
    )
    if not inside:
        yield _told(ConflictKind.OUTSIDE_HOURS, session)
    if not session.room:
        if programme.attendance != "online":
            yield _told(ConflictKind.NO_ROOM, session)
        return
    seats = next((one.capacity for one in programme.rooms if one.key == session.room), None)
    everybody = None if session.is_parallel else programme.capacity
    expected = session.expected if session.expected is not None else everybody
    if seats is not None and expected is not None and expected > seats:
        room = programme.room_name(session.room)
        yield _told(ConflictKind.TOO_SMALL, session, room=room, seats=seats, expected=expected)


def _pairs(standing: Sequence[Session], programme: Programme) -> Iterator[Conflict]:
    in_time = sorted(standing, key=lambda one: (one.starts_at, one.key))
    for one, other in combinations(in_time, 2):
        if other.starts_at >= one.ends_at:
            continue
        if one.room and one.room == other.room:
            room = programme.room_name(one.room)
            yield _told(ConflictKind.SAME_ROOM, one, other, room=room)
        if {part.speaker for part in one.parts} & {part.speaker for part in other.parts}:
            yield _told(ConflictKind.SAME_SPEAKER, one, other)


def _told(
    kind: ConflictKind, session: Session, other: Session | None = None, **details: object
) -> Conflict:
    texts = {
        language: template.format(
            title=in_language(session.title, language),
            other=in_language(other.title, language) if other else "",
            **details,
        )
        for language, template in zip(("nl", "en"), _WORDS[kind], strict=True)
    }
    return Conflict(kind, (session.key, other.key) if other else (session.key,), texts)
