"""Pays anew what a bank refused as a whole: every order of the file, under new references."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from klik.domains.audit.operations import record_act
from klik.domains.payments import access, queries
from klik.domains.payments.models import Batch, DebtorAccount, Order
from klik.domains.payments.operations.naming import name_creditor, new_order
from klik.domains.payments.operations.orders import debtor_account
from klik.domains.payments.operations.refusals import OrderNotOpen, PaymentsNotYours
from klik.domains.payments.queries.sealed import creditor_of
from klik.ground.banking.orders import Debtor, end_to_end_id_of
from klik.ground.tenancy import current_actor

_AT_ONCE: Final = 500


def pay_batch_again(batch: Batch, *, debtor: Debtor | None, moment: datetime) -> int:
    """Place a new order for each that the bank refused together with the whole file.

    One that the bank refused of itself stays: its payee is asked. One that was paid anew or given
    up since stays too, so that nothing is paid twice; again, nothing is left.

    Args:
        batch: Which the bank refused as a whole.
        debtor: Pays instead of the account that paid the file; None for the same.
        moment: When.

    Returns:
        How many orders are placed; they go into the next payment file.

    Raises:
        OrderNotOpen: None waits: nothing was refused with the whole, or it is settled.
        PaymentsNotYours: Another role.
    """
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    Batch.objects.select_for_update().get(pk=batch.pk)
    waiting = queries.refused_with_the_file(batch)
    if not waiting:
        raise OrderNotOpen
    account = batch.debtor if debtor is None else debtor_account(batch.municipality_nis, debtor)
    placed = [_again(order, account, moment) for order in waiting]
    Order.objects.bulk_create(placed, batch_size=_AT_ONCE)
    record_act(
        batch.municipality_nis,
        "payments.pay-batch-again",
        subject=f"batch:{batch.message_id}",
        payload={
            "count": len(placed),
            "cents": sum(order.amount_cents for order in placed),
            "account": str(account.pk),
        },
        moment=moment,
    )
    return len(placed)


def _again(order: Order, account: DebtorAccount, moment: datetime) -> Order:
    again = new_order(
        order.municipality_nis,
        end_to_end_id_of(f"{order.end_to_end_id}/again"),
        decision=order.decision,
        award=order.award,
        moment=moment,
    )
    again.amount_cents, again.budget_key = order.amount_cents, order.budget_key
    again.debtor, again.root, again.replaces = account, order.root, order
    again.payee_hash = order.payee_hash
    name_creditor(again, creditor_of(order))
    return again
