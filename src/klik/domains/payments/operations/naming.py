"""Puts a payee on an order, and says whether a bank would pay her."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from klik.domains.payments.models import HeldBecause, Order, OrderState
from klik.domains.payments.operations.refusals import NotPayable
from klik.domains.payments.queries.sealed import Creditor, creditor_purpose
from klik.ground.banking.characters import sepa_text
from klik.ground.banking.checks import check_name
from klik.ground.banking.refusals import PaymentRefused
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Both


def new_order(
    municipality_nis: str, end_to_end_id: str, *, decision: str, award: str, moment: datetime
) -> Order:
    """Return an order that is not saved, without payee, amount or account."""
    return Order(
        id=uuid4(),
        municipality_nis=municipality_nis,
        end_to_end_id=end_to_end_id,
        decision=decision,
        award=award,
        placed_at=moment,
    )


def name_creditor(order: Order, creditor: Creditor) -> None:
    """Put name and account on an order, and say whether it is ready or held."""
    iban = "".join(creditor.iban.split()).upper()
    order.sealed_creditor = encrypt(
        order.municipality_nis, creditor_purpose(order.id), replace(creditor, iban=iban).as_bytes()
    )
    order.account_hash = keyed_hash(f"iban:{iban}") if iban else None
    # Words in any order, so that one payee who is written two ways is one.
    words = " ".join(sorted(sepa_text(creditor.name).casefold().split()))
    order.payee_hash = order.payee_hash or keyed_hash(f"payee:{words or order.id}")
    order.held_because = _held_because(creditor.name, iban)
    order.state = OrderState.HELD if order.held_because else OrderState.READY


def _held_because(name: str, iban: str) -> str:
    if not iban:
        return HeldBecause.ACCOUNT_MISSING
    try:
        check_iban(iban)
    except IdentifierRefused:
        return HeldBecause.ACCOUNT_WRONG
    try:
        check_name(name, "The payee")
    except PaymentRefused:
        return HeldBecause.NAME_UNWRITABLE
    return ""


def not_payable(iban: str) -> NotPayable:
    """Return why a bank would not pay: the account, and where that holds, the name."""
    try:
        check_iban(iban)
    except IdentifierRefused as cause:
        return NotPayable("account", why=Both(**cause.texts))
    return NotPayable("name")
