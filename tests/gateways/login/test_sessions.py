"""How long a log-in lasts, and what ends it at once."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.log_in import log_in
from tests.factories.people import PASSWORD, SECRET, make_clerk

from klik.domains.people import jobs, operations
from klik.domains.people.models import Account
from klik.gateways.login import sessions
from klik.ground.clock import moment_now
from klik.ground.tenancy import EVERYWHERE, Role, acting_for

pytestmark = pytest.mark.usefixtures("keys")
DESK = "/wingene/desk/"


@pytest.fixture
def clerk() -> Account:
    return make_clerk(password=PASSWORD, totp_secret=SECRET)


@pytest.mark.parametrize(
    ("visits", "answers"),
    [
        ([59], [200]),
        ([61], [302]),
        ([50, 100, 150, 200], [200] * 4),
        ([*range(50, 480, 50), 479], [200] * 10),
        ([*range(50, 480, 50), 481], [200] * 9 + [302]),
    ],
    ids=["idle-59", "idle-61", "busy", "8-hours", "more"],
)
def test_a_log_in_lasts_an_hour_idle_and_eight_in_all(
    clerk: Account, monkeypatch: pytest.MonkeyPatch, visits: list[int], answers: list[int]
) -> None:
    client, began = log_in(clerk), moment_now()

    seen = []
    for minutes in visits:
        monkeypatch.setattr(sessions, "moment_now", _at(began + timedelta(minutes=minutes)))
        seen.append(client.get(DESK).status_code)

    assert seen == answers


def test_a_page_is_not_a_write_each_time(clerk: Account) -> None:
    client = log_in(clerk)
    before = Session.objects.get().session_data

    client.get(DESK)

    assert Session.objects.get().session_data == before


@pytest.mark.parametrize(
    "end",
    [
        lambda one: operations.reset_account(one, moment=moment_now()),
        lambda one: operations.end_account(one, moment=moment_now()),
    ],
    ids=["reset", "end"],
)
def test_a_session_ends_with_what_it_stands_on(clerk: Account, end: object) -> None:
    client = log_in(clerk)
    with acting_for(EVERYWHERE, OPERATOR):
        end(clerk)  # type: ignore[operator]  # -- one of the two above

    assert client.get(DESK).status_code == 302


def test_a_role_taken_away_works_at_once(clerk: Account) -> None:
    client = log_in(clerk)
    assert client.get(DESK).status_code == 200
    with acting_for([WINGENE], OPERATOR):
        operations.take_role(clerk, WINGENE, Role.CLERK, moment=moment_now())

    assert client.get(DESK).status_code == 404


def test_a_session_of_before_log_in_does_not_go_on_after_it(clerk: Account) -> None:
    planted = Client()
    planted.get("/inloggen/passkey/", headers={"Accept": "application/json"})
    key = planted.session.session_key

    client = log_in(clerk)

    assert key is not None
    assert client.session.session_key != key
    assert not Client(headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}).session.get(
        "_auth_user_id"
    )


def test_the_cookie_of_a_session_is_out_of_reach(clerk: Account) -> None:
    client = log_in(clerk)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_sessions_that_ended_are_removed(clerk: Account) -> None:
    log_in(clerk)

    jobs.forget_ended(moment_now() + timedelta(hours=7))
    kept = Session.objects.count()
    jobs.forget_ended(moment_now() + timedelta(hours=9))

    assert (kept > 0, Session.objects.count()) == (True, 0)


def _at(moment: datetime) -> object:
    return lambda: moment
