"""Reads of batches: what stands in a file, and whether the bank's answer agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from klik.domains.payments import ports
from klik.domains.payments.models import (
    BankAnswer,
    Batch,
    BatchLine,
    BatchState,
    DebtorAccount,
    Order,
    OrderState,
)
from klik.domains.payments.queries.sealed import creditor_of, debtor_of
from klik.ground.banking.bank_answer import read_bank_answer
from klik.ground.banking.matching import Meaning, match_answer
from klik.ground.banking.orders import PaymentBatch, PaymentOrder
from klik.ground.identifiers.masking import mask_iban
from klik.ground.refusals import Refusal


class BatchNotFound(Refusal):
    """No batch of a municipality acted for has this name."""

    status = 404
    reason = "There is no batch with this message id."


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of orders and their sum in cents."""

    count: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A batch beside what the bank answered.

    Attributes:
        message_id: Of the batch.
        sent: Everything in it.
        executed: What the bank paid.
        rejected: What it did not pay.
        underway: What it has not settled yet, or said nothing about.
    """

    message_id: str
    sent: Tally
    executed: Tally
    rejected: Tally
    underway: Tally

    @property
    def is_complete(self) -> bool:
        """Whether every order was paid or rejected, and the sums agree to the cent."""
        settled = self.executed.total_cents + self.rejected.total_cents
        return self.underway.count == 0 and settled == self.sent.total_cents


def batches(municipality_nis: str) -> QuerySet[Batch]:
    """Return the batches of a municipality acted for, the latest first."""
    return Batch.objects.filter(municipality_nis=municipality_nis).order_by(
        "-drawn_at", "message_id"
    )


def batch_of(municipality_nis: str, message_id: str) -> Batch:
    """Return one batch of a municipality acted for.

    Raises:
        BatchNotFound: It has none of this name.
    """
    found = batches(municipality_nis).filter(message_id=message_id).first()
    if found is None:
        raise BatchNotFound
    return found


def batches_with(municipality_nis: str, order: Order) -> list[Batch]:
    """Return the batches in which an order stands or stood, the latest first."""
    return list(batches(municipality_nis).filter(lines__order=order))


def open_batches(municipality_nis: str) -> QuerySet[Batch]:
    """Return the batches with which somebody still has to do something, the oldest first."""
    unanswered = (BatchState.DRAWN, BatchState.WRITTEN, BatchState.SENT)
    waiting = Batch.objects.filter(municipality_nis=municipality_nis, state__in=unanswered)
    return waiting.order_by("drawn_at", "message_id")


def municipalities_with_batches_to_write() -> list[str]:
    """Return the NIS codes of the municipalities acted for of which a batch may become a file."""
    codes = _writable(Batch.objects.all()).order_by("municipality_nis")
    return list(codes.values_list("municipality_nis", flat=True).distinct())


def debtor_shown(batch: Batch) -> tuple[str, str]:
    """Return who pays a batch: the name, and the account with its first and last four signs."""
    debtor = debtor_of(DebtorAccount.objects.get(pk=batch.debtor_id))
    return debtor.name, mask_iban(debtor.iban)


def answers_to(batch: Batch) -> QuerySet[BankAnswer]:
    """Return what the bank answered to a batch, the earliest first."""
    return BankAnswer.objects.filter(batch=batch).order_by("taken_at", "created_at")


def refused_with_the_file(batch: Batch) -> list[Order]:
    """Return the orders that a bank refused together with their whole file and that still wait.

    Not those that it refused of themselves, of which the payee is asked, and not those that were
    paid anew or given up since.
    """
    lines = BatchLine.objects.filter(
        batch=batch, declined=False, order__state=OrderState.REJECTED, order__replaced_by=None
    )
    waiting = [line.order for line in lines.select_related("order").order_by("place")]
    asked = _refused_of_themselves(batch) if waiting else frozenset()
    return [order for order in waiting if order.end_to_end_id not in asked]


def batches_to_write(municipality_nis: str) -> list[UUID]:
    """Return the batches that may become a file and are none yet, the oldest first."""
    may = _writable(Batch.objects.filter(municipality_nis=municipality_nis))
    return list(may.order_by("drawn_at", "message_id").values_list("pk", flat=True))


def payment_batch_of(batch_id: UUID) -> PaymentBatch:
    """Return everything that stands in the file of a batch, decrypted; always the same."""
    batch = Batch.objects.select_related("debtor").get(pk=batch_id)
    return PaymentBatch(
        message_id=batch.message_id,
        created_at=batch.drawn_at,
        execution_on=batch.execution_on,
        debtor=debtor_of(batch.debtor),
        orders=tuple(_orders_of(batch)),
    )


def batch_file(batch: Batch) -> bytes:
    """Return the file of a batch, as it was stored.

    Raises:
        BatchNotFound: It has none yet.
    """
    if not batch.digest:
        raise BatchNotFound(f"Batch {batch.message_id} has no file yet: nobody approved it.")
    return ports.files.service().read_bytes(batch.municipality_nis, batch.digest)


def reconciliation(municipality_nis: str, batch: Batch) -> Reconciliation:
    """Return a batch of a municipality acted for beside what the bank answered."""
    lines = BatchLine.objects.filter(municipality_nis=municipality_nis, batch=batch, declined=False)
    found = {
        row["order__state"]: Tally(row["count"], row["total"])
        for row in lines.values("order__state").annotate(
            count=Count("pk"), total=Sum("order__amount_cents")
        )
    }
    nothing = Tally(0, 0)
    executed = found.get(OrderState.EXECUTED, nothing)
    # One that was rejected may be given up since: to the bank it stays rejected.
    rejected = [found.get(state, nothing) for state in (OrderState.REJECTED, OrderState.CANCELLED)]
    underway = found.get(OrderState.BATCHED, nothing)
    return Reconciliation(
        message_id=batch.message_id,
        sent=Tally(batch.count, batch.total_cents),
        executed=executed,
        rejected=Tally(
            sum(one.count for one in rejected), sum(one.total_cents for one in rejected)
        ),
        underway=underway,
    )


def _refused_of_themselves(batch: Batch) -> frozenset[str]:
    lines = BatchLine.objects.filter(batch=batch, declined=False).select_related("order")
    amounts = {line.order.end_to_end_id: line.order.amount_cents for line in lines}
    store, nis = ports.files.service(), batch.municipality_nis
    files = (store.read_bytes(nis, answer.digest) for answer in answers_to(batch))
    answered = (
        match_answer(read_bank_answer(file), message_id=batch.message_id, amounts=amounts)
        for file in files
    )
    return frozenset(
        key
        for said in answered
        for key, one in said.items()
        if one.of_itself and one.meaning == Meaning.REJECTED
    )


def _writable(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    drawn = batches.filter(state=BatchState.DRAWN)
    return drawn.filter(Q(needs_second_person=False) | ~Q(approved_by=""))


def _orders_of(batch: Batch) -> Iterator[PaymentOrder]:
    lines = BatchLine.objects.filter(batch=batch, declined=False).select_related("order")
    for line in lines.order_by("place"):
        creditor = creditor_of(line.order)
        yield PaymentOrder(
            end_to_end_id=line.order.end_to_end_id,
            amount_cents=line.order.amount_cents,
            creditor_name=creditor.name,
            creditor_iban=creditor.iban,
            remittance=creditor.remittance,
        )
