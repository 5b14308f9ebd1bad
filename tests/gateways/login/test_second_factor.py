"""A second factor: set up before anything else, shown at each log-in, not given up by accident."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.log_in import (
    CHOICE,
    FACTORS,
    LOG_IN,
    code_of,
    give_code,
    give_password,
    log_in,
)
from tests.factories.people import PASSWORD, SECRET, make_clerk

from klik.domains.audit.queries import lines_about
from klik.domains.people import queries
from klik.domains.people.models import Account, Remembered
from klik.gateways.login.factors import AuthenticatorFactors
from klik.ground.tenancy import acting_for

pytestmark = pytest.mark.usefixtures("keys")
APP, RESERVE, DESK = f"{FACTORS}app/", f"{FACTORS}reservecodes/", "/wingene/desk/"


@pytest.fixture
def new_clerk() -> Account:
    return make_clerk(password=PASSWORD)


def test_without_a_second_factor_each_page_leads_to_where_one_is_set_up(
    client: Client, new_clerk: Account
) -> None:
    give_password(client, new_clerk.email)

    led_to = [client.get(page).headers["Location"] for page in (CHOICE, DESK, "/herent/desk/")]
    page = client.get(FACTORS).content.decode()

    assert led_to == [FACTORS] * 3
    assert "Kies je tweede stap" in page


def test_codes_are_set_up_in_one_go_and_open_the_desk(client: Client, new_clerk: Account) -> None:
    give_password(client, new_clerk.email)

    page = client.get(APP).content.decode()
    answer = client.post(APP, {"code": _code(_secret_in(page))})
    codes = client.get(RESERVE)

    assert answer.headers["Location"] == RESERVE
    assert len(re.findall(r">\d{8}<", codes.content.decode())) == 10
    assert client.get(DESK).status_code == 200
    with acting_for([WINGENE], OPERATOR):
        acts = [line.act for line in lines_about(new_clerk.reference)]
    assert acts == ["people.give-role", "people.log-in", "people.change-second-factor"]


def test_a_wrong_first_code_sets_nothing_up(client: Client, new_clerk: Account) -> None:
    give_password(client, new_clerk.email)
    client.get(APP)

    answer = client.post(APP, {"code": "000000"})

    assert "Deze code klopt niet" in answer.content.decode()
    assert not queries.has_second_factor(new_clerk)


def test_reserve_codes_are_shown_once_and_each_counts_once(
    client: Client, new_clerk: Account
) -> None:
    give_password(client, new_clerk.email)
    client.post(APP, {"code": _code(_secret_in(client.get(APP).content.decode()))})
    codes = re.findall(r">(\d{8})<", client.get(RESERVE).content.decode())

    again = client.get(RESERVE).content.decode()
    first, second = Client(), Client()
    for browser in (first, second):
        give_password(browser, new_clerk.email)
        give_code(browser, new_clerk, codes[0])

    assert not re.findall(r">\d{8}<", again)
    assert [browser.get(DESK).status_code for browser in (first, second)] == [200, 302]


def test_a_session_with_a_password_only_ends_once_a_second_factor_exists(
    client: Client, new_clerk: Account
) -> None:
    give_password(client, new_clerk.email)
    assert client.get(FACTORS).status_code == 200

    AuthenticatorFactors().set_code_secret(new_clerk.pk, SECRET)  # in another session

    assert client.get(DESK).headers["Location"].startswith(LOG_IN)
    assert client.get(FACTORS).headers["Location"].startswith(LOG_IN)


def test_the_only_second_factor_cannot_be_taken_away() -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)
    client = log_in(clerk)

    shown = client.get(f"{APP}weg/").content.decode()
    client.post(f"{APP}weg/")

    assert "Dit is je enige tweede stap." in shown
    assert queries.has_second_factor(clerk)


def test_a_session_whose_second_factor_is_gone_is_led_to_set_one_up() -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)
    client = log_in(clerk)
    AuthenticatorFactors().forget(clerk.pk)

    assert client.get(DESK).headers["Location"] == FACTORS


def test_reserve_codes_alone_are_no_second_factor(new_clerk: Account) -> None:
    Authenticator.objects.create(
        user_id=new_clerk.pk, type=Authenticator.Type.RECOVERY_CODES, data={"used_mask": 0}
    )

    assert not queries.has_second_factor(new_clerk)


def test_a_secret_is_encrypted_where_it_is_stored() -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)

    stored = Authenticator.objects.get(user_id=clerk.pk).data["secret"]

    assert SECRET not in stored
    assert queries.current_code(clerk) == _code(SECRET)


def test_changing_how_one_logs_in_asks_the_password_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = log_in(make_clerk(password=PASSWORD, totp_secret=SECRET))
    fresh = client.get(f"{RESERVE}nieuw/").status_code
    monkeypatch.setattr("klik.gateways.login.adapters.FRESH_SECONDS", -1)

    asked = client.get(f"{RESERVE}nieuw/")
    wrong = client.post(asked.headers["Location"], {"password": "een ander wachtwoord"})

    assert fresh == 200
    assert asked.headers["Location"].startswith("/inloggen/opnieuw/")
    assert "Het wachtwoord klopt niet." in wrong.content.decode()
    right = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert right.headers["Location"] == f"{RESERVE}nieuw/"
    assert client.get(f"{RESERVE}nieuw/").status_code == 200


def test_new_reserve_codes_replace_the_old_ones(client: Client, new_clerk: Account) -> None:
    give_password(client, new_clerk.email)
    client.post(APP, {"code": _code(_secret_in(client.get(APP).content.decode()))})
    old = re.findall(r">(\d{8})<", client.get(RESERVE).content.decode())

    client.post(f"{RESERVE}nieuw/")
    new = re.findall(r">(\d{8})<", client.get(RESERVE).content.decode())

    assert len(set(new) - set(old)) == 10


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "null", "1", '"x"', "{}", '{"response": {}}', '{"id": "x", "response": 1}'],
)
@pytest.mark.parametrize("path", ["/inloggen/passkey/", "/inloggen/code/"])
def test_a_passkey_that_is_none_is_refused_like_a_wrong_one(
    client: Client, path: str, credential: str
) -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)
    give_password(client, clerk.email)

    answer: Any = client.post(path, {"credential": credential})

    assert answer.status_code in {200, 302}
    assert client.get(DESK).status_code == 302


def _secret_in(page: str) -> str:
    return re.findall(r">([A-Z2-7]{32})<", page)[0]


def _code(secret: str) -> str:
    Remembered.objects.all().delete()  # a test uses a code more than once in half a minute
    return code_of(secret)
