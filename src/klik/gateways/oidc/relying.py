"""We rely on a provider: send a browser there, and check what it brings back."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from klik.domains.people.ports import (
    LogInAnswer,
    LogInAsked,
    LogInNotPossible,
    VerifiedPerson,
)
from klik.gateways.oidc.asking import Answered, Asker
from klik.gateways.oidc.provider import Provider
from klik.gateways.oidc.refusing import NotSetUp, NumberMissing, NumberWrong
from klik.gateways.oidc.tokens import (
    LEEWAY_SECONDS,
    Expected,
    checked_claims,
    refused,
    seconds_of,
)
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused

SCOPE: Final = "openid profile rrn"
_UNKNOWN_AGE: Final = timedelta(days=1)  # of a log-in of which nobody says when it was
_NOT_US: Final = 401


@dataclass(frozen=True, slots=True)
class Client:
    """As which the provider knows this installation."""

    id: str
    secret: str = field(repr=False)


class RelyingParty:
    """Log-in at one provider, with an authorization code, PKCE, state and nonce."""

    def __init__(self, issuer: str, client: Client, asker: Asker | None = None) -> None:
        self._asker = asker or Asker()
        self._provider = Provider(issuer, self._asker)
        self._client = client

    def begin(self, asked: LogInAsked) -> str:
        """Return the address at the provider to which her browser goes.

        Raises:
            ProviderDown: It does not say where that is.
        """
        digest = hashlib.sha256(asked.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": asked.back,
            "scope": SCOPE,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "ui_locales": asked.language,
        }
        if asked.fresh:
            query |= {"prompt": "login", "max_age": "0"}
        return _with(self._provider.addresses().authorization, query)

    def verified(self, answer: LogInAnswer) -> VerifiedPerson:
        """Return who came back, once everything that she brought was checked.

        Raises:
            AnswerWrong: Something in it is wrong, missing, too old or for somebody else.
            NumberMissing, NumberWrong: It does not say who she is.
            ProviderDown, LogInNotPossible: The provider does not answer, or does not know us.
        """
        addresses = self._provider.addresses()
        if (answer.issuer or addresses.names_itself) and answer.issuer != self._provider.issuer:
            raise refused("mixed-up")
        tokens = self._tokens(answer)
        access = str(tokens.get("access_token", ""))
        expected = Expected(
            issuer=self._provider.issuer,
            client=self._client.id,
            nonce=answer.asked.nonce,
            access_token=access,
            moment=answer.moment,
        )
        claims = checked_claims(str(tokens.get("id_token", "")), self._provider.keys, expected)
        return _person(self._completed(claims, access), answer)

    def ending(self, *, back: str, state: str) -> str:
        """Return where the log-in at the provider ends; empty where it says nowhere.

        It gets no token as a hint: an address is kept in histories and logs. So the provider may
        ask her whether she means it.
        """
        try:
            address = self._provider.addresses().ending
        except LogInNotPossible:
            return ""  # here she is logged out already
        query = {
            "client_id": self._client.id,
            "post_logout_redirect_uri": back,
            "state": state,
        }
        return _with(address, query) if address else ""

    def _tokens(self, answer: LogInAnswer) -> Mapping[str, Any]:
        addresses = self._provider.addresses()
        form = {
            "grant_type": "authorization_code",
            "code": answer.code,
            "redirect_uri": answer.asked.back,
            "code_verifier": answer.asked.verifier,
        }
        headers = {}
        if addresses.takes_basic:
            headers["Authorization"] = _basic(self._client)
        else:
            form |= {"client_id": self._client.id, "client_secret": self._client.secret}
        answered = self._asker.post(addresses.token, form, headers=headers)
        return _accepted(answered)

    def _completed(self, claims: Mapping[str, Any], access: str) -> Mapping[str, Any]:
        """Return the claims with those that the provider gives apart (OpenID Connect, 5.3)."""
        address = self._provider.addresses().person
        if "rrn" in claims or not address or not access:
            return claims
        answered = self._asker.get(address, bearer=access)
        if not answered.is_well:
            return claims
        if not hmac.compare_digest(str(answered.content.get("sub")), str(claims["sub"])):
            raise refused("other-subject")
        return {**answered.content, **claims}


class NoProvider:
    """What stands behind the port where no provider is set up: it says so."""

    def begin(self, asked: LogInAsked) -> str:  # noqa: ARG002 -- the port's signature
        """Say that nobody can log in here."""
        raise NotSetUp

    def verified(self, answer: LogInAnswer) -> VerifiedPerson:  # noqa: ARG002 -- the port's signature
        """Say that nobody can log in here."""
        raise NotSetUp

    def ending(self, *, back: str, state: str) -> str:  # noqa: ARG002 -- the port's signature
        """Return nothing: nobody is logged in anywhere."""
        return ""


def _accepted(answered: Answered) -> Mapping[str, Any]:
    if answered.is_well:
        return answered.content
    if answered.status == _NOT_US:
        refused("client")  # ours to solve, so only the log says it
        raise LogInNotPossible
    raise refused("code")


def _person(claims: Mapping[str, Any], answer: LogInAnswer) -> VerifiedPerson:
    number = claims.get("rrn")
    if not isinstance(number, str) or not number:
        refused("no-rrn")
        raise NumberMissing
    try:
        digits = check_insz(number)
    except IdentifierRefused:
        refused("wrong-rrn")
        raise NumberWrong from None
    return VerifiedPerson(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        register_number=digits,
        given_name=_text(claims, "given_name"),
        family_name=_text(claims, "family_name"),
        verified_at=_verified_at(claims, answer),
    )


def _verified_at(claims: Mapping[str, Any], answer: LogInAnswer) -> datetime:
    said = seconds_of(claims, "auth_time")
    if said is None:
        # Asked to let her log in, it did so or refused (OpenID Connect Core 1.0, 3.1.2.1).
        return answer.moment if answer.asked.fresh else answer.moment - _UNKNOWN_AGE
    if answer.asked.fresh and said < answer.asked.asked_at.timestamp() - LEEWAY_SECONDS:
        raise refused("not-fresh")
    return min(datetime.fromtimestamp(max(said, 0), UTC), answer.moment)


def _text(claims: Mapping[str, Any], name: str) -> str:
    said = claims.get(name, "")
    return said if isinstance(said, str) else ""


def _basic(client: Client) -> str:
    # RFC 6749, 2.3.1: both parts are encoded as in a form before they are joined.
    joined = f"{quote(client.id, safe='')}:{quote(client.secret, safe='')}"
    return f"Basic {base64.b64encode(joined.encode()).decode()}"


def _with(address: str, query: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"
