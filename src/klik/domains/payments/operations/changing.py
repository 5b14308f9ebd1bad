"""A changed account: held until the payee was told where she was reached before.

Who takes over a log-in, or calls in another's name, gives another account: that is told on the old
channel, and until the day told nothing is paid there, nor on the account before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from klik.domains.audit.operations import record_act
from klik.domains.messages import queries as messages
from klik.domains.payments import access, ports, queries
from klik.domains.payments.models import (
    AccountChange,
    ChangeState,
    HeldBecause,
    Order,
    OrderState,
)
from klik.domains.payments.operations.naming import name_creditor
from klik.domains.payments.operations.refusals import ChangeEnded, ChangeNotYours, PaymentsNotYours
from klik.domains.payments.queries.accounts import (
    Changed,
    differs,
    end_of,
    known_order,
    orders_waiting_for,
    sealed_change,
)
from klik.domains.payments.queries.sealed import creditor_of
from klik.domains.payments.queries.settings import settings_of
from klik.domains.people.queries import same_person
from klik.ground.clock import HOME
from klik.ground.tenancy import current_actor

TASK: Final = "account-change"


def hold_when_changed(order: Order, *, moment: datetime) -> None:
    """Hold an order, not saved yet, that pays into another account than its payee's known one.

    The change is kept once while it waits; a later order to the same account waits with it. A
    first account, and that of a payee who is known by name only, is not held.
    """
    person = bytes(order.payee_hash)
    if order.state != OrderState.READY or order.account_hash is None:
        return
    people = same_person(person)
    known = known_order(order.municipality_nis, person)
    if known is None or not differs(known, person, bytes(order.account_hash)):
        return
    if not messages.is_written_to(order.municipality_nis, people):
        return  # known by her name alone, which another may share
    _waiting(order, known, moment)
    order.state, order.held_because = OrderState.HELD, HeldBecause.ACCOUNT_CHANGED


def hold_while_it_waits(order: Order) -> None:
    """Hold an order that would be ready while its account waits, or was said to be wrong."""
    change = queries.latest_change(order)
    if order.state != OrderState.READY or change is None or change.state == ChangeState.TAKEN:
        return
    waits = change.state == ChangeState.WAITING
    order.state = OrderState.HELD
    order.held_because = HeldBecause.ACCOUNT_CHANGED if waits else HeldBecause.ACCOUNT_CONTESTED


def take_change(change: AccountChange, *, moment: datetime) -> bool:
    """Let the orders go that wait for a changed account, once its day has come; say whether.

    Raises:
        PaymentsNotYours: Another role than finance or the job.
    """
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    locked = _locked(change)
    day = moment.astimezone(HOME).date()
    if locked.state != ChangeState.WAITING or locked.told_at is None or locked.pays_from > day:
        return False
    _end(locked, ChangeState.TAKEN, moment)
    return True


def confirm_change(change: AccountChange, *, moment: datetime) -> AccountChange:
    """Note that she confirmed the account on the phone, where no message could reach her.

    Confirmed again, nothing changes.

    Raises:
        ChangeEnded: It was cancelled, or she is told by a message and the day is waited for.
        PaymentsNotYours: Another role than finance.
    """
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    locked = _locked(change)
    if locked.state == ChangeState.TAKEN:
        return locked
    if locked.state != ChangeState.WAITING or locked.ways:
        raise ChangeEnded
    locked.told_at, locked.pays_from = moment, moment.astimezone(HOME).date()
    return _end(locked, ChangeState.TAKEN, moment)


def cancel_change(change: AccountChange, *, moment: datetime) -> AccountChange:
    """Cancel a changed account that waits: she says that it was not her, or a clerk does for her.

    Its orders wait for an account, and a task asks finance to find out. Again changes nothing.

    Raises:
        ChangeEnded: It is in use already.
        ChangeNotYours: Neither hers, nor a clerk or finance.
    """
    people = same_person(bytes(change.person))
    if not access.may_cancel_change(current_actor(), people):
        raise ChangeNotYours
    locked = _locked(change)
    if locked.state == ChangeState.CANCELLED:
        return locked
    if locked.state != ChangeState.WAITING:
        raise ChangeEnded
    return _end(locked, ChangeState.CANCELLED, moment)


def _end(change: AccountChange, state: ChangeState, moment: datetime) -> AccountChange:
    waiting = list(orders_waiting_for(change).select_for_update())
    change.state, change.ended_at = state, moment
    change.ended_by = current_actor().reference
    change.save()
    for order in waiting:
        if state == ChangeState.TAKEN:
            name_creditor(order, creditor_of(order))
        else:
            order.held_because = HeldBecause.ACCOUNT_CONTESTED
            _ask(order, moment)
        order.save(update_fields=["state", "held_because"])
    act = "payments.take-account" if state == ChangeState.TAKEN else "payments.cancel-account"
    _record(change, act, moment, orders=len(waiting))
    return change


def _waiting(order: Order, known: Order, moment: datetime) -> AccountChange:
    """Return the change that waits for the account of an order, made where there is none."""
    nis, people = order.municipality_nis, same_person(bytes(order.payee_hash))
    rows = AccountChange.objects.select_for_update().filter(
        municipality_nis=nis,
        person__in=people,
        account_hash=bytes(order.account_hash or b""),
        state=ChangeState.WAITING,
    )
    found = rows.first()
    if found is not None:
        return found
    made = _made(order, known, moment)
    # Somebody else may place an order to it at this moment: the table decides who was first.
    AccountChange.objects.bulk_create([made], ignore_conflicts=True)
    found = rows.get()
    if found.pk == made.pk:
        _record(made, "payments.change-account", moment, orders=1)
        if not made.ways:
            _ask(order, moment, held_because=HeldBecause.ACCOUNT_CHANGED)
    return found


def _made(order: Order, known: Order, moment: datetime) -> AccountChange:
    nis, people, new = order.municipality_nis, same_person(bytes(order.payee_hash)), uuid4()
    after = creditor_of(order)
    ways = tuple(
        way
        for way in messages.ways_before(nis, people, moment=moment)
        if way.email_address or way.address_lines
    )
    said = Changed(after.name, end_of(creditor_of(known).iban), end_of(after.iban), ways)
    days = settings_of(nis).account_hold_days
    return AccountChange(
        id=new,
        municipality_nis=nis,
        person=bytes(order.payee_hash),
        account_hash=bytes(order.account_hash or b""),
        sealed=sealed_change(nis, new, said),
        decision=order.decision,
        language=messages.language_to(nis, people),
        ways=len(ways),
        asked_at=moment,
        asked_by=current_actor().reference,
        hold_days=days,
        pays_from=moment.astimezone(HOME).date() + timedelta(days=days),
    )


def _ask(order: Order, moment: datetime, *, held_because: str = "") -> None:
    because = held_because or order.held_because
    ports.open_task.service()(
        order.municipality_nis,
        key=f"payments/{order.end_to_end_id}/{because}",
        reason=TASK,
        about_kind="decision",
        about=order.decision,
        detail={
            "order": order.end_to_end_id,
            "amount_cents": order.amount_cents,
            "held_because": str(because),
        },
        moment=moment,
    )


def _locked(change: AccountChange) -> AccountChange:
    return AccountChange.objects.select_for_update().get(pk=change.pk)


def _record(change: AccountChange, act: str, moment: datetime, *, orders: int) -> None:
    record_act(
        change.municipality_nis,
        act,
        subject=f"account-change:{change.pk}",
        payload={
            "decision": change.decision,
            "pays_from": change.pays_from.isoformat(),
            "orders": orders,
        },
        moment=moment,
    )
