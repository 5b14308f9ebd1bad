"""The ways into the portal: who is led to log in, who must show again who she is."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from tests.factories.acting import WINGENE
from tests.factories.portal import resident_browser

from klik.domains.people import queries
from klik.domains.people.models import ResidentSession
from klik.faces.portal.acting import resident_page, visitor_page
from klik.ground.clock import moment_now
from klik.ground.tenancy import Actor, ActorKind, acting_for, current_actor
from klik.ground.tenancy.reading import WritingWhileReading

pytestmark = pytest.mark.usefixtures("town")
TEST = Actor(ActorKind.SYSTEM, "test")
PAGE = "/wingene/mijn/iets/"


def _asked(browser: Client | None = None, method: str = "get", **headers: str) -> Any:
    request = getattr(RequestFactory(headers=headers or None), method)(PAGE)
    if browser is not None:
        request.COOKIES.update({name: one.value for name, one in browser.cookies.items()})
    return request


def _who(_: Any) -> HttpResponse:
    actor = current_actor()
    return HttpResponse(actor.person.hex() if actor.person else actor.reference)


def _change_session(**changes: Any) -> None:
    with acting_for([WINGENE], TEST):
        ResidentSession.objects.update(**changes)


def test_a_page_acts_as_who_is_logged_in() -> None:
    with acting_for([WINGENE], TEST):
        lies = queries.person_of("85041795161").hex()

    for page in (resident_page()(_who), visitor_page()(_who)):
        answer = page(_asked(resident_browser()), "wingene")
        assert answer.content.decode() == lies
        assert answer["Cache-Control"] == "private, no-store"
    assert visitor_page()(_who)(_asked(), "wingene").content == b"visitor"


def test_who_is_not_logged_in_is_led_there_and_back() -> None:
    page = resident_page()(_who)

    assert page(_asked(), "wingene")["Location"] == (
        "/wingene/inloggen/?next=%2Fwingene%2Fmijn%2Fiets%2F"
    )
    part = page(_asked(**{"HX-Request": "true"}), "wingene")
    assert (part.status_code, part["HX-Redirect"]) == (204, "/wingene/inloggen/?next=")


def test_what_was_sent_after_a_log_in_ended_is_said_not_to_have_arrived() -> None:
    before = {"Referer": "http://testserver/wingene/aanvragen/1/", "Host": "testserver"}

    answer = resident_page()(_who)(_asked(method="post", **before), "wingene")

    assert answer["Location"] == (
        "/wingene/inloggen/?next=%2Fwingene%2Faanvragen%2F1%2F&geeindigd=1"
    )


def test_some_acts_ask_to_log_in_again() -> None:
    browser, page = resident_browser(), resident_page(fresh=True)(_who)
    assert page(_asked(browser), "wingene").status_code == 200

    _change_session(verified_at=moment_now() - queries.FRESH - timedelta(minutes=1))

    answer = page(_asked(browser), "wingene")
    assert answer["Location"].endswith("&opnieuw=1")
    assert resident_page()(_who)(_asked(browser), "wingene").status_code == 200


def test_being_seen_keeps_a_log_in_open() -> None:
    browser, page = resident_browser(), resident_page()(_who)
    long_ago = moment_now() - queries.LONGEST_IDLE + timedelta(minutes=1)
    _change_session(seen_at=long_ago)

    assert page(_asked(browser), "wingene").status_code == 200

    with acting_for([WINGENE], TEST):
        assert ResidentSession.objects.get().seen_at > long_ago


def test_a_page_that_is_read_writes_nothing_unless_it_says_so() -> None:
    def write(_: Any) -> HttpResponse:
        ResidentSession.objects.update(ended_at=None)
        return HttpResponse()

    browser = resident_browser()
    with pytest.raises(WritingWhileReading):
        resident_page()(write)(_asked(browser), "wingene")
    assert resident_page(writes=True)(write)(_asked(browser), "wingene").status_code == 200
    assert resident_page()(write)(_asked(browser, "post"), "wingene").status_code == 200
