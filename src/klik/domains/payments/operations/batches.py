"""Batches: drawn per account, approved by a second person, written once, sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from typing import Final
from uuid import UUID, uuid4

from django.db.models import Sum

from klik.domains.audit.operations import record_act
from klik.domains.payments import access
from klik.domains.payments.models import Batch, BatchLine, BatchState, Order, OrderState
from klik.domains.payments.operations import journal
from klik.domains.payments.operations.refusals import (
    BatchNotOpen,
    ExecutionDayRefused,
    PaymentsNotYours,
    SecondPersonNeeded,
)
from klik.domains.payments.queries.batches import batch_file
from klik.domains.payments.queries.settings import settings_of
from klik.ground.canonical import digest_of
from klik.ground.clock import HOME
from klik.ground.tenancy import current_actor, require_acting_for

ORDERS_A_BATCH: Final = 5_000
_AT_ONCE: Final = 500  # rows a statement, within what SQLite takes
_FURTHEST_DAYS: Final = 366
_OPEN = (BatchState.DRAWN, BatchState.WRITTEN, BatchState.SENT, BatchState.ANSWERED)


def draw_batches(municipality_nis: str, *, execution_on: date, moment: datetime) -> list[Batch]:
    """Put every order that is ready into batches, per account that pays at most 5,000 in one.

    Two who draw at once share the orders between them: an order is in one batch. A batch needs a
    second person when it brings what leaves that account on that day above the limit of the
    municipality, so that drawing in parts does not pass the limit.

    Returns:
        The new batches; none where nothing is ready.

    Raises:
        ExecutionDayRefused: The day is past, or more than a year away.
        PaymentsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    _require_payer()
    today = moment.astimezone(HOME).date()
    if not today <= execution_on <= today + timedelta(days=_FURTHEST_DAYS):
        raise ExecutionDayRefused
    ready = (
        Order.objects.select_for_update()
        .filter(municipality_nis=municipality_nis, state=OrderState.READY)
        .only("id", "municipality_nis", "end_to_end_id", "amount_cents", "debtor_id", "state")
        .order_by("debtor_id", "placed_at", "end_to_end_id")
    )
    drawn = []
    for _, orders in groupby(ready, key=lambda order: order.debtor_id):
        for chunk in _chunks(orders):
            drawn.append(_draw(chunk, execution_on, moment))
    return drawn


def approve_batch(batch: Batch, *, moment: datetime) -> Batch:
    """Approve a batch as the second person; by the same person again, nothing changes.

    Raises:
        SecondPersonNeeded: Another role, or who drew it.
        BatchNotOpen: It was approved by another, declined, or is written already.
    """
    locked = _locked(batch.pk)
    actor = current_actor()
    if not access.may_approve(actor, drawn_by=locked.drawn_by):
        raise SecondPersonNeeded
    if locked.approved_by == actor.reference:
        return locked
    if locked.state != BatchState.DRAWN or locked.approved_by:
        raise BatchNotOpen
    locked.approved_by, locked.approved_at = actor.reference, moment
    locked.save(update_fields=["approved_by", "approved_at"])
    _record(locked, "payments.approve-batch", moment)
    return locked


def decline_batch(batch: Batch, *, moment: datetime) -> Batch:
    """Give up a batch that is not written; its orders are ready again.

    Raises:
        PaymentsNotYours: Another role.
        BatchNotOpen: It is written already.
    """
    locked = _locked(batch.pk)
    actor = current_actor()
    if not (access.may_pay(actor) or access.may_approve(actor, drawn_by=locked.drawn_by)):
        raise PaymentsNotYours
    if locked.state == BatchState.DECLINED:
        return locked
    if locked.state != BatchState.DRAWN:
        raise BatchNotOpen
    Order.objects.filter(lines__batch=locked, lines__declined=False).update(state=OrderState.READY)
    BatchLine.objects.filter(batch=locked).update(declined=True)
    locked.state = BatchState.DECLINED
    locked.save(update_fields=["state"])
    _record(locked, "payments.decline-batch", moment)
    return locked


def note_written(batch_id: UUID, *, digest: str, size: int, moment: datetime) -> Batch:
    """Note that the file of a batch is in the store; noted again, nothing changes.

    Raises:
        BatchNotOpen: It was declined, or written with another content.
        SecondPersonNeeded: It is above the limit and nobody approved it.
    """
    locked = _locked(batch_id)
    _require_payer()
    if locked.digest == digest:
        return locked
    if locked.state != BatchState.DRAWN:
        raise BatchNotOpen
    if locked.needs_second_person and not locked.approved_by:
        raise SecondPersonNeeded
    _require_sums(locked)
    locked.state, locked.digest, locked.size = BatchState.WRITTEN, digest, size
    locked.save(update_fields=["state", "digest", "size"])
    journal.sent(locked, moment).save()
    _record(locked, "payments.write-batch", moment)
    return locked


def mark_sent(batch: Batch, *, moment: datetime) -> Batch:
    """Note that the file went to the bank; noted again, nothing changes.

    Raises:
        PaymentsNotYours: Another role.
        BatchNotOpen: There is no file yet.
    """
    locked = _locked(batch.pk)
    _require_payer()
    if locked.state in {BatchState.SENT, BatchState.ANSWERED}:
        return locked
    if locked.state != BatchState.WRITTEN:
        raise BatchNotOpen
    locked.state = BatchState.SENT
    locked.save(update_fields=["state"])
    _record(locked, "payments.send-batch", moment)
    return locked


def take_batch_file(batch: Batch, *, moment: datetime) -> bytes:
    """Return the file of a batch, with names and accounts, and note that the actor took it.

    Raises:
        PaymentsNotYours: Another role.
        BatchNotFound: It has no file yet.
    """
    if not access.may_see_payments(current_actor()):
        raise PaymentsNotYours
    content = batch_file(batch)
    _record(batch, "payments.take-batch-file", moment)
    return content


def _chunks(orders: Iterator[Order]) -> Iterator[list[Order]]:
    while chunk := list(islice(orders, ORDERS_A_BATCH)):
        yield chunk


def _draw(orders: list[Order], execution_on: date, moment: datetime) -> Batch:
    nis, total = orders[0].municipality_nis, sum(order.amount_cents for order in orders)
    debtor_id = orders[0].debtor_id
    same_day = Batch.objects.filter(
        municipality_nis=nis, debtor_id=debtor_id, execution_on=execution_on, state__in=_OPEN
    )
    leaving = (same_day.aggregate(total=Sum("total_cents"))["total"] or 0) + total
    batch = Batch(
        id=uuid4(),
        municipality_nis=nis,
        message_id=_message_id(orders, execution_on),
        debtor_id=debtor_id,
        execution_on=execution_on,
        count=len(orders),
        total_cents=total,
        needs_second_person=leaving > settings_of(nis).second_person_above_cents,
        drawn_by=current_actor().reference,
        drawn_at=moment,
    )
    batch.save(force_insert=True)
    BatchLine.objects.bulk_create(
        [
            BatchLine(municipality_nis=nis, batch=batch, order=order, place=place)
            for place, order in enumerate(orders, start=1)
        ],
        batch_size=_AT_ONCE,
    )
    for first in range(0, len(orders), _AT_ONCE):
        keys = [order.pk for order in orders[first : first + _AT_ONCE]]
        Order.objects.filter(pk__in=keys).update(state=OrderState.BATCHED)
    _record(batch, "payments.draw-batch", moment)
    return batch


def _message_id(orders: list[Order], execution_on: date) -> str:
    """Return what names a file for ever: the same orders again are another file once declined."""
    nis = orders[0].municipality_nis
    declined = Batch.objects.filter(municipality_nis=nis, state=BatchState.DECLINED).count()
    named = [execution_on.isoformat(), declined, *(order.end_to_end_id for order in orders)]
    word = digest_of(named).hex()[:12].upper()
    return f"KLIK-{nis}-{execution_on:%Y%m%d}-{word}"


def _require_sums(batch: Batch) -> None:
    """Compare what the batch says with its lines, before it becomes a file."""
    amounts = [
        line["order__amount_cents"]
        for line in BatchLine.objects.filter(batch=batch, declined=False).values(
            "order__amount_cents"
        )
    ]
    if (len(amounts), sum(amounts)) != (batch.count, batch.total_cents):
        raise BatchNotOpen(
            f"Batch {batch.message_id} says {batch.count} orders of {batch.total_cents} cents, and "
            f"holds {len(amounts)} of {sum(amounts)}. Nothing was written."
        )


def _require_payer() -> None:
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours


def _locked(batch_id: UUID) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch_id)


def _record(batch: Batch, act: str, moment: datetime) -> None:
    record_act(
        batch.municipality_nis,
        act,
        subject=f"batch:{batch.message_id}",
        payload={
            "count": batch.count,
            "total_cents": batch.total_cents,
            "execution_on": batch.execution_on.isoformat(),
            "digest": batch.digest,
        },
        moment=moment,
    )
