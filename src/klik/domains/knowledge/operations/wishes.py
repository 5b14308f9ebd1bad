"""What an editor asks for, and whether it is whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from klik.domains.knowledge.models import HubEvent
from klik.domains.knowledge.operations.refusals import (
    EventRefused,
    RoomUnknown,
    SpeakersRefused,
)
from klik.ground.programmes.programme import Attendance, Part, SessionKind, Texts

LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 20_000
_LANGUAGES: Final = frozenset({"nl", "en", "fr", "de"})


@dataclass(frozen=True, slots=True)
class EventWish:
    """What an event is; `slug` is its address. See `models.HubEvent`."""

    slug: str
    title: Texts
    summary: Texts
    place: str
    attendance: str = Attendance.PRESENT
    capacity: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    keep_days: int = 30
    contact: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class SessionWish:
    """What a session is; `parts` say who speaks, in order. See `programme.Session`."""

    title: Texts
    starts_at: datetime
    ends_at: datetime
    abstract: Texts = field(default_factory=dict)
    kind: str = SessionKind.TALK
    language: str = "nl"
    room: str = ""
    expected: int | None = None
    is_parallel: bool = False
    is_not_recorded: bool = False
    is_cancelled: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerWish:
    """Who speaks; her name is kept only with the day on which she agreed to be named."""

    name: str = ""
    agreed_on: date | None = None
    organisation: str = ""
    role: Texts = field(default_factory=dict)


def tidy(texts: Texts) -> dict[str, str]:
    """Return the texts without blanks around them, and without languages that nobody reads."""
    stripped = {language: text.strip() for language, text in texts.items()}
    return {key: text for key, text in stripped.items() if text and key in _LANGUAGES}


def event_fields(wish: EventWish) -> dict[str, object]:
    """Return what an event is as its row keeps it.

    Raises:
        EventRefused: It lacks what it needs.
    """
    title, summary = tidy(wish.title), tidy(wish.summary)
    if wish.opens_at is None or wish.closes_at is None:
        in_order = wish.opens_at == wish.closes_at
    else:
        in_order = wish.opens_at < wish.closes_at
    is_whole = title.get("nl") and wish.place.strip() and wish.attendance in set(Attendance)
    if not (is_whole and in_order and is_slug(wish.slug) and _is_sized(title, summary)):
        raise EventRefused
    return {**asdict(wish), "title": title, "summary": summary, "place": wish.place.strip()}


def session_fields(event: HubEvent, wish: SessionWish) -> dict[str, object]:
    """Return what a session is as its row keeps it, without who speaks.

    Raises:
        EventRefused: It lacks what it needs, or names a room or speaker that the event lacks.
    """
    title, abstract = tidy(wish.title), tidy(wish.abstract)
    is_whole = title.get("nl") and wish.kind in set(SessionKind) and _is_sized(title, abstract)
    if not is_whole or wish.ends_at <= wish.starts_at:
        raise EventRefused
    if wish.room and not event.rooms.filter(key=wish.room).exists():
        raise RoomUnknown
    speakers = {one.speaker for one in wish.parts}
    known = {str(key) for key in event.speakers.values_list("pk", flat=True)} if speakers else set()
    if len(speakers) < len(wish.parts) or not speakers <= known:
        raise SpeakersRefused
    fields = asdict(wish)
    del fields["parts"]
    return {**fields, "title": title, "abstract": abstract}


def _is_sized(title: Texts, text: Texts) -> bool:
    return all(len(one) <= LONGEST_TITLE for one in title.values()) and all(
        len(one) <= LONGEST_TEXT for one in text.values()
    )


def is_slug(text: str) -> bool:
    """Say whether a text may stand in an address."""
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return True
