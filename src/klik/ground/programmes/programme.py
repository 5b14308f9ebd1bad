"""What a programme is: days, rooms, sessions, and who speaks where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""A text per language; the Dutch one is always there."""


class Attendance(StrEnum):
    """Where one takes part."""

    PRESENT = "present"
    ONLINE = "online"
    MIXED = "mixed"


class SessionKind(StrEnum):
    """What happens in a session."""

    OPENING = "opening"
    TALK = "talk"
    KEYNOTE = "keynote"
    PANEL = "panel"
    WORKSHOP = "workshop"
    BREAK = "break"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Day:
    """The hours of one day."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Room:
    """Where sessions take place; without a capacity nobody counted the seats."""

    key: str
    name: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a session: the key of a speaker, and what she does there."""

    speaker: str
    role: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    """A speaker as everybody may see her.

    A programme holds her key only: her name is shown as long as she agrees, in old versions too.

    Attributes:
        key: Hers.
        name: Empty where she does not want to be named.
        organisation: For whom she speaks.
        role: What she does there.
    """

    key: str
    name: str
    organisation: str = ""
    role: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """One part of the programme.

    Attributes:
        key: The same as long as it is the same session, whatever changes.
        title: Per language.
        abstract: Per language, Markdown.
        kind: What happens.
        language: That is spoken, such as `nl`.
        room: The key of a room; empty where none is known.
        starts_at: When.
        ends_at: When.
        expected: How many people; None for everybody.
        is_parallel: Whether other sessions take place at the same time.
        is_not_recorded: Whether nobody may record it.
        is_cancelled: Whether it does not take place.
        parts: Who speaks, in order.
        sequence: How often it changed since it was first released (RFC 5545, 3.8.7.4).
        changed_at: When it was released as it is; None in a draft.
        previously_at: When it was to start before it was moved; None where it never moved.
    """

    key: str
    title: Texts
    abstract: Texts
    kind: str
    language: str
    room: str
    starts_at: datetime
    ends_at: datetime
    expected: int | None = None
    is_parallel: bool = False
    is_not_recorded: bool = False
    is_cancelled: bool = False
    parts: tuple[Part, ...] = ()
    sequence: int = 0
    changed_at: datetime | None = None
    previously_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole programme of an event.

    Attributes:
        key: Of the event, the same for good.
        slug: As in addresses.
        title: Per language.
        summary: Per language.
        place: Where, in words.
        attendance: Where one takes part.
        capacity: How many people; None where nobody counts.
        contact: An address that everybody may write to; of no person.
        is_cancelled: Whether the event does not take place.
        days: In order; one at least.
        rooms: In order.
        sessions: By start, then by key.
        sequence, changed_at, previously_at: As of a session.
    """

    key: str
    slug: str
    title: Texts
    summary: Texts
    place: str
    attendance: str
    capacity: int | None
    contact: str
    is_cancelled: bool
    days: tuple[Day, ...]
    rooms: tuple[Room, ...]
    sessions: tuple[Session, ...]
    sequence: int = 0
    changed_at: datetime | None = None
    previously_at: datetime | None = None

    @property
    def starts_at(self) -> datetime:
        """When the first day begins."""
        return self.days[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """When the last day ends."""
        return self.days[-1].ends_at

    def room_name(self, key: str) -> str:
        """Return the name of a room; empty where it is not known."""
        return next((room.name for room in self.rooms if room.key == key), "")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where pages are, as whole addresses.

    Attributes:
        event: Of the event.
        session: Of a session, by its key.
    """

    event: str
    session: Callable[[str], str]


def in_language(texts: Texts, language: str) -> str:
    """Return a text in a language, else in Dutch; empty where there is none."""
    return texts.get(language) or texts.get("nl", "")
