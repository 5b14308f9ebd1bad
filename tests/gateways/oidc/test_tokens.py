"""Nobody is logged in by a token that does not hold, whatever is wrong with it."""

from collections.abc import Callable

import pytest
from tests.factories.log_in_attempts import Claims, later, log_in_at, with_claims, without
from tests.factories.log_in_provider import (
    CLIENT,
    FaultyProvider,
    signed_by_another,
    signed_with_public_key,
    unsigned,
)

from klik.domains.people.ports import LogInRefused
from klik.gateways.oidc.refusing import AnswerWrong, NumberMissing, NumberWrong

WRONG: dict[str, tuple[str, Callable[[Claims], Claims]]] = {
    "a nonce of another attempt": ("nonce", with_claims(nonce="m" * 40)),
    "no nonce": ("nonce", without("nonce")),
    "another issuer": ("issuer", with_claims(iss="https://else.example")),
    "another audience": ("audience", with_claims(aud="somebody-else")),
    "an audience of many, for nobody in particular": (
        "audience",
        with_claims(aud=[CLIENT, "other"]),
    ),
    "made for another party": ("audience", with_claims(aud=[CLIENT, "other"], azp="other")),
    "no audience": ("audience", without("aud")),
    "expired": ("expired", later(-61, "exp")),
    "without an end": ("expired", without("exp")),
    "an end that is no number": ("expired", with_claims(exp="never")),
    "an end that is not a number at all": ("expired", with_claims(exp=float("nan"))),
    "made in the future": ("issued", later(120, "iat")),
    "made long ago": ("issued", later(-3600, "iat")),
    "not valid yet": ("not-yet", later(120, "nbf")),
    "another access token": ("at-hash", with_claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA")),
    "of nobody": ("subject", without("sub")),
}


@pytest.mark.parametrize(("why", "changed"), WRONG.values(), ids=list(WRONG))
def test_a_token_that_says_something_else_logs_nobody_in(
    provider: FaultyProvider,
    caplog: pytest.LogCaptureFixture,
    why: str,
    changed: Callable[[Claims], Claims],
) -> None:
    provider.changed = changed

    with pytest.raises(AnswerWrong):
        log_in_at(provider)

    assert [getattr(line, "why", "") for line in caplog.records] == [why]


@pytest.mark.parametrize(
    "sign", [unsigned, signed_by_another, signed_with_public_key, lambda _: "no.token.this"]
)
def test_a_token_that_the_provider_did_not_sign_logs_nobody_in(
    provider: FaultyProvider, sign: Callable[[Claims], str]
) -> None:
    provider.sign = sign

    with pytest.raises(AnswerWrong):
        log_in_at(provider)


@pytest.mark.parametrize(
    ("claims", "refusal"),
    [
        ({"given_name": "Lies"}, NumberMissing),
        ({"rrn": ""}, NumberMissing),
        ({"rrn": 85041795161}, NumberMissing),
        ({"rrn": "85041795162"}, NumberWrong),
        ({"rrn": "850417"}, NumberWrong),
    ],
)
def test_without_a_right_number_nobody_knows_who_she_is(
    provider: FaultyProvider,
    caplog: pytest.LogCaptureFixture,
    claims: Claims,
    refusal: type[LogInRefused],
) -> None:
    provider.claims = claims

    with pytest.raises(refusal) as refused:
        log_in_at(provider)

    assert "850417" not in str(refused.value) + caplog.text
