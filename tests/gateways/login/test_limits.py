"""Guessing is slow, for whoever guesses: nobody else is locked out by it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from tests.factories.log_in import give_code, give_password
from tests.factories.people import PASSWORD, SECRET, make_clerk

from klik.gateways.login import hashing

WRONG = "een ander wachtwoord"
TOO_MANY = "Te veel pogingen"


@pytest.mark.usefixtures("keys")
def test_after_five_wrong_passwords_an_address_waits_from_there_only() -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)
    attacker, victim, colleague = (
        Client(REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1")
    )
    other = make_clerk("bo@voorbeeld.be", password=PASSWORD, totp_secret=SECRET)

    tried = [_said(give_password(attacker, clerk.email, WRONG)) for _ in range(6)]

    assert tried == [False] * 5 + [True]
    assert _said(give_password(attacker, clerk.email))  # the right one is not tried any more
    assert give_password(victim, clerk.email).status_code == 302
    assert give_password(colleague, other.email).status_code == 302


@pytest.mark.usefixtures("keys")
def test_an_unknown_address_waits_as_long() -> None:
    tried = [_said(give_password(Client(), "niemand@voorbeeld.be", WRONG)) for _ in range(6)]

    assert tried == [False] * 5 + [True]


@pytest.mark.usefixtures("keys")
def test_one_who_gets_in_does_not_use_up_attempts(client: Client) -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)

    answers = [give_password(Client(), clerk.email).status_code for _ in range(8)]

    assert answers == [302] * 8


@pytest.mark.usefixtures("keys")
def test_after_five_wrong_codes_codes_wait(client: Client) -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)
    give_password(client, clerk.email)

    tried = [_said(give_code(client, clerk, f"00000{number}")) for number in range(6)]

    assert tried == [False] * 5 + [True]
    assert _said(give_code(client, clerk))


@pytest.mark.usefixtures("keys")
def test_one_address_of_the_network_cannot_flood(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}

    answers = [
        give_password(client, f"{number}@voorbeeld.be", WRONG).status_code for number in range(4)
    ]

    assert answers == [200, 200, 200, 429]
    assert give_password(Client(REMOTE_ADDR="192.0.2.9"), "a@b.be", WRONG).status_code == 200


@pytest.mark.usefixtures("keys")
def test_behind_a_proxy_its_word_counts_and_nobody_elses(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)

    def from_(address: str, *, claims: str) -> Client:
        return Client(headers={"X-Forwarded-For": f"{claims}, {address}"})

    for number in range(5):
        give_password(from_("192.0.2.1", claims=f"198.51.100.{number}"), clerk.email, WRONG)

    assert _said(give_password(from_("192.0.2.1", claims="198.51.100.9"), clerk.email))
    assert give_password(from_("192.0.2.2", claims="192.0.2.1"), clerk.email).status_code == 302


def test_few_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, begun = Event(), []

    def encode(*_: object) -> str:
        begun.append(1)
        go_on.wait(timeout=20)
        return "argon2$"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    monkeypatch.setattr(hashing, "PATIENCE_SECONDS", 0.1)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(hashing.BoundedArgon2().encode, "x", "y") for _ in range(4)]
        refused = [one for one in asked if _is_refused(one, begun)]
        go_on.set()

    assert (len(begun), len(refused)) == (hashing.AT_ONCE, 4 - hashing.AT_ONCE)


def test_a_password_is_hashed_with_argon2() -> None:
    hasher = hashing.BoundedArgon2()

    encoded = hasher.encode(PASSWORD, hasher.salt())

    assert encoded.startswith("argon2$argon2id$")
    assert (hasher.verify(PASSWORD, encoded), hasher.verify(WRONG, encoded)) == (True, False)


def _said(answer: Any) -> bool:
    return TOO_MANY in answer.content.decode()


def _is_refused(asked: Any, begun: list[int]) -> bool:
    try:
        asked.result(timeout=1)
    except hashing.TooBusy:
        return True
    except TimeoutError:
        return False
    return False
