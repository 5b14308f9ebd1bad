"""What a municipality asks its bank to pay."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime

_REFERENCE_LENGTH = 26  # 130 bits: two of a million million orders do not meet


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who pays.

    Attributes:
        name: As the bank knows it.
        iban: The account that is debited.
        bic: The bank; not needed inside the euro area.
        enterprise_number: Ten digits; Belgian banks recognise the sender by it.
    """

    name: str
    iban: str
    bic: str | None = None
    enterprise_number: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One payment to one account.

    Attributes:
        end_to_end_id: Names the payment for ever, at most 35 signs; see `end_to_end_id_of`.
        amount_cents: Euro cents, more than zero.
        creditor_name: Who is paid.
        creditor_iban: The account that is credited.
        remittance: What the payee reads on the statement, at most 140 signs.
    """

    end_to_end_id: str
    amount_cents: int
    creditor_name: str
    creditor_iban: str
    remittance: str


@dataclass(frozen=True, slots=True)
class PaymentBatch:
    """Orders that leave in one file, on one day, from one account.

    Attributes:
        message_id: Names the file, at most 35 signs; a bank refuses the same one twice.
        created_at: Aware moment, written in UTC.
        execution_on: The day the account is debited.
        debtor: Who pays.
        orders: In the order in which they are written.
    """

    message_id: str
    created_at: datetime
    execution_on: date
    debtor: Debtor
    orders: tuple[PaymentOrder, ...]


def end_to_end_id_of(key: str) -> str:
    """Return the payment reference that belongs to `key`, always the same.

    Args:
        key: The natural key of the payment, for example `decision/8f3c/award/birth_premium`.

    Returns:
        `KLIK` and 26 capitals and digits: 30 signs that say nothing about the person.
    """
    digest = hashlib.sha256(key.encode()).digest()
    return "KLIK" + base64.b32encode(digest).decode("ascii")[:_REFERENCE_LENGTH]
