"""Every route of my municipality: what a visitor gets, and what another municipality has not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from tests.faces.desk.routing import Open
from tests.factories.acting import WINGENE
from tests.factories.appointments import VISITOR, passport
from tests.factories.knowledge import event, kept, news, rounds_kept, vacancy
from tests.factories.reports import planned, reported

from klik.domains.appointments import queries as appointments
from klik.domains.knowledge import queries as knowledge
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

NOTHING = UUID(int=1)


@dataclass(frozen=True, slots=True)
class About:
    """A page about an object of Wingene: a visitor reads it there, and nowhere else."""

    name: str
    make: Callable[[], tuple[object, ...]]

    def __str__(self) -> str:
        return self.name


def kind() -> tuple[object, ...]:
    return (passport(hours="6-22").pk,)


def moment() -> tuple[object, ...]:
    found = passport(hours="6-22")
    with acting_for([WINGENE], VISITOR):
        slot = appointments.bookable_slots(found, moment_now())[0]
    return found.pk, slot.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%MZ")


def zone() -> tuple[object, ...]:
    rounds_kept()
    with acting_for([WINGENE], VISITOR):
        return (knowledge.zones(WINGENE)[0].pk,)


ABOUT = (
    About("moments", kind),
    About("book", moment),
    About("public-report", lambda: (planned(reported().report).reference,)),
    About("news-item", lambda: (kept(news()).pk,)),
    About("event", lambda: (kept(event()).pk,)),
    About("vacancy", lambda: (kept(vacancy()).pk,)),
    About("waste-zone", zone),
    About("waste-calendar", zone),
)
OF_EVERYBODY = (
    "my-municipality",
    "contact",
    "appointments",
    "find-appointment",
    "reports",
    "report",
    "follow-report",
    "news",
    "news-feed",
    "agenda",
    "agenda-calendar",
    "agenda-feed",
    "vacancies",
    "waste",
)
OWN = ("appointment", "appointment-calendar", "move-moments", "cancel-appointment")
"""Of who made an appointment alone: `test_town` opens them to her and to nobody else."""
TOWN = (
    *(Open(f"portal:{name}", parts=("wingene",)) for name in OF_EVERYBODY),
    *(Open(f"portal:{name}", 404, 404, ("wingene", NOTHING)) for name in OWN),
    Open("portal:move-appointment", 405, 405, ("wingene", NOTHING)),
    Open("portal:own-report", 404, 404, ("wingene", "M-2026-0009")),
    Open("portal:own-photo", 404, 404, ("wingene", "M-2026-0009", NOTHING)),
    Open("portal:public-report", 404, 404, ("wingene", "M-2026-0009")),
    Open("portal:book", 404, 404, ("wingene", NOTHING, "20261130T0800Z")),
    *(
        Open(f"portal:{name}", 404, 404, ("wingene", NOTHING))
        for name in (
            "moments",
            "news-item",
            "event",
            "vacancy",
            "waste-zone",
            "waste-calendar",
        )
    ),
)
