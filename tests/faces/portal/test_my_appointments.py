"""Who is logged in finds her appointments, and moves or cancels them from there."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories.acting import WINGENE
from tests.factories.appointments import VISITOR, booked, passport, wish_for
from tests.factories.own_cases import person
from tests.factories.portal import resident_browser
from tests.factories.residents import JAN
from tests.plain_dutch import faults_of

from klik.domains.appointments import operations, queries
from klik.domains.appointments.models import Appointment
from klik.domains.appointments.operations import Holder
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

MINE = "/wingene/afspraken/mijn/"


@pytest.fixture
def hers(town: None) -> list[Appointment]:
    """Return an appointment that LIES has, and one that she cancelled."""
    kind = passport(hours="6-22")
    with acting_for([WINGENE], VISITOR):
        slots = queries.bookable_slots(kind, moment_now() + timedelta(days=1))
        made = []
        for slot in slots[:2]:
            wish = wish_for(kind, at=slot.starts_at)
            hers = operations.Wish(
                wish.key, kind.pk, wish.starts_at, wish.caller, "nl", person=person()
            )
            made.append(operations.book(WINGENE, hers, moment=moment_now()).appointment)
        operations.cancel(made[1], holder=Holder(person=person()), moment=moment_now())
    return made


def test_she_finds_her_appointments_from_what_is_hers(hers: list[Appointment]) -> None:
    client = resident_browser()

    mine = client.get("/wingene/mijn/zaken/")
    page = client.get(MINE)
    start = client.get("/wingene/afspraken/")

    assert MINE in _main(mine)
    assert MINE in mine.content.decode().partition("</main>")[2]  # and below every page
    first, second = (f"{MINE}{one.pk}/" for one in hers)
    for said in (_main(page), _main(start)):
        assert f"{first}verzetten/" in said
        assert f"{first}afzeggen/" in said
        assert f"{second}verzetten/" not in said
    assert second in _main(page)
    assert faults_of([_text(_main(page))]) == []


def test_the_appointments_of_another_stay_hers(hers: list[Appointment]) -> None:
    booked(hers[0].kind)  # of somebody who did not log in

    for browser in (resident_browser(JAN, subject="jan"), Client()):
        assert "verzetten" not in _main(browser.get(MINE))


def _main(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode().partition("<main")[2].partition("</main>")[0])


def _text(markup: str) -> str:
    pieces = (" ".join(one.split()) for one in re.split(r"<[^>]+>", markup.partition(">")[2]))
    return "\n".join(one for one in pieces if one).replace("\N{SOFT HYPHEN}", "")
