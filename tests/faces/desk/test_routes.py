"""Every address opens to the right one, and is not there for any other role or municipality."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.faces.desk.routes import DESK, OTHERS
from tests.faces.desk.routing import Named, Open, Route, named_routes
from tests.faces.portal.routes import PORTAL
from tests.factories.acting import HERENT, WINGENE
from tests.factories.log_in import LOG_IN, enter, text_of
from tests.factories.people import PASSWORD, SECRET, make_account

from klik.ground.tenancy import Role

pytestmark = pytest.mark.usefixtures("home")


def test_every_route_stands_in_the_table() -> None:
    desk = {f"desk:{route.name}" for route in DESK}
    portal = {f"portal:{route.name}" for route in PORTAL}

    assert set(named_routes()) == desk | portal | {route.name for route in OTHERS}


def test_no_two_addresses_have_one_name() -> None:
    names = named_routes()

    assert {name for name in names if names.count(name) > 1} == set()


@pytest.mark.parametrize("route", DESK, ids=str)
@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_route_opens_to_its_roles_and_is_not_there_for_anybody_else(route: Route) -> None:
    named = route.make()

    _assert_led_to_log_in(route.asked(Client(), named))
    refused = [role for role in Role if role not in route.roles]
    found = [role for role in refused if not _is_not_found(route.asked(_staff(role), named))]
    assert found == []
    _assert_nothing_of_another_town(route, named)
    _assert_opens(route, named)


@pytest.mark.parametrize("route", OTHERS, ids=str)
def test_a_page_outside_the_desks_answers_by_whether_one_is_logged_in(route: Open) -> None:
    address = reverse(route.name, args=route.parts)

    assert Client().get(address).status_code == route.anonymous
    assert _staff(Role.CLERK).get(address).status_code == route.member


def _assert_led_to_log_in(answer: Any) -> None:
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{LOG_IN}?next=/wingene/desk/")


def _assert_nothing_of_another_town(route: Route, named: Named) -> None:
    stranger = _staff(*Role, nis=HERENT)
    assert _is_not_found(route.asked(stranger, named))
    if named:  # what is of Wingene is not there at the desk of Herent, nor is what is nowhere
        assert _is_not_found(route.asked(stranger, named, place="herent"))
        nowhere = {name: _nothing_like(one) for name, one in named.items()}
        assert _is_not_found(route.asked(stranger, nowhere, place="herent"))


def _assert_opens(route: Route, named: Named) -> None:
    roles = sorted(route.roles, key=str)
    first, *others = (route.asked(_staff(role), named).status_code for role in roles)
    assert first == route.status
    if route.is_act:  # done once; a second one may be told that it is done
        assert 404 not in others
    else:
        assert set(others) <= {route.status}


def _nothing_like(part: object) -> str:
    """Return a part of an address in the form of this one, of nothing that exists."""
    if str(part).isdecimal():
        return "999999"
    try:
        UUID(str(part))
    except ValueError:
        return f"{part}X"
    return str(UUID(int=1))


def _staff(*roles: Role, nis: str = WINGENE) -> Client:
    email = f"{'-'.join(sorted(roles))}@voorbeeld.be"
    return enter(
        make_account(email, password=PASSWORD, totp_secret=SECRET, roles={nis: set(roles)})
    )


def _is_not_found(answer: Any) -> bool:
    nothing = answer.client.get("/nothing-at-all/")
    assert nothing.status_code == 404
    return answer.status_code == 404 and text_of(answer) == text_of(nothing)
