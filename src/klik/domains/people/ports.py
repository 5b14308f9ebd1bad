"""What people need of the log-in, which stands behind a gateway."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from klik.ground.ports import Port


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
