"""Whether what is kept of deliveries is what was kept, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from klik.domains.audit import queries as audit
from klik.domains.registers.models import DeliveredRow, Delivery, DeliveryState, RejectedRow
from klik.domains.registers.queries.deliveries import deliveries
from klik.domains.registers.queries.rows import identity_purpose
from klik.domains.registers.queries.snapshots import read_lines, row_digest
from klik.ground import files
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing, decrypt

CHECKED_ACT: Final = "registers.check-delivery"
_AT_ONCE: Final = 500
_SAID_CHANGED: Final = "what the audit said of it when it was checked was changed"


@dataclass(frozen=True, slots=True)
class Damaged:
    """Something that is not what was kept.

    Attributes:
        delivery_id: Of which delivery.
        name: What is damaged, such as `snapshot 3f2c...`, `upload 77ab...` or `row 0c1e...`.
        what: What is wrong with it.
    """

    delivery_id: UUID
    name: str
    what: str


def verify(municipality_nis: str) -> Iterator[Damaged]:
    """Yield all that was changed, cut short or lost of the deliveries of a municipality acted for.

    Uploads and snapshots are read to the end; every row is compared with what the snapshot says of
    it, the snapshot with what the audit said when it was made.

    Raises:
        RegistersNotYours: No member of its staff.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: Nothing can be judged without its keys.
    """
    kept = deliveries(municipality_nis).filter(expired_at__isnull=True)
    for delivery in kept.select_related("snapshot"):
        yield from _damaged_upload(delivery)
        yield from _damaged_counts(delivery)
        if delivery.state == DeliveryState.CHECKED:
            yield from _damaged_snapshot(delivery)


def _damaged_upload(delivery: Delivery) -> Iterator[Damaged]:
    if delivery.report_closed_at is None and delivery.state != DeliveryState.REFUSED:
        wrong = files.verify(delivery.municipality_nis, delivery.sha256)
        if wrong:
            yield Damaged(delivery.pk, f"upload {delivery.sha256}", wrong)


def _damaged_counts(delivery: Delivery) -> Iterator[Damaged]:
    found = (
        DeliveredRow.objects.filter(delivery=delivery).count(),
        RejectedRow.objects.filter(delivery=delivery).count(),
    )
    if found != (delivery.accepted, delivery.rejected):
        accepted, rejected = found
        yield Damaged(
            delivery.pk,
            f"delivery {delivery.pk}",
            f"it says {delivery.accepted} accepted and {delivery.rejected} rejected rows; there "
            f"are {accepted} and {rejected}",
        )


def _damaged_snapshot(delivery: Delivery) -> Iterator[Damaged]:
    snapshot = getattr(delivery, "snapshot", None)
    try:
        said = _said_when_checked(delivery)
    except (CannotDecrypt, DataKeyMissing):
        said = None
        yield Damaged(delivery.pk, f"delivery {delivery.pk}", _SAID_CHANGED)
    if snapshot is None or (said is not None and said["snapshot"] != snapshot.digest):
        yield Damaged(delivery.pk, f"delivery {delivery.pk}", "its snapshot is not the one made")
        return
    wrong = files.verify(delivery.municipality_nis, snapshot.digest)
    if wrong:
        yield Damaged(delivery.pk, f"snapshot {snapshot.digest}", wrong)
        return
    yield from _damaged_rows(delivery, snapshot.digest)


def _said_when_checked(delivery: Delivery) -> dict[str, Any] | None:
    lines = audit.lines_about(f"delivery:{delivery.pk}").filter(act=CHECKED_ACT)
    line = lines.first()
    return audit.payload_of(line) if line else None


def _damaged_rows(delivery: Delivery, digest: str) -> Iterator[Damaged]:
    sealer = files.sealer_for(delivery.municipality_nis)
    batch: list[dict[str, Any]] = []
    for line in read_lines(sealer.pieces(digest)):
        batch.append(line)
        if len(batch) == _AT_ONCE:
            yield from _damaged_batch(delivery, batch)
            batch = []
    yield from _damaged_batch(delivery, batch)


def _damaged_batch(delivery: Delivery, batch: list[dict[str, Any]]) -> Iterator[Damaged]:
    tokens = [line["token"] for line in batch]
    found = DeliveredRow.objects.filter(delivery=delivery, token__in=tokens)
    rows = {str(row.token): row for row in found.prefetch_related("keys")}
    for line in batch:
        what = _wrong_with(rows.get(line["token"]), line["row"])
        if what:
            yield Damaged(delivery.pk, f"row {line['token']}", what)


def _wrong_with(row: DeliveredRow | None, expected: str) -> str | None:
    if row is None:
        return "it is gone"
    if row_digest(row) != expected:
        return "it was changed"
    try:
        json.loads(decrypt(row.municipality_nis, identity_purpose(row.token), bytes(row.sealed)))
    except CannotDecrypt:
        return "who it is about cannot be decrypted"
    return None
