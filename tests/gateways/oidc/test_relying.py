"""We rely on a provider as far as it can be trusted, and no longer than it answers."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.factories.log_in_attempts import (
    BACK,
    Claims,
    attempt,
    later,
    log_in_at,
    party_at,
    with_claims,
    without,
)
from tests.factories.log_in_provider import (
    CLIENT,
    LIES,
    FaultyProvider,
    signed,
    signed_es256,
)

from klik.domains.people.ports import LogInAnswer, LogInNotPossible
from klik.gateways.oidc.refusing import AnswerWrong, NotSetUp, ProviderDown
from klik.gateways.oidc.relying import NoProvider
from klik.ground.clock import moment_now


def test_a_browser_is_sent_off_with_everything_that_the_answer_is_held_against(
    provider: FaultyProvider,
) -> None:
    address = party_at(provider).begin(attempt(fresh=True))

    question = dict(parse_qsl(urlsplit(address).query))
    assert address.startswith(f"{provider.issuer}/auth?")
    assert question.pop("code_challenge") not in {"", "v" * 50}
    assert question == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid profile rrn",
        "state": "s" * 40,
        "nonce": "n" * 40,
        "code_challenge_method": "S256",
        "ui_locales": "nl",
        "prompt": "login",
        "max_age": "0",
    }


@pytest.mark.parametrize("sign", [signed, signed_es256])
def test_who_is_verified_comes_with_her_number_and_names(
    provider: FaultyProvider, sign: Callable[[Claims], str]
) -> None:
    provider.sign = sign

    person = log_in_at(provider)

    assert (person.register_number, person.given_name) == (LIES["rrn"], "Lies")
    assert (person.issuer, person.subject) == (provider.issuer, "subject of lies")
    assert (moment_now() - person.verified_at).total_seconds() < 60
    assert LIES["rrn"] not in repr(person)


def test_a_number_may_be_written_as_on_a_card(provider: FaultyProvider) -> None:
    provider.claims["rrn"] = "85.04.17-951.61"

    assert log_in_at(provider).register_number == LIES["rrn"]


def test_claims_may_come_apart_from_the_token(provider: FaultyProvider) -> None:
    provider.claims, provider.person = {}, {"sub": "subject of lies", **LIES}

    assert log_in_at(provider).family_name == "Voorbeeld"


def test_claims_of_another_subject_are_not_hers(provider: FaultyProvider) -> None:
    provider.claims, provider.person = {}, {"sub": "somebody else", **LIES}

    with pytest.raises(AnswerWrong):
        log_in_at(provider)


def test_a_secret_goes_in_the_form_where_the_provider_wants_it_so(
    provider: FaultyProvider,
) -> None:
    provider.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]

    assert log_in_at(provider).register_number == LIES["rrn"]


def test_a_code_counts_once_and_for_the_browser_that_asked(provider: FaultyProvider) -> None:
    party, asked = party_at(provider), attempt()
    code = provider.code_for(party.begin(asked))
    answer = LogInAnswer(code, provider.issuer, asked, moment_now())
    stolen = LogInAnswer(
        provider.code_for(party.begin(asked)),
        provider.issuer,
        attempt(verifier="w" * 50),
        moment_now(),
    )

    party.verified(answer)
    for wrong in (answer, stolen):
        with pytest.raises(AnswerWrong):
            party.verified(wrong)


@pytest.mark.parametrize("issuer", ["", "https://else.example"])
def test_an_answer_of_another_provider_is_not_exchanged(
    provider: FaultyProvider, issuer: str
) -> None:
    party, asked = party_at(provider), attempt()
    code = provider.code_for(party.begin(asked))

    with pytest.raises(AnswerWrong):
        party.verified(LogInAnswer(code, issuer, asked, moment_now()))
    assert "/token" not in provider.asked


def test_a_fresh_log_in_must_be_of_just_now(provider: FaultyProvider) -> None:
    assert log_in_at(provider, fresh=True).verified_at
    provider.changed = later(-600, "auth_time")
    with pytest.raises(AnswerWrong):
        log_in_at(provider, fresh=True)
    assert (moment_now() - log_in_at(provider).verified_at).total_seconds() > 590


def test_a_log_in_of_an_unknown_age_is_never_fresh(provider: FaultyProvider) -> None:
    provider.changed = without("auth_time")

    assert (moment_now() - log_in_at(provider).verified_at).total_seconds() > 3600
    assert (moment_now() - log_in_at(provider, fresh=True).verified_at).total_seconds() < 60


def test_new_keys_of_the_provider_are_asked_for(
    provider: FaultyProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klik.gateways.oidc.provider.ASKED_ANEW_SECONDS", 0)
    provider.keys = provider.keys[:1]
    party = party_at(provider)
    log_in_at(provider, party)
    provider.keys, provider.sign = FaultyProvider().keys, signed_es256

    assert log_in_at(provider, party).register_number == LIES["rrn"]


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://else.example"},
        {"token_endpoint": None},
        {"token_endpoint": "http://else.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_a_provider_that_cannot_be_trusted_is_not_asked(
    provider: FaultyProvider, metadata: Claims
) -> None:
    provider.metadata = metadata

    with pytest.raises(ProviderDown):
        party_at(provider).begin(attempt())


def test_a_provider_that_is_slow_or_gone_says_so_in_time(provider: FaultyProvider) -> None:
    provider.silent_seconds = 1.0
    party, began = party_at(provider), time.monotonic()
    with pytest.raises(ProviderDown):
        party.begin(attempt())
    with pytest.raises(ProviderDown):
        party.begin(attempt())  # and nobody else waits for the same
    assert time.monotonic() - began < 0.9
    assert party.ending(back=BACK, state="x") == ""


def test_a_fault_of_the_provider_halfway_logs_nobody_in(provider: FaultyProvider) -> None:
    provider.status = 503
    with pytest.raises(ProviderDown):
        log_in_at(provider)


def test_a_provider_that_does_not_know_us_is_ours_to_solve(
    provider: FaultyProvider, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(LogInNotPossible):
        log_in_at(provider, party_at(provider, secret="wrong"))  # noqa: S106 -- protects nothing
    assert "wrong" not in caplog.text


def test_no_token_code_or_name_reaches_a_log(
    provider: FaultyProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="klik")
    provider.changed = with_claims(nonce="m" * 40)
    with pytest.raises(AnswerWrong):
        log_in_at(provider)

    assert not any(word in caplog.text for word in ("eyJ", "Lies", "v" * 50, "m" * 40))


def test_log_out_names_no_token(provider: FaultyProvider) -> None:
    address = party_at(provider).ending(back="https://klik.example/uitgelogd/", state="wingene")

    question = dict(parse_qsl(urlsplit(address).query))
    assert question == {
        "client_id": CLIENT,
        "post_logout_redirect_uri": "https://klik.example/uitgelogd/",
        "state": "wingene",
    }


def test_without_a_provider_one_is_told_where_else_to_go() -> None:
    with pytest.raises(NotSetUp, match="town hall, by phone and by letter"):
        NoProvider().begin(attempt())
    answer = LogInAnswer("code", "", attempt(), datetime(2026, 11, 23, tzinfo=UTC))
    with pytest.raises(NotSetUp):
        NoProvider().verified(answer)
    assert NoProvider().ending(back=BACK, state="") == ""
