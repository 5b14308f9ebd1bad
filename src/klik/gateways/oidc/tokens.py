"""An ID token, checked claim by claim (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import GuestProtocol, Key

from klik.gateways.oidc.refusing import AnswerWrong

logger = logging.getLogger(__name__)

ALGORITHMS: Final = {"RS256": "RSA", "ES256": "EC"}
LEEWAY_SECONDS: Final = 60  # for clocks that differ
OLDEST_SECONDS: Final = 10 * 60  # it is asked for with a code of just now
_NO_MOMENT_OF_OURS: Final = 2**40
_LONGEST_SUBJECT: Final = 255  # OpenID Connect Core 1.0, 2


class KeysOf(Protocol):
    """Gives the keys of a provider; `anew` where one is missing among those known."""

    def __call__(self, *, anew: bool = False) -> list[Key]:
        """Return them."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say.

    Attributes:
        issuer: Who made it.
        client: For whom: us.
        nonce: Of this attempt.
        access_token: That came with it.
        moment: Now.
    """

    issuer: str
    client: str
    nonce: str = field(repr=False)
    access_token: str = field(repr=False)
    moment: datetime


def checked_claims(token: str, keys_of: KeysOf, expected: Expected) -> Mapping[str, Any]:
    """Return the claims of an ID token that holds.

    Args:
        token: As it came.
        keys_of: Gives the keys of the provider.
        expected: What it must say.

    Raises:
        AnswerWrong: It is signed by nobody known, or says something else; the log says which.
        ProviderDown: The keys cannot be had.
    """
    claims = _signed(token, keys_of)
    for name, holds in _CHECKS.items():
        if not holds(claims, expected):
            raise refused(name)
    return claims


def refused(why: str) -> AnswerWrong:
    """Return the refusal of an answer, after telling the log what is wrong with it."""
    logger.warning("A log-in was refused", extra={"why": why})
    return AnswerWrong()


def _signed(token: str, keys_of: KeysOf) -> Mapping[str, Any]:
    try:
        return _decoded(token, keys_of())
    except InvalidKeyIdError:
        pass  # the provider may have changed its keys
    except (JoseError, ValueError, TypeError):
        raise refused("signature") from None
    try:
        return _decoded(token, keys_of(anew=True))
    except (JoseError, ValueError, TypeError):
        raise refused("signature") from None


def _decoded(token: str, keys: list[Key]) -> Mapping[str, Any]:
    def key_of(signature: GuestProtocol) -> Key:
        header = signature.headers()
        kind, named = ALGORITHMS.get(str(header.get("alg"))), header.get("kid")
        fitting = [key for key in keys if key.key_type == kind and named in {None, key.kid}]
        if len(fitting) != 1:
            raise InvalidKeyIdError
        return fitting[0]

    return jwt.decode(token, key_of, algorithms=list(ALGORITHMS)).claims


def _is_ours(claims: Mapping[str, Any], expected: Expected) -> bool:
    said = claims.get("aud")
    audiences = said if isinstance(said, list) else [said]
    party = claims.get("azp")
    if expected.client not in audiences or (len(audiences) > 1 and party is None):
        return False
    return party is None or party == expected.client


def _is_of_this_attempt(claims: Mapping[str, Any], expected: Expected) -> bool:
    said = claims.get("nonce")
    return isinstance(said, str) and hmac.compare_digest(said.encode(), expected.nonce.encode())


def _lasts(claims: Mapping[str, Any], expected: Expected) -> bool:
    until = seconds_of(claims, "exp")
    return until is not None and expected.moment.timestamp() < until + LEEWAY_SECONDS


def _was_made_now(claims: Mapping[str, Any], expected: Expected) -> bool:
    made, now = seconds_of(claims, "iat"), expected.moment.timestamp()
    return made is not None and now - OLDEST_SECONDS <= made <= now + LEEWAY_SECONDS


def _has_begun(claims: Mapping[str, Any], expected: Expected) -> bool:
    if "nbf" not in claims:
        return True
    begins = seconds_of(claims, "nbf")
    return begins is not None and begins <= expected.moment.timestamp() + LEEWAY_SECONDS


def _goes_with_its_access(claims: Mapping[str, Any], expected: Expected) -> bool:
    if "at_hash" not in claims:
        return True
    half = hashlib.sha256(expected.access_token.encode()).digest()[:16]
    meant = base64.urlsafe_b64encode(half).rstrip(b"=")
    return hmac.compare_digest(str(claims["at_hash"]).encode(), meant)


def _names_somebody(claims: Mapping[str, Any], _: Expected) -> bool:
    subject = claims.get("sub")
    return isinstance(subject, str) and 0 < len(subject) <= _LONGEST_SUBJECT


def seconds_of(claims: Mapping[str, Any], name: str) -> float | None:
    """Return a moment that a claim gives, in seconds since 1970; None where it gives none."""
    said = claims.get(name)
    if not isinstance(said, int | float) or isinstance(said, bool):
        return None
    return float(said) if abs(said) < _NO_MOMENT_OF_OURS else None


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any], Expected], bool]]] = {
    "issuer": lambda claims, expected: claims.get("iss") == expected.issuer,
    "audience": _is_ours,
    "nonce": _is_of_this_attempt,
    "expired": _lasts,
    "issued": _was_made_now,
    "not-yet": _has_begun,
    "at-hash": _goes_with_its_access,
    "subject": _names_somebody,
}
