"""An event of a fictitious spring: two rooms, two speakers, and a programme of some sessions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.factories.acting import EDITOR, NOON, WINGENE

from klik.domains.knowledge.models import EventSession, HubEvent
from klik.domains.knowledge.operations import programming, releasing
from klik.domains.knowledge.operations.wishes import EventWish, SessionWish, SpeakerWish
from klik.ground.clock import HOME
from klik.ground.programmes.programme import Day, Part, Programme, Room, Session
from klik.ground.tenancy import acting_for

MORNING = datetime(2027, 3, 16, 9, 0, tzinfo=HOME)
DAY = Day(MORNING, MORNING + timedelta(hours=8))
ROOMS = (Room("grote-zaal", "Grote zaal (voorbeeld)", 120), Room("kamer", "Kamer", 12))
NAMED, UNNAMED = UUID(int=1), UUID(int=2)
COMMENT = {"nl": "Eerste versie", "en": "First version"}


def session(number: int, *, minutes: int = 30, room: str = "grote-zaal", **more: Any) -> Session:
    """Return the session with this number: each follows the one before."""
    begin = MORNING + timedelta(minutes=minutes * number)
    fields: dict[str, Any] = {
        "key": str(UUID(int=100 + number)),
        "title": {"nl": f"Deel {number}", "en": f"Part {number}"},
        "abstract": {"nl": "Wat **we** leerden."},
        "kind": "talk",
        "language": "nl",
        "room": room,
        "starts_at": begin,
        "ends_at": begin + timedelta(minutes=minutes),
        "parts": (Part(str(NAMED), {"nl": "spreker"}),),
    }
    return Session(**{**fields, **more})


def programme(*sessions: Session, **more: Any) -> Programme:
    """Return a programme of a day with these sessions."""
    fields: dict[str, Any] = {
        "key": str(UUID(int=7)),
        "slug": "de-klik",
        "title": {"nl": "Een dag (voorbeeld)", "en": "A day (example)"},
        "summary": {"nl": "Samen leren."},
        "place": "Huis van de Voorbeelden, Wingene",
        "attendance": "present",
        "capacity": 100,
        "contact": "hub@voorbeeld.example",
        "is_cancelled": False,
        "days": (DAY,),
        "rooms": ROOMS,
        "sessions": sessions,
    }
    return Programme(**{**fields, **more})


def wish(capacity: int | None = 100) -> EventWish:
    """Return what the event is; one registers from a day before noon until the morning."""
    made = programme()
    return EventWish(
        slug=made.slug,
        title=made.title,
        summary=made.summary,
        place=made.place,
        capacity=capacity,
        opens_at=NOON - timedelta(days=1),
        closes_at=MORNING,
        contact=made.contact,
    )


def session_wish(made: Session) -> SessionWish:
    """Return what an editor asks for to have this session."""
    names = ("title", "abstract", "kind", "language", "room", "starts_at", "ends_at", "parts")
    return SessionWish(**{name: getattr(made, name) for name in names})


def kept_event(sessions: int = 3, *, capacity: int | None = 100, nis: str = WINGENE) -> HubEvent:
    """Let an editor write an event, in her own transaction; nothing of it is released."""
    with acting_for([nis], EDITOR):
        event = programming.write_event(nis, uuid4(), wish(capacity), moment=NOON)
        programming.set_days(event, [DAY], moment=NOON)
        programming.set_rooms(event, ROOMS, moment=NOON)
        agreed = SpeakerWish("Noor Voorbeeld", NOON.date(), "Gemeente Voorbeeld")
        programming.write_speaker(event, NAMED, agreed, moment=NOON)
        silent = SpeakerWish("Niet Genoemd", None, "Voorbeeldschool")
        programming.write_speaker(event, UNNAMED, silent, moment=NOON)
        for number in range(sessions):
            keep_session(event, session(number, minutes=480 // max(sessions, 16)))
    return event


def keep_session(event: HubEvent, made: Session) -> EventSession:
    """Write this session, inside the transaction of the test."""
    return programming.write_session(event, UUID(made.key), session_wish(made), moment=NOON)


def released(event: HubEvent, *, moment: datetime = NOON, nis: str = WINGENE) -> int:
    """Let an editor release the draft, in her own transaction; return the number."""
    with acting_for([nis], EDITOR):
        return releasing.release(event, comment=COMMENT, moment=moment).number
