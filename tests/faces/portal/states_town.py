"""The states of my municipality: appointments, reports, news, agenda, vacancies, waste, contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any
from uuid import uuid4

from tests.faces.portal.routing import Named
from tests.faces.portal.stating import State, hers
from tests.factories.acting import CLERK, MANAGER, NOON, WINGENE
from tests.factories.appointments import TOWN_HALL, VISITOR, passport, wish_for
from tests.factories.knowledge import event, kept, news, rounds_kept, vacancy
from tests.factories.own_cases import person
from tests.factories.reports import lamp, nameless, planned, reported
from tests.factories.residents import LIES

from klik.domains.appointments import operations as appointments
from klik.domains.appointments import queries as slots
from klik.domains.appointments.models import Appointment, AppointmentKind
from klik.domains.knowledge import operations as knowledge
from klik.domains.knowledge import queries as known
from klik.domains.knowledge.operations import Written
from klik.domains.municipalities.operations import set_contact
from klik.domains.municipalities.queries.opening import OpenException
from klik.domains.reports import operations as reports
from klik.domains.reports.models import Report
from klik.domains.reports.operations import NextStep
from klik.faces.ui import houses
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import acting_for

WHAT = {"category": "lighting", "description": "De lamp is stuk."}
WHERE = {"place": "Kerkstraat 12", "latitude": "51.05432", "longitude": "3.27654"}
UNREACHABLE = {"name": "Lien", "photos": {"name": "lamp.jpg", "content": "<svg/>"}}
GUEST = {"name": "Lien Voorbeeld", "email": "lien@voorbeeld.example"}


def kind() -> AppointmentKind:
    """Return for what people come."""
    return passport(capacity=9, hours="6-22")


def starting(place: int) -> str:
    """Return a moment that is free, as an address writes it."""
    with acting_for([WINGENE], VISITOR):
        found = slots.bookable_slots(kind(), moment_now())[place]
    return found.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%MZ")


def _kind() -> Named:
    return {"kind": kind().pk}


def _full() -> Named:
    return {"kind": passport(hours="").pk}


def _moment() -> Named:
    return {**_kind(), "start": starting(30)}


def _taken() -> Named:
    """Return the moment of which somebody else took the one place."""
    found = passport(hours="6-22")
    with acting_for([WINGENE], VISITOR):
        slot = slots.bookable_slots(found, moment_now())[5]
        wish = wish_for(found, at=slot.starts_at)
        appointments.book(WINGENE, wish, moment=moment_now())
    return {"kind": found.pk, "start": slot.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%MZ")}


def _hers() -> Named:
    """Return an appointment that LIES made."""
    with acting_for([WINGENE], VISITOR):
        slot = slots.bookable_slots(kind(), moment_now())[40]
        wish = replace(wish_for(kind(), at=slot.starts_at), person=person(LIES))
        made = appointments.book(WINGENE, wish, moment=moment_now())
    return {"appointment": made.appointment.pk}


def _offered() -> Named:
    kind()
    return {}


def _made_by_her() -> Named:
    _hers()
    return {}


def _past() -> Named:
    named = _hers()
    with acting_for([WINGENE], CLERK):
        rows = Appointment.objects.filter(pk=str(named["appointment"]))
        begun = moment_now() - timedelta(days=1)
        rows.update(starts_at=begun, ends_at=begun + timedelta(minutes=30))
    return named


def _reported(*, with_photo: bool = True) -> Report:
    return reported(replace(lamp(with_photo=with_photo), person=person(LIES))).report


def _own() -> Named:
    return {"reference": _reported().reference}


def _followed() -> Named:
    report = planned(_reported())
    with acting_for([WINGENE], CLERK):
        for step in (
            NextStep("in-work", "De ploeg is bezig."),
            NextStep("solved", "De lamp is vervangen."),
        ):
            reports.take_step(report, step, moment=moment_now())
    return {"reference": report.reference}


def _passed_on() -> Named:
    report = _reported(with_photo=False)
    with acting_for([WINGENE], CLERK):
        step = NextStep("not-ours", "Dit is een weg van het gewest.", "Wegen (voorbeeld)")
        reports.take_step(report, step, moment=moment_now())
    return {"reference": report.reference}


def _page(write: Callable[[], Written]) -> Callable[[], Named]:
    def made() -> Named:
        return {"identifier": kept(write()).pk}

    return made


def _event() -> Written:
    return event(max((today() - NOON.date()).days, 0) + 200)


def _vacancy() -> Written:
    return vacancy(max((today() - NOON.date()).days, 0) + 200)


def _zone(name: str = "Centrum") -> Named:
    rounds_kept()
    soon = today() + timedelta(days=1)
    rows = "".join(
        f"Centrum;{kind};{soon + timedelta(days=7 * turn)}\n"
        for kind in ("restafval", "gft", "papier")
        for turn in range(3)
    )
    with acting_for([WINGENE], CLERK):
        knowledge.take_rounds(WINGENE, f"zone;kind;date\n{rows}".encode(), moment=moment_now())
        return {"identifier": next(one for one in known.zones(WINGENE) if one.name == name).pk}


def _contact(*, with_exceptions: bool = False) -> Named:
    soon = today() + timedelta(days=3)
    other = (OpenException(soon, soon, (), "Verlofdag (voorbeeld)"),) if with_exceptions else ()
    with acting_for([WINGENE], MANAGER):
        set_contact(WINGENE, replace(TOWN_HALL, exceptions=other), moment=moment_now())
    houses.forget()
    return {}


def _many_reports() -> Named:
    for _turn in range(31):  # one more than a page holds
        planned(reported(nameless(lamp())).report)
    _followed()
    _passed_on()
    return {}


def _all_pages() -> Named:
    for write in (news, _event, _vacancy):
        _page(write)()
    return _contact()


def report(state: str, step: str, typed: Mapping[str, Any], *, status: int = 200) -> State:
    """Return a page of a report, of which these fields were sent."""
    sent = {"step": step, "key": str(uuid4()), **typed}
    return State("report", state, sent=sent, status=status)


STATES = (
    State("my-municipality", "none"),
    State("contact", "none"),
    State("appointments", "none"),
    State("reports", "none"),
    State("news", "none"),
    State("agenda", "none"),
    State("vacancies", "none"),
    State("waste", "none"),
    State("my-municipality", make=_all_pages),
    State("contact", make=lambda: _contact(with_exceptions=True)),
    State("news"),
    State("news-item", make=_page(news)),
    State("agenda"),
    State("event", make=_page(_event)),
    State("vacancies"),
    State("vacancy", make=_page(_vacancy)),
    State("waste-zone", make=_zone),
    State("waste-zone", "none", lambda: _zone("Zwevezele")),
    State("waste"),
    State("waste", "found", asked={"q": "kerk"}),
    State("waste", "nothing-found", asked={"q": "laan"}),
    State("appointments", make=_offered),
    State("moments", "none", _full),
    State("moments", make=_kind),
    State("book", make=_moment),
    State(
        "book",
        "refused",
        _moment,
        sent={**GUEST, "name": "", "email": "lien@", "key": str(uuid4())},
        status=422,
    ),
    State("book", "taken", _taken, sent={**GUEST, "key": str(uuid4())}, status=409),
    State("book", "done", _moment, sent={**GUEST, "key": str(uuid4())}),
    State("find-appointment"),
    State("find-appointment", "refused", sent={"code": ""}, status=422),
    State("find-appointment", "not-found", sent={"code": "2222-2222-2222"}, status=404),
    hers("find-appointment", "hers", _made_by_her),
    hers("appointment", make=_hers),
    hers("appointment", "past", _past),
    hers("move-moments", make=_hers),
    hers("move-appointment", "done", _hers, sent=lambda: {"start": starting(50)}),
    hers("cancel-appointment", make=_hers),
    hers("cancel-appointment", "done", _hers, sent={}),
    State("report"),
    report("what-refused", "what", {}, status=422),
    report("where", "what", WHAT),
    report("where-refused", "where", {**WHAT, "latitude": "51.05"}, status=422),
    report("who", "where", WHAT | WHERE),
    report("who-refused", "who", WHAT | WHERE | UNREACHABLE, status=422),
    report("done", "who", WHAT | WHERE | GUEST),
    State("follow-report"),
    State("follow-report", "refused", sent={"code": ""}, status=422),
    State("follow-report", "not-found", sent={"code": "2222-2222-2222"}, status=404),
    hers("own-report", "received", _own),
    hers("own-report", "solved", _followed),
    State("public-report", "solved", _followed),
    State("public-report", "passed-on", _passed_on),
    State("reports", make=_many_reports),
)
