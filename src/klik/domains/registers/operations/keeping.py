"""Write the rows of one chunk: what is accepted encrypted, what is rejected with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from klik.domains.registers.models import (
    DeliveredRow,
    Delivery,
    DeliveryState,
    RejectedRow,
    RowKey,
    RowParty,
)
from klik.domains.registers.operations.judging import judge_row, replaced_number
from klik.domains.registers.operations.linking import link_hashes
from klik.domains.registers.queries import identity_purpose, latest_numbers, rows_with
from klik.domains.registers.queries.parties import parties_of
from klik.domains.registers.queries.snapshots import content_of, identity_of, snapshot_line
from klik.domains.registers.queries.subjects import Known, Subjects, keys_of, position_of
from klik.ground.deliveries import Accepted, Rejected
from klik.ground.keys.hashing import hasher
from klik.ground.keys.sealing import encrypt
from klik.packages.records import RECORDS, Record

Outcome = Accepted | Rejected
_MASKED_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Kept:
    row: Accepted
    known: Known


def keep_rows(delivery: Delivery, outcomes: Sequence[Outcome], *, moment: datetime) -> None:
    """Judge rows against what was delivered before, write them, and count them.

    Args:
        delivery: Locked, with its agreement.
        outcomes: The next rows of its file.
        moment: When a number that they replace was linked.
    """
    record, hash_text = RECORDS[delivery.agreement.record], hasher()
    found = {
        row.line: _known(delivery, row, record, hash_text)
        for row in outcomes
        if isinstance(row, Accepted)
    }
    subjects = _subjects_of(delivery, found.values())
    accepted: list[_Kept] = []
    rejected: list[Rejected] = []
    for outcome in outcomes:
        judged = outcome
        if isinstance(outcome, Accepted):
            judged = _judged(outcome, found[outcome.line], subjects, record, moment)
        if isinstance(judged, Rejected):
            rejected.append(judged)
        else:
            accepted.append(_Kept(judged, found[judged.line]))
    _write_accepted(delivery, accepted, record, hash_text)
    _write_rejected(delivery, rejected)
    delivery.accepted += len(accepted)
    delivery.rejected += len(rejected)
    delivery.asked += sum(bool(one.row.questions) for one in accepted)
    delivery.delivered += len(outcomes)
    delivery.state = DeliveryState.CHECKING
    delivery.save(update_fields=["delivered", "accepted", "rejected", "asked", "state"])


def snapshot_lines(delivery: Delivery, outcomes: Sequence[Outcome]) -> list[bytes]:
    """Return the lines of the snapshot for those rows that were kept, in their order."""
    values = {row.line: row.values for row in outcomes if isinstance(row, Accepted)}
    rows = DeliveredRow.objects.filter(delivery=delivery, line__in=list(values))
    record = RECORDS[delivery.agreement.record]
    return [
        snapshot_line(record, row, values[row.line])
        for row in rows.prefetch_related("keys").order_by("line")
    ]


def _known(
    delivery: Delivery, row: Accepted, record: Record, hash_text: Callable[[str], bytes]
) -> Known:
    return Known(
        token=uuid4(),
        position=position_of(delivery.number, row.line),
        delivery_id=delivery.pk,
        event=str(row.values["event"]),
        content=hash_text(content_of(row.values)),
        keys=keys_of(record, row.values, hash_text),
    )


def _subjects_of(delivery: Delivery, found: Iterable[Known]) -> Subjects:
    hashes = {one for row in found for one in row.hashes}
    earlier = rows_with(delivery.agreement_id, hashes)
    hashes |= {one for row in earlier for one in row.hashes}
    subjects = Subjects(latest_numbers(hashes))
    for row in earlier:
        subjects.add(row)
    return subjects


def _judged(
    row: Accepted, found: Known, subjects: Subjects, record: Record, moment: datetime
) -> Outcome:
    judged = judge_row(row, found, subjects, number_column=record.keys[0])
    if isinstance(judged, Rejected):
        return judged
    for earlier in subjects.of(found.hashes):
        replaced = replaced_number(found, earlier, subjects)
        if replaced is not None and link_hashes(*replaced, moment=moment):
            subjects.replace(*replaced)
    subjects.add(found)
    return judged


def _write_accepted(
    delivery: Delivery,
    accepted: Sequence[_Kept],
    record: Record,
    hash_text: Callable[[str], bytes],
) -> None:
    nis = delivery.municipality_nis
    rows = DeliveredRow.objects.bulk_create(
        DeliveredRow(
            municipality_nis=nis,
            token=one.known.token,
            delivery=delivery,
            line=one.row.line,
            event=one.known.event,
            delivered_nis=one.row.delivered_nis,
            content=one.known.content,
            questions=[[asked.code, asked.column] for asked in one.row.questions],
            sealed=encrypt(
                nis, identity_purpose(one.known.token), identity_of(record, one.row.values)
            ),
        )
        for one in accepted
    )
    RowKey.objects.bulk_create(
        RowKey(
            municipality_nis=nis,
            row=row,
            place=key.place,
            key=key.hash,
            is_temporary=key.is_temporary,
        )
        for row, one in zip(rows, accepted, strict=True)
        for key in one.known.keys
    )
    RowParty.objects.bulk_create(
        RowParty(municipality_nis=nis, row=row, person=person)
        for row, one in zip(rows, accepted, strict=True)
        for person in sorted(parties_of(record, one.row, hash_text))
    )


def _write_rejected(delivery: Delivery, rejected: Sequence[Rejected]) -> None:
    RejectedRow.objects.bulk_create(
        RejectedRow(
            municipality_nis=delivery.municipality_nis,
            delivery=delivery,
            line=row.line,
            column=row.column,
            code=row.code,
            masked=row.masked[:_MASKED_LENGTH],
            reason=dict(row.reason),
            remedy=dict(row.remedy),
        )
        for row in rejected
    )
