"""What must hold of a batch before a file is made of it."""

from __future__ import annotations

import re

from klik.ground.banking.characters import sepa_text
from klik.ground.banking.orders import Debtor, PaymentBatch, PaymentOrder
from klik.ground.banking.refusals import PaymentRefused
from klik.ground.identifiers.bodies import check_enterprise_number
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.refusal import IdentifierRefused

_REFERENCE_LENGTH = 35
_REMITTANCE_LENGTH = 140
_HIGHEST_CENTS = 99_999_999_999  # EPC132-08: 999,999,999.99 euro
# EPC132-08: no slash first or last, no two in a row.
_REFERENCE = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9/\-?:().,'+]+(?<!/)", re.ASCII)
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)


def check_batch(batch: PaymentBatch) -> None:
    """Look at everything the bank would refuse, before a file exists.

    A refusal names the order by its place and reference, never by name or account.

    Raises:
        PaymentRefused: The first thing that does not hold.
    """
    if not batch.orders:
        raise PaymentRefused("The batch has no orders. A payment file needs at least one.")
    if batch.created_at.tzinfo is None:
        raise PaymentRefused("The moment of creation has no time zone. Give an aware moment.")
    _check_reference(batch.message_id, "The message id")
    check_debtor(batch.debtor)
    seen: dict[str, int] = {}
    for place, order in enumerate(batch.orders, start=1):
        check_order(order, f"Order {place} ({order.end_to_end_id[:_REFERENCE_LENGTH]})")
        first = seen.setdefault(order.end_to_end_id, place)
        if first != place:
            raise PaymentRefused(
                f"Orders {first} and {place} have the same reference {order.end_to_end_id}. "
                "Each payment needs its own, or it could be paid twice."
            )


def check_debtor(debtor: Debtor) -> None:
    """Look at who pays.

    Raises:
        PaymentRefused: Its name, account, bank or enterprise number does not hold.
    """
    check_name(debtor.name, "The debtor")
    try:
        check_iban(debtor.iban)
        if debtor.enterprise_number is not None:
            check_enterprise_number(debtor.enterprise_number)
    except IdentifierRefused as cause:
        raise PaymentRefused(f"The debtor: {cause.reason}") from cause
    if debtor.bic is not None and not _BIC.fullmatch(debtor.bic):
        raise PaymentRefused(
            "The debtor: a BIC has 8 or 11 capitals and digits, for example GKCCBEBB. "
            "It may be left out."
        )


def check_order(order: PaymentOrder, which: str) -> None:
    """Look at one order; a refusal calls it `which`.

    Raises:
        PaymentRefused: Its reference, amount, name, text or account does not hold.
    """
    _check_reference(order.end_to_end_id, which + ": the reference")
    if not 0 < order.amount_cents <= _HIGHEST_CENTS:
        raise PaymentRefused(
            f"{which}: the amount is {order.amount_cents} cents. "
            f"It lies between 1 and {_HIGHEST_CENTS}."
        )
    check_name(order.creditor_name, which)
    if len(order.remittance) > _REMITTANCE_LENGTH:
        raise PaymentRefused(
            f"{which}: the text for the payee has {len(order.remittance)} signs. "
            f"At most {_REMITTANCE_LENGTH} fit."
        )
    try:
        check_iban(order.creditor_iban)
    except IdentifierRefused as cause:
        raise PaymentRefused(f"{which}: {cause.reason}") from cause


def _check_reference(reference: str, which: str) -> None:
    if len(reference) > _REFERENCE_LENGTH:
        raise PaymentRefused(
            f"{which} has {len(reference)} signs. At most {_REFERENCE_LENGTH} fit."
        )
    if not _REFERENCE.fullmatch(reference):
        raise PaymentRefused(
            f"{which} may hold letters without accents, digits and / - ? : ( ) . , ' + "
            "and has no slash first, last or twice in a row."
        )


def check_name(name: str, which: str) -> None:
    """Look whether a name can be written in a payment file.

    Raises:
        PaymentRefused: Nothing of it is left in the signs that banks accept.
    """
    # A payment to nobody would be refused by the bank days later.
    if not any(sign.isalnum() for sign in sepa_text(name)):
        raise PaymentRefused(
            f"{which}: no letter of the name can be written in the signs banks accept. "
            "Give the name in Latin letters."
        )
