"""Reads of orders: by decision, held for an answer, and accounts that many payees share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from klik.domains.payments.models import (
    Batch,
    BatchLine,
    BatchState,
    DebtorAccount,
    HeldBecause,
    Order,
    OrderState,
)
from klik.domains.payments.queries.sealed import creditor_of, debtor_of
from klik.ground.identifiers.masking import mask, mask_iban
from klik.ground.refusals import Refusal
from klik.ground.tenancy.prepared import prepared

STAGE: str = "stage"
"""What `staged` adds to an order; the type checker knows no annotation by name."""
AT_BANK: Final = "at-bank"
"""The stage of an order in a file that went to the bank; before that it is in a file alone."""


class OrderNotFound(Refusal):
    """No order of a municipality acted for has this reference."""

    status = 404
    reason = "There is no payment order with this reference."


@dataclass(frozen=True, slots=True)
class OrderTally:
    """How many orders are at one stage, held for one reason where they are held, and their sum."""

    state: str
    held_because: str
    count: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class ReadySum:
    """What the next batch takes from one account.

    Attributes:
        debtor: The name of who pays.
        masked: The account, with its first and last four signs.
        count: How many orders.
        total_cents: Their sum.
    """

    debtor: str
    masked: str
    count: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class MaskedCreditor:
    """Who is paid, made unrecognisable; empty where nothing is known."""

    name: str
    account: str


@dataclass(frozen=True, slots=True)
class SharedAccount:
    """One account under the names of several payees.

    Attributes:
        masked: The account with its first and last four signs.
        payees: How many names, or persons where they are known.
        orders: How many orders go there, given up ones left out.
        total_cents: Their sum.
        decisions: The references of these, in order.
    """

    masked: str
    payees: int
    orders: int
    total_cents: int
    decisions: tuple[str, ...]


def staged(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Return orders with their `stage`: the state, or `at-bank` once their file was sent."""
    sent = BatchLine.objects.filter(
        order=OuterRef("pk"),
        declined=False,
        batch__state__in=(BatchState.SENT, BatchState.ANSWERED),
    )
    at_bank = When(Q(Exists(sent), state=OrderState.BATCHED), then=Value(AT_BANK))
    return orders.annotate(**{STAGE: Case(at_bank, default=F("state"), output_field=CharField())})


def orders_of(
    municipality_nis: str, *, state: str = "", held_because: str = "", batch: Batch | None = None
) -> QuerySet[Order]:
    """Return the orders of a municipality acted for, the latest first, with their batches.

    Args:
        municipality_nis: Among those acted for.
        state: Only those at this stage, see `staged`; empty for all.
        held_because: Only those held for this reason; empty for all.
        batch: Only those that stand in this batch.
    """
    orders = staged(Order.objects.filter(municipality_nis=municipality_nis))
    if state:
        orders = orders.filter(**{STAGE: state})
    if held_because:
        orders = orders.filter(held_because=held_because)
    if batch is not None:
        orders = orders.filter(lines__batch=batch)
    return orders.order_by("-placed_at", "end_to_end_id").prefetch_related("lines__batch")


def orders_about(decision: str) -> QuerySet[Order]:
    """Return the orders of one decision, the first one first."""
    return staged(Order.objects.filter(decision=decision).order_by("placed_at", "end_to_end_id"))


def order_states(decisions: Collection[str]) -> list[tuple[str, str]]:
    """Return decision and state of the orders of these decisions, the first one first.

    Of an order that waits for a changed account the state is `account-changed`.
    """
    return [
        (decision, because if because == HeldBecause.ACCOUNT_CHANGED else state)
        for decision, state, because in _states_of(decisions=list(decisions))
    ]


@prepared
def _states_of(decisions: Any) -> QuerySet[Order, tuple[str, str, str]]:
    rows = Order.objects.filter(decision__in=decisions, replaced_by__isnull=True)
    rows = rows.order_by("placed_at", "end_to_end_id")
    return rows.values_list("decision", "state", "held_because")


def order_of(municipality_nis: str, end_to_end_id: str) -> Order:
    """Return one order of a municipality acted for.

    Raises:
        OrderNotFound: It has none of this reference.
    """
    found = staged(
        Order.objects.filter(municipality_nis=municipality_nis, end_to_end_id=end_to_end_id)
    ).first()
    if found is None:
        raise OrderNotFound
    return found


def ready_orders(municipality_nis: str) -> QuerySet[Order]:
    """Return what the next batch takes, the oldest first."""
    return Order.objects.filter(municipality_nis=municipality_nis, state=OrderState.READY).order_by(
        "placed_at", "end_to_end_id"
    )


def held_orders(municipality_nis: str) -> QuerySet[Order]:
    """Return what waits for an answer of a resident or a colleague, the oldest first."""
    return Order.objects.filter(municipality_nis=municipality_nis, state=OrderState.HELD).order_by(
        "placed_at", "end_to_end_id"
    )


def order_tallies(municipality_nis: str) -> list[OrderTally]:
    """Return how many orders there are per stage and reason of holding, with their sums."""
    orders = staged(Order.objects.filter(municipality_nis=municipality_nis))
    rows = orders.values_list(STAGE, "held_because")
    counted = rows.annotate(count=Count("pk"), total_cents=Sum("amount_cents"))
    return [OrderTally(*row) for row in counted.order_by(STAGE, "held_because")]


def ready_sums(municipality_nis: str) -> list[ReadySum]:
    """Return what the next batches take, per account that pays, the largest sum first."""
    ready = Order.objects.filter(municipality_nis=municipality_nis, state=OrderState.READY)
    counted = ready.values("debtor").annotate(count=Count("pk"), total=Sum("amount_cents"))
    sums = list(counted.order_by("-total", "debtor"))
    accounts = DebtorAccount.objects.in_bulk([row["debtor"] for row in sums])
    shown = [(debtor_of(accounts[row["debtor"]]), row) for row in sums]
    return [
        ReadySum(debtor.name, mask_iban(debtor.iban), row["count"], row["total"])
        for debtor, row in shown
    ]


def masked_creditors(orders: Iterable[Order]) -> dict[str, MaskedCreditor]:
    """Return who is paid by each order, by its reference, with nothing to recognise her by."""
    found = ((order.end_to_end_id, creditor_of(order)) for order in orders)
    return {
        key: MaskedCreditor(mask(one.name), mask_iban(one.iban) if one.iban else "")
        for key, one in found
    }


def shared_accounts(
    municipality_nis: str, *, within: Batch | None = None, payees: int = 2
) -> list[SharedAccount]:
    """Return the accounts that at least so many payees share, the largest sum first.

    One payee with several decisions, as a parent of twins has, is none. It is a report for who
    approves: couples share accounts, and so does who found a way to be paid for others.

    Args:
        municipality_nis: Among those acted for.
        within: Only accounts to which this batch pays; their other orders count as well.
        payees: How many different ones make an account shared.
    """
    orders = Order.objects.filter(
        municipality_nis=municipality_nis, account_hash__isnull=False
    ).exclude(state=OrderState.CANCELLED)
    if within is not None:
        # No further condition on the lines: they would be joined a second time.
        inside = Order.objects.filter(lines__batch=within).values("account_hash")
        orders = orders.filter(account_hash__in=inside)
    shared = (
        orders.values("account_hash")
        .annotate(
            payees=Count("payee_hash", distinct=True), count=Count("pk"), total=Sum("amount_cents")
        )
        .filter(payees__gte=payees)
        .order_by("-total", "account_hash")
    )
    return [_shared(orders, row) for row in shared]


def _shared(orders: QuerySet[Order], row: Mapping[str, Any]) -> SharedAccount:
    its_orders = list(orders.filter(account_hash=row["account_hash"]).order_by("decision"))
    return SharedAccount(
        masked=mask_iban(creditor_of(its_orders[0]).iban),
        payees=row["payees"],
        orders=row["count"],
        total_cents=row["total"],
        decisions=tuple(dict.fromkeys(order.decision for order in its_orders)),
    )
