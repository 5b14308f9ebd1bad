"""Attempts to log in at a provider of `log_in_provider`, without a browser."""

import time
from collections.abc import Callable
from typing import Any, Final

from tests.factories.log_in_provider import CLIENT, SECRET, FaultyProvider

from klik.domains.people.ports import LogInAnswer, LogInAsked, VerifiedPerson
from klik.gateways.oidc.asking import Asker
from klik.gateways.oidc.relying import Client, RelyingParty
from klik.ground.clock import moment_now

BACK: Final = "https://klik.example/inloggen/terug/"
Claims = dict[str, Any]


def party_at(provider: FaultyProvider, *, secret: str = SECRET) -> RelyingParty:
    """Return us, as this provider knows us."""
    return RelyingParty(provider.issuer, Client(CLIENT, secret), Asker(patience_seconds=0.4))


def attempt(**changes: Any) -> LogInAsked:
    """Return what one attempt is made of."""
    given = {"back": BACK, "state": "s" * 40, "nonce": "n" * 40, "verifier": "v" * 50}
    return LogInAsked(**(given | {"asked_at": moment_now()} | changes))


def log_in_at(
    provider: FaultyProvider, party: RelyingParty | None = None, **changes: Any
) -> VerifiedPerson:
    """Go there, come back, and return who was verified."""
    asked = attempt(**changes)
    relying = party or party_at(provider)
    code = provider.code_for(relying.begin(asked))
    return relying.verified(LogInAnswer(code, provider.issuer, asked, moment_now()))


def later(seconds: int, *names: str) -> Callable[[Claims], Claims]:
    """Let these claims be so many seconds from now."""
    return lambda claims: claims | {name: int(time.time()) + seconds for name in names}


def with_claims(**changes: Any) -> Callable[[Claims], Claims]:
    """Let these claims say something else."""
    return lambda claims: claims | changes


def without(name: str) -> Callable[[Claims], Claims]:
    """Leave a claim out."""
    return lambda claims: {key: value for key, value in claims.items() if key != name}
