"""Log-in with a password and a code, without JavaScript: who gets in, and who does not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories.acting import NOON, OPERATOR, WINGENE
from tests.factories.log_in import (
    CHOICE,
    CODE,
    FACTORS,
    LOG_IN,
    give_code,
    give_password,
    log_in,
    text_of,
)
from tests.factories.people import PASSWORD, SECRET, make_account, make_clerk

from klik.domains.audit.queries import lines_about, payload_of
from klik.domains.people import operations, queries
from klik.domains.people.models import Account, Remembered
from klik.gateways.login import memory
from klik.ground.clock import moment_now
from klik.ground.tenancy import EVERYWHERE, acting_for

pytestmark = pytest.mark.usefixtures("keys")
DESK = "/wingene/desk/"


@pytest.fixture
def clerk() -> Account:
    return make_clerk(password=PASSWORD, totp_secret=SECRET)


def test_a_password_and_a_code_open_the_desk(client: Client, clerk: Account) -> None:
    first = give_password(client, "AN@voorbeeld.be")
    between = client.get(DESK)
    second = give_code(client, clerk)

    assert first.headers["Location"] == CODE
    assert between.headers["Location"] == f"{LOG_IN}?next={DESK}"
    assert second.headers["Location"] == CHOICE
    assert client.get(CHOICE).headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_wrong_code_opens_nothing(client: Client, clerk: Account) -> None:
    give_password(client, clerk.email)

    answer = give_code(client, clerk, "000000")

    assert "Deze code klopt niet" in answer.content.decode()
    assert client.get(DESK).status_code == 302


def test_a_code_counts_once(client: Client, clerk: Account) -> None:
    code = queries.current_code(clerk)
    give_password(client, clerk.email)
    give_code(client, clerk, code)
    other = Client()
    give_password(other, clerk.email)

    again = give_code(other, clerk, code)

    assert again.status_code == 200
    assert other.get(DESK).status_code == 302


def test_a_code_counts_once_for_as_long_as_it_is_right(
    client: Client, clerk: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = queries.current_code(clerk)
    give_password(client, clerk.email)
    give_code(client, clerk, code)
    other = Client()
    give_password(other, clerk.email)
    after = moment_now() + timedelta(seconds=45)  # allauth remembers a code for 30
    monkeypatch.setattr(memory, "moment_now", lambda: after)

    again = give_code(other, clerk, code)

    assert again.status_code == 200


def test_a_page_asked_for_before_log_in_comes_after_it(client: Client, clerk: Account) -> None:
    give_password(client, clerk.email, QUERY_STRING=f"next={DESK}")

    assert give_code(client, clerk).headers["Location"] == DESK


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example/",
        "\\\\evil.example",
        "http:evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http://testserver/desk/",
        "/%09/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "desk/",
        "",
    ],
)
@pytest.mark.parametrize("way", ["query", "body"])
def test_nobody_is_led_elsewhere(client: Client, clerk: Account, elsewhere: str, way: str) -> None:
    if way == "query":
        client.post(
            LOG_IN,
            {"login": clerk.email, "password": PASSWORD},
            query_params={"next": elsewhere},
        )
    else:
        client.post(LOG_IN, {"login": clerk.email, "password": PASSWORD, "next": elsewhere})

    led_to = give_code(client, clerk).headers["Location"]

    assert led_to in {CHOICE, "/%09/evil.example"}  # the second is a path of ours, not found


def test_logging_out_leads_to_log_in_and_nowhere_else(clerk: Account) -> None:
    client = log_in(clerk)

    asked = client.get("/uitloggen/")
    answer = client.post("/uitloggen/", {"next": "https://evil.example/"})

    assert asked.status_code == 200
    assert answer.headers["Location"] == LOG_IN
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("an@voorbeeld.be", "een ander wachtwoord"),
        ("niemand@voorbeeld.be", PASSWORD),
        ("zonder@voorbeeld.be", PASSWORD),
        ("weg@voorbeeld.be", PASSWORD),
    ],
    ids=["wrong-password", "no-account", "no-password-yet", "ended"],
)
def test_a_failed_log_in_never_tells_who_has_an_account(
    client: Client, clerk: Account, email: str, password: str
) -> None:
    make_account("zonder@voorbeeld.be")
    _end(make_account("weg@voorbeeld.be", password=PASSWORD))
    reference = give_password(Client(), "bestaat@niet.be", "x" * 20)

    answer = give_password(client, email, password)

    assert answer.status_code == reference.status_code == 200
    assert text_of(answer).replace(email, "") == text_of(reference).replace("bestaat@niet.be", "")
    assert "Het e-mailadres of het wachtwoord klopt niet." in text_of(answer)


def test_an_ended_account_with_the_right_password_does_not_get_in(client: Client) -> None:
    account = make_account(password=PASSWORD)
    Account.objects.filter(pk=account.pk).update(is_active=False)

    answer = give_password(client, account.email)

    assert "klopt niet" in text_of(answer)
    assert client.get(FACTORS).status_code == 302


def test_a_form_without_its_token_changes_nothing(clerk: Account) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = give_password(client, clerk.email)

    assert answer.status_code == 403
    assert "Stond de pagina lang open?" in answer.content.decode()


def test_log_in_and_failed_codes_stand_in_the_audit_without_a_name(
    client: Client, clerk: Account
) -> None:
    give_password(client, clerk.email)
    give_code(client, clerk, "000000")
    give_code(client, clerk)

    with acting_for([WINGENE], OPERATOR):
        said = [
            (line.act, line.actor_kind, line.actor_reference, payload_of(line))
            for line in lines_about(clerk.reference)
        ][1:]
    assert said == [
        ("people.fail-second-factor", "staff", clerk.reference, {}),
        ("people.log-in", "staff", clerk.reference, {"with_factor": "totp"}),
    ]


def test_nobody_logs_in_when_it_cannot_be_recorded(
    clerk: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    give_password(client, clerk.email)
    monkeypatch.setattr(operations, "note_log_in", _fail)

    answer = give_code(client, clerk)

    assert answer.status_code == 500
    assert client.get(DESK).status_code == 302


def test_a_member_of_staff_without_a_role_gets_in_to_nothing(client: Client) -> None:
    account = make_account(password=PASSWORD, totp_secret=SECRET)
    give_password(client, account.email)
    give_code(client, account)

    answer = client.get(CHOICE)

    assert "Je hebt hier nog geen taak" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/signup/",
        "/signup/",
        "/inloggen/signup/",
        "/inloggen/email/",
        "/accounts/login/",
        "/inloggen/inactive/",
    ],
)
def test_nobody_signs_up(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_of_log_in_speaks_english_to_who_asks_for_it(client: Client) -> None:
    dutch = client.get(LOG_IN).content.decode()
    english = client.get(LOG_IN, headers={"Accept-Language": "en-GB"}).content.decode()

    assert ('<html lang="nl"' in dutch, "Log in op de werkplek" in dutch) == (True, True)
    assert ('<html lang="en"' in english, "Log in to the desk" in english) == (True, True)


def _end(account: Account) -> None:
    with acting_for(EVERYWHERE, OPERATOR):
        operations.end_account(account, moment=NOON)


def _fail(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError


def test_what_is_remembered_of_a_log_in_holds_no_address(client: Client, clerk: Account) -> None:
    give_password(client, clerk.email, "een ander wachtwoord")

    kept = [f"{row.pk} {row.value}" for row in Remembered.objects.all()]
    assert kept
    assert not any("voorbeeld" in one or "127.0.0.1" in one for one in kept)
