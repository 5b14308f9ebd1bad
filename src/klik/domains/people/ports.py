"""What people need of the log-ins, which stand behind gateways, and of the registers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from klik.ground.ports import Port
from klik.ground.refusals import Refusal


class LogInNotPossible(Refusal):
    """Nobody can log in at this moment; it is not her doing."""

    status = 503
    reason = "Logging in does not work at this moment. Try again in a few minutes."


class LogInRefused(Refusal):
    """What came back from the provider does not hold; nobody is logged in by it."""

    status = 400
    reason = "Logging in did not succeed. Begin again."


class SecondFactors(Protocol):
    """The second factors of accounts: codes of an app, passkeys."""

    def held_by(self, accounts: list[UUID]) -> frozenset[UUID]:
        """Return those of `accounts` that have at least one second factor."""

    def set_code_secret(self, account: UUID, secret: str) -> None:
        """Let codes of `secret`, in base32, be the second factor of an account."""

    def current_code(self, account: UUID) -> str | None:
        """Return the code that counts at this moment; None where she uses no codes."""

    def forget(self, account: UUID) -> None:
        """Take every second factor and recovery code of an account away."""


second_factors: Port[SecondFactors] = Port("klik.domains.people.ports.second_factors")


class IdentityProvider(Protocol):
    """Where residents show who they are: a provider of OpenID Connect, such as ACM/IDM."""

    def begin(self, asked: LogInAsked) -> str:
        """Return the address at the provider to which her browser goes.

        Raises:
            LogInNotPossible: No provider is set up, or it does not answer.
        """

    def verified(self, answer: LogInAnswer) -> VerifiedPerson:
        """Return who came back, once everything that she brought was checked.

        Raises:
            LogInRefused: Something in it is wrong, missing, too old or for somebody else.
            LogInNotPossible: The provider does not answer.
        """

    def ending(self, *, back: str, state: str) -> str:
        """Return the address where the log-in at the provider ends; empty where it has none.

        Args:
            back: Where the provider sends her afterwards.
            state: What it then gives back.
        """


@dataclass(frozen=True, slots=True)
class LogInAsked:
    """What one attempt to log in is made of.

    Attributes:
        back: Our own address, to which the provider sends her back.
        state: A random text that comes back with her.
        nonce: A random text that comes back inside the token.
        verifier: A random text of which only the digest goes out (PKCE, RFC 7636).
        asked_at: When.
        fresh: Whether she must show anew who she is, though the provider knows her still.
        language: Of its pages, `nl`, `en` or `fr`.
    """

    back: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    asked_at: datetime
    fresh: bool = False
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class LogInAnswer:
    """What her browser brought back, with what was remembered of the attempt.

    Attributes:
        code: That the provider gave her browser.
        issuer: Which provider says to have given it (RFC 9207); empty where it says nothing.
        asked: The attempt.
        moment: When she came back.
    """

    code: str = field(repr=False)
    issuer: str
    asked: LogInAsked
    moment: datetime


@dataclass(frozen=True, slots=True)
class VerifiedPerson:
    """Who somebody is, as a provider says it.

    Attributes:
        issuer: The provider.
        subject: How it names her.
        register_number: 11 digits, checked.
        given_name: May be empty: some have one name.
        family_name: Of her.
        verified_at: When she showed who she is.
    """

    issuer: str
    subject: str = field(repr=False)
    register_number: str = field(repr=False)
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    verified_at: datetime


class LatestNumbers(Protocol):
    """Who changed her register number is one person."""

    def __call__(self, hashes: Collection[bytes], /) -> Mapping[bytes, bytes]:
        """Return the newest number by every number around these; as registers.queries says."""


identity_provider: Port[IdentityProvider] = Port("klik.domains.people.ports.identity_provider")
latest_numbers: Port[LatestNumbers] = Port("klik.domains.people.ports.latest_numbers")
