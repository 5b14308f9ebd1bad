"""Reads what is encrypted: who is paid, who pays, who receives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from klik.domains.payments.models import DebtorAccount, Handout, Order
from klik.ground.banking.orders import Debtor
from klik.ground.canonical import canonical
from klik.ground.keys.sealing import decrypt


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who is paid by an order.

    Attributes:
        name: As it was known; may be empty on an order that is held.
        iban: Without spaces; the same.
        remittance: What the payee reads on the statement.
    """

    name: str
    iban: str
    remittance: str

    def as_bytes(self) -> bytes:
        """Return what is encrypted."""
        return canonical(asdict(self))


def creditor_of(order: Order) -> Creditor:
    """Return who is paid by an order, decrypted."""
    sealed = decrypt(
        order.municipality_nis, creditor_purpose(order.id), bytes(order.sealed_creditor)
    )
    return Creditor(**json.loads(sealed))


def debtor_of(account: DebtorAccount) -> Debtor:
    """Return the account that pays, decrypted."""
    sealed = decrypt(account.municipality_nis, debtor_purpose(account.id), bytes(account.sealed))
    return Debtor(**json.loads(sealed))


def recipient_of(handout: Handout) -> str:
    """Return the name of who receives a hand-out, decrypted."""
    purpose = recipient_purpose(handout.id)
    return decrypt(handout.municipality_nis, purpose, bytes(handout.sealed_recipient)).decode()


def creditor_purpose(order: UUID) -> str:
    """Return what a creditor is encrypted for, so that rows cannot change places."""
    return f"payments/order/{order}/creditor"


def debtor_purpose(account: UUID) -> str:
    """Return what an account that pays is encrypted for."""
    return f"payments/debtor/{account}"


def recipient_purpose(handout: UUID) -> str:
    """Return what the name on a hand-out is encrypted for."""
    return f"payments/handout/{handout}/recipient"
