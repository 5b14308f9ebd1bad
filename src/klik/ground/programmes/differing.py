"""What changed between two versions of a programme, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from klik.ground.clock import HOME
from klik.ground.programmes.programme import Programme, Session, Texts, in_language
from klik.packages.wording import format_date


class ChangeKind(StrEnum):
    """What kind of change."""

    ADDED = "added"
    CANCELLED = "cancelled"
    BACK = "back"
    MOVED = "moved"
    OTHER_ROOM = "other-room"
    OTHER_SPEAKER = "other-speaker"
    RENAMED = "renamed"
    REWORDED = "reworded"
    EVENT_CANCELLED = "event-cancelled"
    EVENT_MOVED = "event-moved"
    EVENT_CHANGED = "event-changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: What kind.
        session: The key of the session; empty for the event as a whole.
        texts: What changed, in Dutch and English; names nobody who speaks.
    """

    kind: ChangeKind
    session: str
    texts: Texts


_WORDS: Final[Mapping[ChangeKind, tuple[str, str]]] = MappingProxyType(
    {
        ChangeKind.ADDED: ("Nieuw: {title}, {when}.", "New: {title}, {when}."),
        ChangeKind.CANCELLED: ("Gaat niet door: {title}.", "Does not take place: {title}."),
        ChangeKind.BACK: (
            "Gaat toch door: {title}, {when}.",
            "Takes place after all: {title}, {when}.",
        ),
        ChangeKind.MOVED: (
            "Ander moment: {title}. Het was {before}. Het wordt {when}.",
            "Other time: {title}. It was {before}. It is now {when}.",
        ),
        ChangeKind.OTHER_ROOM: (
            "Andere zaal: {title}. Het was {before}. Het wordt {room}.",
            "Other room: {title}. It was {before}. It is now {room}.",
        ),
        ChangeKind.OTHER_SPEAKER: (
            "Andere spreker: {title}. Kijk in het programma wie er spreekt.",
            "Other speaker: {title}. The programme says who speaks.",
        ),
        ChangeKind.RENAMED: (
            "Andere titel: {before} heet nu {title}.",
            "Other title: {before} is now called {title}.",
        ),
        ChangeKind.REWORDED: (
            "Andere uitleg: {title}.",
            "Described otherwise: {title}.",
        ),
        ChangeKind.EVENT_CANCELLED: (
            "Dit evenement gaat niet door: {title}.",
            "This event does not take place: {title}.",
        ),
        ChangeKind.EVENT_MOVED: (
            "Het evenement begint op een ander moment: {when}. Het was {before}.",
            "The event begins at another time: {when}. It was {before}.",
        ),
        ChangeKind.EVENT_CHANGED: (
            "De gegevens van het evenement zijn aangepast.",
            "The particulars of the event were changed.",
        ),
    }
)
_NOWHERE: Final = {"nl": "nog geen zaal", "en": "no room yet"}


def difference(old: Programme | None, new: Programme) -> list[Change]:
    """Return what changed from one version to the next: of the event first, then by session.

    Args:
        old: The version before; None where there was none, and everything is new.
        new: The version after.
    """
    changes = list(_of_event(old, new)) if old else []
    before = {one.key: one for one in old.sessions} if old else {}
    for session in new.sessions:
        had = before.get(session.key)
        if had is None:
            if not session.is_cancelled:
                changes.append(_change(ChangeKind.ADDED, session))
        elif old is not None:
            changes += _of_session(had, session, old, new)
    return changes


def _of_event(old: Programme, new: Programme) -> Iterator[Change]:
    if new.is_cancelled and not old.is_cancelled:
        yield _told(ChangeKind.EVENT_CANCELLED, "", title=new.title)
    if old.starts_at != new.starts_at:
        yield _told(
            ChangeKind.EVENT_MOVED, "", when=_when(new.starts_at), before=_when(old.starts_at)
        )
    same = (old.title, old.summary, old.place, old.attendance, old.ends_at) == (
        new.title, new.summary, new.place, new.attendance, new.ends_at,
    )  # fmt: skip
    if not same:
        yield _told(ChangeKind.EVENT_CHANGED, "")


def _of_session(
    old: Session, new: Session, before: Programme, after: Programme
) -> Iterator[Change]:
    if new.is_cancelled != old.is_cancelled:
        yield _change(ChangeKind.CANCELLED if new.is_cancelled else ChangeKind.BACK, new)
    if not new.is_cancelled:
        yield from _of_standing(old, new, before, after)


def _of_standing(
    old: Session, new: Session, before: Programme, after: Programme
) -> Iterator[Change]:
    if old.title != new.title:
        yield _change(ChangeKind.RENAMED, new, before=old.title)
    if (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at):
        yield _change(ChangeKind.MOVED, new, before=_span(old))
    had, has = before.room_name(old.room), after.room_name(new.room)
    if had != has:
        yield _change(ChangeKind.OTHER_ROOM, new, before=_room(had), room=_room(has))
    if [one.speaker for one in old.parts] != [one.speaker for one in new.parts]:
        yield _change(ChangeKind.OTHER_SPEAKER, new)
    if _rest(old) != _rest(new):
        yield _change(ChangeKind.REWORDED, new)


def _rest(session: Session) -> tuple[object, ...]:
    return (session.abstract, session.kind, session.language, session.is_not_recorded)


def _change(kind: ChangeKind, session: Session, **more: Texts) -> Change:
    return _told(kind, session.key, title=session.title, when=_span(session), **more)


def _told(kind: ChangeKind, session: str, **parts: Texts) -> Change:
    texts = {
        language: template.format(
            **{name: in_language(part, language) for name, part in parts.items()}
        )
        for language, template in zip(("nl", "en"), _WORDS[kind], strict=True)
    }
    return Change(kind, session, texts)


def _span(session: Session) -> Texts:
    begin, end = session.starts_at.astimezone(HOME), session.ends_at.astimezone(HOME)
    return {
        "nl": f"{format_date(begin.date(), 'nl')} van {_dutch(begin)} tot {_dutch(end)} uur",
        "en": f"{format_date(begin.date(), 'en')}, {begin:%H:%M} to {end:%H:%M}",
    }


def _when(moment: datetime) -> Texts:
    here = moment.astimezone(HOME)
    return {
        "nl": f"{format_date(here.date(), 'nl')} om {_dutch(here)} uur",
        "en": f"{format_date(here.date(), 'en')}, {here:%H:%M}",
    }


def _dutch(moment: datetime) -> str:
    return f"{moment.hour}.{moment:%M}" if moment.minute else str(moment.hour)


def _room(name: str) -> Texts:
    return {"nl": name, "en": name} if name else _NOWHERE
