"""Something to come for, when somebody is there, and fictitious people who come."""

from datetime import datetime, time
from uuid import uuid4

from tests.factories.acting import MANAGER, NOON, WINGENE

from klik.domains.appointments import operations
from klik.domains.appointments.models import AppointmentKind
from klik.domains.appointments.operations import Booked, Hours, KindWish, Wish
from klik.domains.municipalities.operations import set_contact
from klik.domains.municipalities.queries import Contacted
from klik.ground.callers import Caller
from klik.ground.clock import HOME
from klik.ground.hours import read_hours
from klik.ground.tenancy import Actor, ActorKind, acting_for

VISITOR = Actor(ActorKind.RESIDENT, "visitor")
MORNING = datetime(2026, 11, 30, 9, 0, tzinfo=HOME)  # the Monday after NOON
LIEN = Caller(name="Lien Voorbeeld", email="lien@voorbeeld.example")
WEEK = tuple(
    read_hours(text) for text in ("9-12.30", "9-12.30", "9-12.30, 13.30-19", "", "9-12", "", "")
)
TOWN_HALL = Contacted(
    place="Gemeentehuis Wingene (voorbeeld)",
    address_lines=("Oude Bruggestraat 13", "8750 Wingene"),
    phone="051 00 00 00",
    email="info@voorbeeld.example",
    website="voorbeeld.example",
    week=WEEK,
    exceptions=(),
)


def keep_contact(nis: str = WINGENE) -> None:
    """Keep where the municipality can be reached."""
    with acting_for([nis], MANAGER):
        set_contact(nis, TOWN_HALL, moment=NOON)


def passport(nis: str = WINGENE, *, capacity: int = 1, hours: str = "9-10") -> AppointmentKind:
    """Let people come for a passport, every day; half an hour each."""
    wish = KindWish(
        title={"nl": "Reispas", "en": "Passport"},
        bring={"nl": "uw identiteitskaart", "en": "your identity card"},
        minutes=30,
        capacity=capacity,
        lead_hours=2,
        horizon_days=60,
    )
    with acting_for([nis], MANAGER):
        kind = operations.set_kind(nis, uuid4(), wish, moment=NOON)
        week = [Hours(day, None, read_hours(hours)) for day in range(7)]
        operations.set_openings(kind, week, moment=NOON)
    return kind


def wish_for(kind: AppointmentKind, *, at: datetime = MORNING, key: str = "") -> Wish:
    """Return what Lien asks for."""
    return Wish(key or uuid4().hex, kind.pk, at, LIEN, "nl")


def booked(kind: AppointmentKind, *, at: datetime = MORNING, nis: str = WINGENE) -> Booked:
    """Let Lien make an appointment without logging in."""
    with acting_for([nis], VISITOR):
        return operations.book(nis, wish_for(kind, at=at), moment=NOON)


def later(*, hour: int, minute: int = 0) -> datetime:
    """Return a time of that Monday."""
    return datetime.combine(MORNING.date(), time(hour, minute), tzinfo=HOME)


def code_hash_of(made: Booked) -> bytes:
    """Return what somebody shows who typed the code."""
    return bytes(made.appointment.code_hash)
