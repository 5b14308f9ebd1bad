"""Payment orders: placed once, and held until they can be paid."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from klik.domains.payments import access, ports
from klik.domains.payments.models import DebtorAccount, HeldBecause, Order, OrderState
from klik.domains.payments.operations import journal
from klik.domains.payments.operations.changing import hold_when_changed
from klik.domains.payments.operations.naming import name_creditor, new_order
from klik.domains.payments.operations.refusals import OrderDiffers, PaymentsNotYours
from klik.domains.payments.queries.sealed import Creditor, debtor_purpose
from klik.ground.banking.checks import check_debtor, check_order
from klik.ground.banking.orders import Debtor, PaymentOrder
from klik.ground.canonical import canonical
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import current_actor

_ANY_ACCOUNT = "BE68539007547034"  # stands in while everything else is looked at
_ANY_NAME = "A"
# The words of the worklist for what a person does about it.
_REASONS = {
    HeldBecause.ACCOUNT_MISSING: "account",
    HeldBecause.ACCOUNT_WRONG: "account",
    HeldBecause.NAME_UNWRITABLE: "bank",
}


def place_order(  # noqa: PLR0913 -- each is a part of one order; grants says them by name
    municipality_nis: str,
    *,
    decision: str,
    award: str,
    order: PaymentOrder,
    debtor: Debtor,
    budget_key: str,
    moment: datetime,
    person: bytes | None = None,
    is_given: bool = False,
) -> Order:
    """Place one order; placed again it is the same one, and nothing changes.

    An order without an account, or with a name or account that no bank takes, is held, and a task
    asks the resident. The act is that of the run that places it.

    Args:
        municipality_nis: Among those acted for.
        decision: Its reference.
        award: The id of the benefit within it.
        order: Who is paid how much; account and name may be empty.
        debtor: The account that pays.
        budget_key: Under which the expense is booked.
        moment: When.
        person: The keyed hash of who is paid, where it is known.
        is_given: She or a clerk gave the account, no register: see `hold_when_changed`.

    Raises:
        PaymentRefused: The debtor, the amount, the reference or the text does not hold.
        OrderDiffers: The reference is of an order of another decision or amount.
        PaymentsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    if not access.may_place(current_actor()):
        raise PaymentsNotYours
    _require_payable(order, debtor)
    placed = new_order(
        municipality_nis, order.end_to_end_id, decision=decision, award=award, moment=moment
    )
    placed.amount_cents, placed.budget_key = order.amount_cents, budget_key
    kept = _placed_before(placed)
    if kept is not None:
        return kept
    placed.debtor, placed.root = debtor_account(municipality_nis, debtor), order.end_to_end_id
    placed.payee_hash = person or b""
    name_creditor(placed, Creditor(order.creditor_name, order.creditor_iban, order.remittance))
    if is_given:
        hold_when_changed(placed, moment=moment)
    return _insert(placed, moment)


def _require_payable(order: PaymentOrder, debtor: Debtor) -> None:
    check_debtor(debtor)
    check_order(
        replace(order, creditor_name=_ANY_NAME, creditor_iban=_ANY_ACCOUNT), order.end_to_end_id
    )


def _placed_before(order: Order) -> Order | None:
    kept = Order.objects.filter(end_to_end_id=order.end_to_end_id).first()
    if kept is None:
        return None
    if (kept.decision, kept.award, kept.amount_cents) != (
        order.decision, order.award, order.amount_cents,
    ):  # fmt: skip
        raise OrderDiffers
    return kept


def _insert(order: Order, moment: datetime) -> Order:
    """Return the order with its booking and task; where another was first, that one's."""
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError:
        kept = _placed_before(order)
        if kept is None:
            raise
        return kept
    journal.due(order, moment).save()
    _ask_resident(order, moment)
    return order


def debtor_account(municipality_nis: str, debtor: Debtor) -> DebtorAccount:
    """Return the row of an account that pays, made where it is named for the first time."""
    named = canonical(asdict(debtor))
    named_hash = keyed_hash(f"debtor:{named.decode()}")
    accounts = DebtorAccount.objects.filter(municipality_nis=municipality_nis)
    found = accounts.filter(named_hash=named_hash).first()
    if found is None:
        new = uuid4()
        sealed = encrypt(municipality_nis, debtor_purpose(new), named)
        DebtorAccount.objects.bulk_create(
            [
                DebtorAccount(
                    id=new, municipality_nis=municipality_nis, named_hash=named_hash, sealed=sealed
                )
            ],
            ignore_conflicts=True,
        )
        found = accounts.get(named_hash=named_hash)
    return found


def _ask_resident(order: Order, moment: datetime) -> None:
    reason = _REASONS.get(HeldBecause(order.held_because)) if order.held_because else None
    if order.state != OrderState.HELD or reason is None:
        return
    ports.open_task.service()(
        order.municipality_nis,
        key=f"payments/{order.end_to_end_id}/{order.held_because}",
        reason=reason,
        about_kind="decision",
        about=order.decision,
        detail={
            "order": order.end_to_end_id,
            "amount_cents": order.amount_cents,
            "held_because": order.held_because,
        },
        moment=moment,
    )
