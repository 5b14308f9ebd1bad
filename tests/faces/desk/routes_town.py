"""Every route of what the desk keeps for everybody: who opens it, and on what."""

from collections.abc import Callable
from datetime import UTC
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.faces.desk.routing import Named, Route
from tests.factories.acting import CLERK, WINGENE
from tests.factories.appointments import LIEN, keep_contact, passport
from tests.factories.knowledge import (
    ROUNDS,
    STREETS,
    event,
    kept,
    news,
    rounds_kept,
    vacancy,
)
from tests.factories.reports import lamp, reported

from klik.domains.appointments import operations as appointments
from klik.domains.appointments import queries as booked
from klik.domains.appointments.models import Appointment, AppointmentKind
from klik.domains.appointments.operations import Wish
from klik.domains.knowledge.operations import Written
from klik.domains.knowledge.queries import MODELS
from klik.domains.reports import queries as reports
from klik.ground.clock import HOME, moment_now
from klik.ground.tenancy import Role, acting_for

READS = {Role.CLERK, Role.REGULATION_MANAGER, Role.AUDITOR}
WRITTEN: dict[str, Callable[[], Written]] = {"news": news, "event": event, "vacancy": vacancy}
KEEPS = {Role.CLERK, Role.REGULATION_MANAGER}
SEES_PEOPLE = {Role.CLERK, Role.AUDITOR}
HANDLES = {Role.CLERK}
GUEST = {"key": str(uuid4()), "name": "Lien Voorbeeld", "phone": "051 00 00 00"}
KIND = {
    "title_nl": "Rijbewijs",
    "minutes": "20",
    "capacity": "1",
    "lead_hours": "0",
    "horizon_days": "30",
    "day_0": "9-12",
    "exceptions": "24/12/2026-26/12/2026",
    "is_offered": "on",
}
CONTACT = {
    "place": "Gemeentehuis",
    "street": "Oude Bruggestraat 13",
    "town": "8750 Wingene",
    "phone": "051 00 00 00",
    "day_0": "9-12.30",
    "exceptions": "24/12/2026: Kerstmis\n31/12/2026: 9-12",
}
NEWS = {
    "title_nl": "Werken",
    "text_nl": "De straat is dicht.",
    **{f"published_on_{at}": part for at, part in enumerate(("23", "11", "2026"))},
}


def kind() -> Named:
    return {"kind": passport().pk}


def moment() -> Named:
    """Return the next moment that is free."""
    found = passport(capacity=9, hours="6-22")
    with acting_for([WINGENE], CLERK):
        slot = booked.bookable_slots(found, moment_now())[5]
    return {"kind": found.pk, "start": slot.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%MZ")}


def appointment() -> Named:
    """Return an appointment of tomorrow."""
    found = passport(capacity=9, hours="6-22")
    with acting_for([WINGENE], CLERK):
        slot = booked.bookable_slots(found, moment_now())[20]
        wish = Wish(uuid4().hex, found.pk, slot.starts_at, LIEN, "nl")
        made = appointments.book(WINGENE, wish, moment=moment_now())
    return {"appointment": made.appointment.pk}


def report() -> Named:
    return {"reference": reported().report.reference}


def photo() -> Named:
    made = reported(lamp(with_photo=True)).report
    with acting_for([WINGENE], CLERK):
        return {"reference": made.reference, "identifier": reports.photos_of(made)[0]}


def page() -> Named:
    return {"kind": "news", "page": kept(news()).pk}


def sent(text: str) -> dict[str, Any]:
    """Return what is sent with a file."""
    return {"file": SimpleUploadedFile("afval.csv", text.encode())}


def day_of() -> dict[str, Any]:
    """Return the day on which somebody comes."""
    with acting_for([WINGENE], CLERK):
        found = Appointment.objects.order_by("starts_at").first()
    return {"dag": found.starts_at.astimezone(HOME).date()} if found else {}


def wanted() -> dict[str, Any]:
    """Return for what somebody comes."""
    with acting_for([WINGENE], CLERK):
        return {"waarvoor": found.pk if (found := AppointmentKind.objects.first()) else ""}


def page_of(kind: str) -> Callable[[], Named]:
    """Write a page of this kind, and publish it."""
    return beside(lambda: kept(WRITTEN[kind]()))


def beside(make: Callable[[], object]) -> Callable[[], Named]:
    """Make it, for a page whose address does not name it."""

    def made() -> Named:
        make()
        return {}

    return made


ROUTES = [
    Route("town", beside(keep_contact), roles=READS),
    Route("contact", beside(keep_contact), roles=READS),
    Route("contact", roles=KEEPS, method="post", sent=CONTACT, status=303),
    Route("appointments", beside(appointment), SEES_PEOPLE, sent=day_of),
    Route("choose-moment", beside(passport), HANDLES, sent=wanted),
    Route("book-appointment", moment, HANDLES),
    Route("book-appointment", moment, HANDLES, "post", GUEST, 303),
    Route("cancel-appointment", appointment, HANDLES),
    Route("cancel-appointment", appointment, HANDLES, "post", {"because": "Ziek"}, 303),
    Route("appointment-kinds", beside(passport), READS),
    Route("add-appointment-kind", roles=KEEPS),
    Route("add-appointment-kind", roles=KEEPS, method="post", sent=KIND, status=303),
    Route("appointment-kind", kind, KEEPS),
    Route("appointment-kind", kind, KEEPS, "post", KIND, 303),
    Route("reports", beside(report), SEES_PEOPLE),
    Route("report", report, SEES_PEOPLE),
    Route("report-photo", photo, SEES_PEOPLE),
    Route("take-step", report, HANDLES, "post", {"state": "solved", "sentence": "Klaar."}, 303),
    Route("mark-spam", report, HANDLES, "post", status=303),
    Route("hide-report", report, HANDLES, "post", {"hidden": "yes"}, 303),
    Route("waste", beside(rounds_kept), READS),
    Route("take-rounds", roles=KEEPS, method="post", sent=lambda: sent(ROUNDS), status=303),
    Route("take-streets", roles=KEEPS, method="post", sent=lambda: sent(STREETS), status=303),
    *(Route(f"pages-{kind}", page_of(kind), READS) for kind in MODELS),
    *(Route(f"add-{kind}", roles=KEEPS) for kind in MODELS),
    Route("page", page, KEEPS),
    Route("page", page, KEEPS, "post", NEWS, 303),
    Route("publish-page", page, KEEPS, "post", status=303),
    Route("take-down-page", page, KEEPS, "post", status=303),
]
