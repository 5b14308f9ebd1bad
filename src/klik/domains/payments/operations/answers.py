"""What the bank answers: each order executed or rejected, and a question where it was not paid."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from klik.domains.audit.operations import record_act
from klik.domains.payments import access, ports
from klik.domains.payments.models import (
    BankAnswer,
    Batch,
    BatchState,
    JournalLine,
    Order,
    OrderState,
)
from klik.domains.payments.operations import journal
from klik.domains.payments.operations.refusals import (
    AnswerContradicts,
    BatchNotOpen,
    PaymentsNotYours,
)
from klik.ground.banking.bank_answer import BankReport, read_bank_answer
from klik.ground.banking.matching import Answered, Meaning, match_answer
from klik.ground.banking.refusals import AnswerRefused
from klik.ground.tenancy import current_actor, require_acting_for

_AT_ONCE = 500
_CODE = re.compile(r"[A-Z0-9]{4}", re.ASCII)
_WITH_THE_BANK = (BatchState.WRITTEN, BatchState.SENT, BatchState.ANSWERED)


@dataclass(slots=True)
class _Changes:
    """What an answer changes, gathered before anything is written."""

    orders: list[Order] = field(default_factory=list)
    booked: list[JournalLine] = field(default_factory=list)
    to_ask: list[Order] = field(default_factory=list)
    rejected_whole: bool = False


def take_answer(municipality_nis: str, file: bytes, *, moment: datetime) -> BankAnswer:
    """Take an answer of the bank (pain.002.001.10 or .03); the same file again changes nothing.

    An order that the bank settled is executed; one that it rejected becomes a task that asks the
    resident. Where it rejected the file as a whole, one task asks finance what is wrong with it. A
    file that is refused changes nothing.

    Args:
        municipality_nis: Among those acted for.
        file: The whole answer, at most 10 MB.
        moment: When it was taken.

    Raises:
        AnswerRefused: No such file, another form, another batch, other sums; says at which line.
        AnswerContradicts: It says executed of what an earlier answer rejected.
        PaymentsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    report = read_bank_answer(file)
    batch = _answered_batch(municipality_nis, report)
    digest = hashlib.sha256(file).hexdigest()
    known = BankAnswer.objects.filter(municipality_nis=municipality_nis, digest=digest).first()
    if known is not None:
        return known
    orders = _orders_of(batch)
    said = match_answer(
        report,
        message_id=batch.message_id,
        amounts={order.end_to_end_id: order.amount_cents for order in orders},
    )
    changes = _changes(orders, said, moment)
    ports.files.service().store_bytes(municipality_nis, file)
    answer = _kept_answer(batch, report, said, digest=digest, moment=moment)
    _write(batch, changes, moment)
    _record(batch, answer, moment)
    return answer


def confirm_executed(batch: Batch, *, moment: datetime) -> int:
    """Note that the account statement shows what is left of a batch as paid.

    For a bank that says accepted (ACCP, ACSP) and never settled (ACSC).

    Returns:
        How many orders were executed by this.

    Raises:
        BatchNotOpen: There is no file yet.
        PaymentsNotYours: Another role.
    """
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state not in _WITH_THE_BANK:
        raise BatchNotOpen
    left = [order for order in _orders_of(locked) if order.state == OrderState.BATCHED]
    changes = _Changes()
    for order in left:
        _execute(order, changes, moment)
    _write(locked, changes, moment)
    record_act(
        locked.municipality_nis,
        "payments.confirm-batch",
        subject=f"batch:{locked.message_id}",
        payload={"count": len(left), "cents": sum(order.amount_cents for order in left)},
        moment=moment,
    )
    return len(left)


def _answered_batch(municipality_nis: str, report: BankReport) -> Batch:
    batches = Batch.objects.select_for_update().filter(
        municipality_nis=municipality_nis, message_id=report.group.name
    )
    batch = batches.first()
    if batch is None:
        raise AnswerRefused("not-sent", line=report.group.line)
    if batch.state not in _WITH_THE_BANK:
        raise AnswerRefused("no-file", line=report.group.line, batch=batch.message_id)
    return batch


def _orders_of(batch: Batch) -> list[Order]:
    orders = Order.objects.select_for_update().filter(lines__batch=batch, lines__declined=False)
    return list(orders.order_by("lines__place"))


def _changes(orders: list[Order], said: Mapping[str, Answered], moment: datetime) -> _Changes:
    changes = _Changes()
    for order in orders:
        answered = said[order.end_to_end_id]
        if answered.status:
            order.bank_status = answered.status
            order.bank_reason = answered.reason
            changes.orders.append(order)
        if answered.meaning == Meaning.EXECUTED:
            _execute(order, changes, moment)
        elif answered.meaning == Meaning.REJECTED:
            _reject(order, answered, changes, moment)
    return changes


def _execute(order: Order, changes: _Changes, moment: datetime) -> None:
    if order.state == OrderState.EXECUTED:
        return
    if order.state != OrderState.BATCHED:
        raise AnswerContradicts
    order.state, order.settled_at = OrderState.EXECUTED, moment
    changes.booked.append(journal.executed(order, moment))
    changes.orders.append(order)


def _reject(order: Order, answered: Answered, changes: _Changes, moment: datetime) -> None:
    if order.state not in {OrderState.BATCHED, OrderState.EXECUTED}:
        return  # rejected before, and perhaps given up since
    was_paid = order.state == OrderState.EXECUTED
    order.state, order.settled_at = OrderState.REJECTED, moment
    changes.booked.append(journal.rejected(order, moment, was_paid=was_paid))
    if answered.of_itself:
        changes.to_ask.append(order)
    else:
        changes.rejected_whole = True


def _kept_answer(
    batch: Batch,
    report: BankReport,
    said: Mapping[str, Answered],
    *,
    digest: str,
    moment: datetime,
) -> BankAnswer:
    meanings = Counter(answered.meaning for answered in said.values())
    answer = BankAnswer(
        id=uuid4(),
        municipality_nis=batch.municipality_nis,
        digest=digest,
        batch=batch,
        message_id=report.message_id,
        created_at=report.created_at,
        taken_at=moment,
        status=report.group.status,
        executed=meanings[Meaning.EXECUTED],
        rejected=meanings[Meaning.REJECTED],
        other=meanings[Meaning.UNDERWAY],
    )
    answer.save(force_insert=True)
    return answer


def _write(batch: Batch, changes: _Changes, moment: datetime) -> None:
    changed = list({order.pk: order for order in changes.orders}.values())
    Order.objects.bulk_update(
        changed, ["state", "settled_at", "bank_status", "bank_reason"], batch_size=_AT_ONCE
    )
    JournalLine.objects.bulk_create(changes.booked, batch_size=_AT_ONCE)
    batch.state = BatchState.ANSWERED
    batch.save(update_fields=["state"])
    for order in changes.to_ask:
        _ask(
            batch,
            key=f"payments/{order.end_to_end_id}/bank-rejected",
            reason="bank-rejected",
            about=("decision", order.decision),
            detail={
                "order": order.end_to_end_id,
                "amount_cents": order.amount_cents,
                "bank_reason": _shown(order.bank_reason),
            },
            moment=moment,
        )
    if changes.rejected_whole:
        _ask(
            batch,
            key=f"payments/{batch.message_id}/bank-rejected",
            reason="bank-rejected",
            about=("batch", batch.message_id),
            detail={"count": batch.count, "total_cents": batch.total_cents},
            moment=moment,
        )


def _ask(
    batch: Batch,
    *,
    key: str,
    reason: str,
    about: tuple[str, str],
    detail: Mapping[str, object],
    moment: datetime,
) -> None:
    ports.open_task.service()(
        batch.municipality_nis,
        key=key,
        reason=reason,
        about_kind=about[0],
        about=about[1],
        detail=detail,
        moment=moment,
    )


def _shown(reason: str) -> str:
    # A code of ISO says what is wrong; a text of the bank's own could hold anything.
    return reason if _CODE.fullmatch(reason) else ""


def _record(batch: Batch, answer: BankAnswer, moment: datetime) -> None:
    record_act(
        batch.municipality_nis,
        "payments.take-answer",
        subject=f"batch:{batch.message_id}",
        payload={
            "answer": answer.digest,
            "executed": answer.executed,
            "rejected": answer.rejected,
            "other": answer.other,
        },
        moment=moment,
    )
