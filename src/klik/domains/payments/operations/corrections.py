"""What a person does with an order: answer, stop, pay anew, give up, look at."""

from __future__ import annotations

from datetime import datetime

from klik.domains.audit.operations import record_act, record_view
from klik.domains.payments import access
from klik.domains.payments.models import LET_GO, HeldBecause, Order, OrderState
from klik.domains.payments.operations import journal
from klik.domains.payments.operations.changing import (
    hold_when_changed,
    hold_while_it_waits,
)
from klik.domains.payments.operations.naming import name_creditor, new_order, not_payable
from klik.domains.payments.operations.refusals import OrderNotOpen, PaymentsNotYours
from klik.domains.payments.queries.sealed import Creditor, creditor_of
from klik.ground.banking.orders import end_to_end_id_of
from klik.ground.tenancy import current_actor


def give_account(order: Order, *, name: str, iban: str, moment: datetime) -> Order:
    """Give an order that is held the name and account of its payee; it is ready then.

    Another account than the one known of her is told to her first, see `hold_when_changed`.

    Raises:
        NotPayable: A bank would not take them.
        OrderNotOpen: It is not held.
        PaymentsNotYours: Another role.
    """
    locked = _locked(order)
    if locked.state != OrderState.HELD:
        raise OrderNotOpen
    before = creditor_of(locked)
    name_creditor(locked, Creditor(name, iban, before.remittance))
    if locked.state == OrderState.HELD:
        raise not_payable(iban)
    hold_when_changed(locked, moment=moment)
    locked.save(update_fields=["state", "held_because", "sealed_creditor", "account_hash"])
    _record(locked, "payments.give-account", moment)
    return locked


def pay_again(order: Order, *, name: str, iban: str, moment: datetime) -> Order:
    """Place a new order for one that the bank rejected; again, it returns the same new one.

    Another account than the one known of her is told to her first, see `hold_when_changed`.

    Raises:
        NotPayable: A bank would not take name and account.
        OrderNotOpen: It was not rejected.
        PaymentsNotYours: Another role.
    """
    locked = _locked(order)
    again = Order.objects.filter(replaces=locked).first()
    if again is not None:
        return again
    if locked.state != OrderState.REJECTED:
        raise OrderNotOpen
    again = new_order(
        locked.municipality_nis,
        end_to_end_id_of(f"{locked.end_to_end_id}/again"),
        decision=locked.decision,
        award=locked.award,
        moment=moment,
    )
    again.amount_cents, again.budget_key = locked.amount_cents, locked.budget_key
    again.debtor_id, again.root, again.replaces = locked.debtor_id, locked.root, locked
    again.payee_hash = locked.payee_hash
    name_creditor(again, Creditor(name, iban, creditor_of(locked).remittance))
    if again.state == OrderState.HELD:
        raise not_payable(iban)
    hold_when_changed(again, moment=moment)
    again.save(force_insert=True)
    _record(again, "payments.pay-again", moment)
    return again


def stop_order(
    order: Order, *, because: str = HeldBecause.STOPPED.value, moment: datetime
) -> Order:
    """Hold an order that is ready, until somebody releases it; stopped again, nothing changes.

    Args:
        order: Which.
        because: Why, one of `LET_GO`: a member of staff stops it, or what a run saw.
        moment: When.

    Raises:
        ValueError: It is held for no such reason.
        OrderNotOpen: It is in a batch already, or settled.
        PaymentsNotYours: Another role.
    """
    if because not in LET_GO:
        raise ValueError(f"{because!r} is no reason to stop an order")
    locked = _withheld(order)
    waits_anyway = locked.held_because == HeldBecause.ACCOUNT_CHANGED
    if locked.state == OrderState.HELD and not waits_anyway:
        return locked
    if locked.state != OrderState.READY and not waits_anyway:
        raise OrderNotOpen
    locked.state, locked.held_because = OrderState.HELD, HeldBecause(because)
    locked.save(update_fields=["state", "held_because"])
    _record(locked, "payments.stop-order", moment)
    return locked


def release_order(order: Order, *, moment: datetime) -> Order:
    """Let an order that was stopped go on: ready, or held for what it still lacks.

    That may be the day on which a changed account is paid.

    Raises:
        OrderNotOpen: It was not stopped.
        PaymentsNotYours: Another role.
    """
    locked = _locked(order)
    if locked.held_because not in LET_GO:
        raise OrderNotOpen
    name_creditor(locked, creditor_of(locked))
    hold_while_it_waits(locked)
    locked.save(update_fields=["state", "held_because"])
    _record(locked, "payments.release-order", moment)
    return locked


def cancel_order(order: Order, *, moment: datetime) -> Order:
    """Give up an order that is not with the bank; cancelled again, nothing changes.

    One that the bank rejected and that another replaced stays as it is: nothing is owed on it.

    Raises:
        OrderNotOpen: It is in a batch, or was executed.
        PaymentsNotYours: Another role.
    """
    locked = _withheld(order)
    if locked.state == OrderState.CANCELLED or Order.objects.filter(replaces=locked).exists():
        return locked
    if locked.state not in {OrderState.READY, OrderState.HELD, OrderState.REJECTED}:
        raise OrderNotOpen
    locked.state, locked.held_because, locked.settled_at = OrderState.CANCELLED, "", moment
    locked.save(update_fields=["state", "held_because", "settled_at"])
    journal.cancelled(locked, moment).save()
    _record(locked, "payments.cancel-order", moment)
    return locked


def show_creditor(order: Order, *, purpose: str, moment: datetime) -> Creditor:
    """Return who is paid by an order, and note that the current actor saw it.

    Raises:
        PaymentsNotYours: Another role.
    """
    if not access.may_see_payments(current_actor()):
        raise PaymentsNotYours
    record_view(
        order.municipality_nis,
        person=bytes(order.payee_hash).hex(),
        shown=f"order:{order.end_to_end_id}",
        purpose=purpose,
        moment=moment,
    )
    return creditor_of(order)


def _withheld(order: Order) -> Order:
    if not access.may_withhold(current_actor()):
        raise PaymentsNotYours
    return Order.objects.select_for_update().get(pk=order.pk)


def _locked(order: Order) -> Order:
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    return Order.objects.select_for_update().get(pk=order.pk)


def _record(order: Order, act: str, moment: datetime) -> None:
    record_act(
        order.municipality_nis,
        act,
        subject=f"order:{order.end_to_end_id}",
        payload={"decision": order.decision, "amount_cents": order.amount_cents},
        moment=moment,
    )
