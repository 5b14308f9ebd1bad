"""Rows as a run uses them: per subject the one that counts, with its values decrypted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from klik.domains.registers import access
from klik.domains.registers.models import (
    Agreement,
    DeliveredRow,
    Delivery,
    DeliveryState,
    Snapshot,
)
from klik.domains.registers.queries.deliveries import RegisterNotFound, RegistersNotYours
from klik.domains.registers.queries.numbers import (
    every_number,
    known,
    known_rows,
    latest_numbers,
    rows_with,
)
from klik.domains.registers.queries.snapshots import read_lines, token_of, values_of
from klik.domains.registers.queries.subjects import (
    Known,
    Subjects,
    effective_row,
    subject_of_rows,
)
from klik.ground import files
from klik.ground.deliveries import Accepted, Cell
from klik.ground.deliveries.texts import question_of
from klik.ground.keys.sealing import decrypt
from klik.ground.tenancy import current_actor
from klik.packages.records import RECORDS, Record

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class StoredRow:
    """The row that counts for one subject, among all that were delivered about it.

    Attributes:
        token: Names the row in every other domain.
        position: Where it stands among the rows of its agreement; `current_rows` goes on after it.
        delivery_id: The delivery that it came with.
        subject: Keyed hash that names the subject, its newest number; None without any key.
        keys: Every key of the subject, earlier numbers included: what a claim covers.
        event: NIEUW, CORRECTIE or INTREKKING.
        accepted: The row, with names, numbers and accounts decrypted.
        earlier_tokens: The other rows about this subject, the oldest first.
    """

    token: UUID
    position: int
    delivery_id: UUID
    subject: bytes | None
    keys: tuple[bytes, ...]
    event: str
    accepted: Accepted
    earlier_tokens: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    row: Known
    subject: bytes | None
    keys: tuple[bytes, ...]
    others: tuple[UUID, ...]


def current_rows(
    municipality_nis: str, agreement_id: UUID, *, after: int | None = None
) -> Iterator[StoredRow]:
    """Yield, by position, the row that counts for each subject under an agreement.

    Deliveries that were checked to the end count, until they expire. A withdrawn subject is yielded
    too, with its event. Read it within one transaction.

    Args:
        municipality_nis: Among those acted for.
        agreement_id: Under which was delivered.
        after: Only what stands after this position.

    Raises:
        RegistersNotYours: Another role than clerk, approver or auditor.
        RegisterNotFound: The municipality has no such agreement.
        FileMissing, FileDamaged: A snapshot is not what was stored.
    """
    agreement = _readable_agreement(municipality_nis, agreement_id)
    chosen = _chosen_among(agreement, known_rows(agreement.pk))
    yield from _by_delivery(
        agreement, (one for one in chosen if after is None or one.row.position > after)
    )


def rows_of(
    municipality_nis: str, agreement_id: UUID, tokens: Collection[UUID]
) -> Iterator[StoredRow]:
    """Yield, by position, those of these rows that count; what `current_rows` says of them.

    Of the database it reads the rows about their subjects and no other, so that a chunk of a large
    delivery costs about what one of a small delivery does.

    Args:
        municipality_nis: Among those acted for.
        agreement_id: Under which was delivered.
        tokens: Of the rows; one that no longer counts is left out.

    Raises:
        RegistersNotYours, RegisterNotFound, FileMissing, FileDamaged: As `current_rows`.
    """
    agreement = _readable_agreement(municipality_nis, agreement_id)
    asked = known_rows(agreement.pk, tokens=tokens)
    rows = [
        *rows_with(agreement.pk, {one for row in asked for one in row.hashes}),
        *(row for row in asked if not row.keys),
    ]
    chosen = _chosen_among(agreement, rows)
    yield from _by_delivery(agreement, (one for one in chosen if one.row.token in tokens))


def account_holder_of(municipality_nis: str, token: UUID) -> str:
    """Return in whose name the account of a row stands, for who judges a payment that waits.

    Empty where nobody told it, or where the row expired.

    Raises:
        RegistersNotYours: Another role than clerk, approver, auditor or finance.
    """
    if not access.may_read_account_holder(current_actor()):
        raise RegistersNotYours
    found = DeliveredRow.objects.select_related("delivery__agreement").filter(
        municipality_nis=municipality_nis, token=token, delivery__state=DeliveryState.CHECKED
    )
    for row in found.prefetch_related("keys"):
        chosen = _Chosen(known(row), None, (), ())
        stored = next(_rows_of_delivery(row.delivery.agreement, [chosen]))
        return str(stored.accepted.values.get("account_holder") or "")
    return ""


def row_of(municipality_nis: str, token: UUID) -> StoredRow:
    """Return one row by its token, whether it still counts or not.

    Raises:
        RegistersNotYours: Another role than clerk, approver or auditor.
        RegisterNotFound: There is no such row, or it expired.
        FileMissing, FileDamaged: Its snapshot is not what was stored.
    """
    rows = DeliveredRow.objects.select_related("delivery__agreement").prefetch_related("keys")
    found = rows.filter(
        municipality_nis=municipality_nis, token=token, delivery__state=DeliveryState.CHECKED
    ).first()
    if found is None:
        raise RegisterNotFound
    agreement = _readable_agreement(municipality_nis, found.delivery.agreement_id)
    row = known(found)
    group = rows_with(agreement.pk, row.hashes) if row.keys else [row]
    chosen = _chosen_of(group, latest_numbers({one for each in group for one in each.hashes}))
    others = tuple(one.token for one in group if one.token != token)
    return next(_rows_of_delivery(agreement, [_Chosen(row, chosen.subject, chosen.keys, others)]))


def values_of_rows(
    agreement: Agreement, rows: Collection[DeliveredRow]
) -> dict[UUID, Mapping[str, Cell]]:
    """Return what rows of one delivery say, by token, whether they count or not.

    The caller looks at who asks.

    Raises:
        FileMissing, FileDamaged: The snapshot is not what was stored.
    """
    chosen = [_Chosen(known(row), None, (), ()) for row in rows]
    return {one.token: one.accepted.values for one in _rows_of_delivery(agreement, chosen)}


def counting_rows(agreement: Agreement, rows: Iterable[Known]) -> Iterator[StoredRow]:
    """Yield, by position, those of these rows that count, whoever asks: the caller looks at that.

    Raises:
        FileMissing, FileDamaged: A snapshot is not what was stored.
    """
    yield from _by_delivery(agreement, _chosen_among(agreement, rows))


def _readable_agreement(municipality_nis: str, agreement_id: UUID) -> Agreement:
    if not access.may_read_persons(current_actor()):
        raise RegistersNotYours
    found = Agreement.objects.filter(municipality_nis=municipality_nis, pk=agreement_id).first()
    if found is None:
        raise RegisterNotFound
    return found


def _chosen_among(agreement: Agreement, known_so_far: Iterable[Known]) -> list[_Chosen]:
    checked = Delivery.objects.filter(agreement=agreement, state=DeliveryState.CHECKED)
    counting = set(checked.filter(expired_at__isnull=True).values_list("pk", flat=True))
    rows = [row for row in known_so_far if row.delivery_id in counting]
    latest = latest_numbers({one for row in rows for one in row.hashes})
    subjects = Subjects(latest)
    for row in rows:
        subjects.add(row)
    chosen = [_chosen_of(group, latest) for group in subjects.all()]
    return sorted(chosen, key=lambda one: one.row.position)


def _chosen_of(group: list[Known], latest: Mapping[bytes, bytes]) -> _Chosen:
    row = effective_row(group)
    hashes = {one for each in group for one in each.hashes}
    return _Chosen(
        row,
        subject_of_rows(group, latest),
        tuple(sorted(every_number(hashes, latest))),
        tuple(one.token for one in group if one.token != row.token),
    )


def _by_delivery(agreement: Agreement, chosen: Iterable[_Chosen]) -> Iterator[StoredRow]:
    for _, some in groupby(chosen, key=lambda one: one.row.delivery_id):
        yield from _rows_of_delivery(agreement, list(some))


def _rows_of_delivery(agreement: Agreement, chosen: list[_Chosen]) -> Iterator[StoredRow]:
    """Yield chosen rows of one delivery, by position, while its snapshot passes by once."""
    if not chosen:
        return
    digest = Snapshot.objects.get(delivery_id=chosen[0].row.delivery_id).digest
    wanted = {one.row.token: one for one in chosen}
    sealer = files.sealer_for(agreement.municipality_nis)
    batch: list[tuple[_Chosen, dict[str, Any]]] = []
    for line in read_lines(sealer.pieces(digest)):
        found = wanted.pop(token_of(line), None)
        if found is not None:
            batch.append((found, line["values"]))
        if len(batch) == _AT_ONCE:
            yield from _stored(agreement, batch)
            batch = []
    yield from _stored(agreement, batch)
    if wanted:
        raise files.FileDamaged


def _stored(
    agreement: Agreement, batch: list[tuple[_Chosen, dict[str, Any]]]
) -> Iterator[StoredRow]:
    record = RECORDS[agreement.record]
    tokens = [chosen.row.token for chosen, _ in batch]
    rows = {row.token: row for row in DeliveredRow.objects.filter(token__in=tokens)}
    for chosen, rules in batch:
        row = chosen.row
        yield StoredRow(
            token=row.token,
            position=row.position,
            delivery_id=row.delivery_id,
            subject=chosen.subject,
            keys=chosen.keys,
            event=row.event,
            accepted=_accepted(record, rows[row.token], rules),
            earlier_tokens=chosen.others,
        )


def _accepted(record: Record, row: DeliveredRow, rules: Mapping[str, Any]) -> Accepted:
    identity = decrypt(row.municipality_nis, identity_purpose(row.token), bytes(row.sealed))
    values, current_nis = values_of(record, rules, identity)
    return Accepted(
        line=row.line,
        values=values,
        municipality_nis=current_nis,
        delivered_nis=row.delivered_nis,
        questions=tuple(question_of(code, column) for code, column in row.questions),
    )


def identity_purpose(token: UUID) -> str:
    """Return what the half of a row that names people is encrypted for."""
    return f"registers:row/{token}"
