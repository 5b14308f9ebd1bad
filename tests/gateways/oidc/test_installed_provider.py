"""A provider that others wrote agrees with us on who logged in, and on what does not hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest
from tests.factories.log_in_attempts import BACK, attempt
from tests.factories.log_in_provider import SECRET

from klik.domains.people.ports import LogInAnswer, LogInAsked, LogInRefused
from klik.gateways.oidc.refusing import AnswerWrong, NumberMissing, NumberWrong
from klik.gateways.oidc.relying import Client, RelyingParty
from klik.ground.clock import moment_now

RS256, ES256 = "klik-rs256", "klik-es256"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: the test looks where it leads."""


def _party(issuer: str, client: str = RS256) -> RelyingParty:
    return RelyingParty(issuer, Client(client, SECRET))


def _led_back(address: str, *, account: str = "lies") -> dict[str, str]:
    """Be a browser, until the provider sends it back here; return with what."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())
    while not address.startswith(BACK):
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        location = ""
        try:
            browser.open(Request(address, headers={"x-account": account}))  # noqa: S310 -- of this machine
        except HTTPError as answer:
            location = answer.headers.get("Location", "")
        assert location
        address = location if "://" in location else origin + location
    return dict(parse_qsl(urlsplit(address).query))


def _answer(asked: LogInAsked, brought: dict[str, str]) -> LogInAnswer:
    assert brought["state"] == asked.state
    return LogInAnswer(brought["code"], brought["iss"], asked, moment_now())


@pytest.mark.parametrize("client", [RS256, ES256])
@pytest.mark.parametrize("fresh", [False, True], ids=["usual", "fresh"])
def test_somebody_logs_in(installed_provider: str, client: str, *, fresh: bool) -> None:
    party, asked = _party(installed_provider, client), attempt(fresh=fresh)

    person = party.verified(_answer(asked, _led_back(party.begin(asked))))

    assert (person.register_number, person.given_name, person.family_name) == (
        "85041795161", "Lies", "Voorbeeld",
    )  # fmt: skip
    assert (person.issuer, person.subject) == (installed_provider, "lies")
    assert fresh == (moment_now() - person.verified_at < timedelta(minutes=1))


@pytest.mark.parametrize(
    ("account", "refusal"), [("nameless", NumberMissing), ("wrong", NumberWrong)]
)
def test_nobody_logs_in_without_a_right_number(
    installed_provider: str, account: str, refusal: type[LogInRefused]
) -> None:
    party, asked = _party(installed_provider), attempt()
    brought = _led_back(party.begin(asked), account=account)

    with pytest.raises(refusal):
        party.verified(_answer(asked, brought))


WRONG: dict[str, Callable[[LogInAnswer], LogInAnswer]] = {
    "nonce": lambda one: replace(one, asked=replace(one.asked, nonce="m" * 40)),
    "verifier": lambda one: replace(one, asked=replace(one.asked, verifier="w" * 50)),
    "address": lambda one: replace(one, asked=replace(one.asked, back=f"{BACK}x")),
    "issuer": lambda one: replace(one, issuer="https://else.example"),
    "code": lambda one: replace(one, code="another"),
    "expired": lambda one: replace(one, moment=one.moment + timedelta(hours=2)),
    "before its time": lambda one: replace(one, moment=one.moment - timedelta(hours=2)),
}


@pytest.mark.parametrize("changed", WRONG.values(), ids=list(WRONG))
def test_an_answer_that_does_not_hold_logs_nobody_in(
    installed_provider: str, changed: Callable[[LogInAnswer], LogInAnswer]
) -> None:
    party, asked = _party(installed_provider), attempt()
    answer = _answer(asked, _led_back(party.begin(asked)))

    with pytest.raises(AnswerWrong):
        party.verified(changed(answer))


def test_a_code_is_for_one_client_and_counts_once(installed_provider: str) -> None:
    party, asked = _party(installed_provider), attempt()
    first = _answer(asked, _led_back(party.begin(asked)))
    second = _answer(asked, _led_back(party.begin(asked)))

    with pytest.raises(AnswerWrong):
        _party(installed_provider, ES256).verified(first)
    party.verified(second)
    with pytest.raises(AnswerWrong):
        party.verified(second)


def test_a_log_out_is_understood(installed_provider: str) -> None:
    ending = _party(installed_provider).ending(back=BACK, state="wingene")

    with build_opener(HTTPCookieProcessor(CookieJar())).open(ending) as page:
        assert page.status == 200
        assert "end-session" in page.url or "session" in page.read().decode()
