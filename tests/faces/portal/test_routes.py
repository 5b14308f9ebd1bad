"""Every page of the portal opens to whom it is for, and is not there for any other resident."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.faces.portal.routes import PORTAL
from tests.faces.portal.routing import For, Route
from tests.factories.acting import HERENT
from tests.factories.log_in import text_of
from tests.factories.portal import resident_browser
from tests.factories.residents import JAN

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")
OPEN = [route for route in PORTAL if route.to is For.EVERYBODY]
HERS = [route for route in PORTAL if route.to is not For.EVERYBODY]


@pytest.mark.parametrize("route", OPEN, ids=str)
def test_a_page_for_everybody_opens_to_visitors_and_residents(route: Route) -> None:
    named = route.make()

    assert route.asked(Client(), named).status_code == route.status
    assert route.asked(resident_browser(), named).status_code == route.status
    if route.place:
        assert _is_not_found(route.asked(Client(), named, place="nergens"))


@pytest.mark.parametrize("route", HERS, ids=str)
def test_a_page_of_a_resident_is_not_there_for_anybody_else(route: Route) -> None:
    named = route.make()

    _assert_led_to_log_in(route.asked(Client(), named))
    _assert_led_to_log_in(route.asked(resident_browser(nis=HERENT), named))
    if route.to is For.HERSELF:
        another = resident_browser(JAN, subject="jan")
        assert _is_not_found(route.asked(another, named))
        elsewhere = resident_browser(nis=HERENT)  # the same person, in another municipality
        assert _is_not_found(route.asked(elsewhere, named, place="herent"))
        nowhere = {name: _nothing_like(one) for name, one in named.items()}
        assert _is_not_found(route.asked(resident_browser(), nowhere))
    answer = route.asked(resident_browser(), named)
    assert (answer.status_code, answer["Cache-Control"]) == (route.status, "private, no-store")


def _assert_led_to_log_in(answer: Any) -> None:
    assert answer.status_code == 302
    assert answer["Location"].startswith("/wingene/inloggen/?")


def _nothing_like(part: object) -> str:
    """Return a part of an address in the form of this one, of nothing that exists."""
    if str(part).isdecimal():
        return "999999"
    try:
        UUID(str(part))
    except ValueError:
        return f"{part}X"
    return str(UUID(int=1))


def _is_not_found(answer: Any) -> bool:
    nothing = answer.client.get("/nothing-at-all/")
    assert nothing.status_code == 404
    return answer.status_code == 404 and text_of(answer) == text_of(nothing)
