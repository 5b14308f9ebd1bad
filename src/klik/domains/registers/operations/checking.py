"""Keep the outcomes of checking a delivery, a chunk at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.registers.models import Agreement, Delivery, DeliveryState, Snapshot
from klik.domains.registers.operations.keeping import Outcome, keep_rows, snapshot_lines
from klik.domains.registers.queries import RegisterNotFound
from klik.ground.files import StoredFile
from klik.ground.refusals import Refusal
from klik.ground.tenancy import require_acting_for

CHUNK_ROWS: Final = 200


class CheckingStopped(Refusal):
    """A delivery was refused or expired while its rows were being checked."""

    reason = "This delivery is not being checked any more: it was refused or it expired."


class RowsMissing(Refusal):
    """Rows that were kept are not there; the database is not the one they were kept in."""

    status = 500
    reason = "Rows of this delivery that were kept are gone; restore the database from a backup."


def keep_chunk(
    municipality_nis: str,
    delivery_id: UUID,
    outcomes: Sequence[Outcome],
    *,
    first: int,
    moment: datetime,
) -> list[bytes]:
    """Keep what came out of checking a few rows; what was kept before is not kept again.

    Args:
        municipality_nis: Among those acted for.
        delivery_id: Whose rows.
        outcomes: As the file alone gives them, at most 200, in the order of the file.
        first: How many rows of the file come before these.
        moment: When.

    Returns:
        The lines of the snapshot for those of them that are accepted.

    Raises:
        CheckingStopped: The delivery was refused or expired.
        RowsMissing: Rows before these were not kept.
    """
    require_acting_for(municipality_nis)
    delivery = _locked(municipality_nis, delivery_id)
    if delivery.state == DeliveryState.REFUSED or delivery.expired_at is not None:
        raise CheckingStopped
    if delivery.delivered < first:
        raise RowsMissing
    fresh = outcomes[delivery.delivered - first :]
    if fresh and delivery.state != DeliveryState.CHECKED:
        keep_rows(delivery, fresh, moment=moment)
    return snapshot_lines(delivery, outcomes)


def complete_check(
    municipality_nis: str,
    delivery_id: UUID,
    stored: StoredFile,
    *,
    delivered: int,
    moment: datetime,
) -> Delivery:
    """Note that the file was checked to its end; from now on its rows count.

    Args:
        municipality_nis: Among those acted for.
        delivery_id: Whose rows.
        stored: The snapshot.
        delivered: How many rows the file holds.
        moment: When.

    Raises:
        CheckingStopped: The delivery was refused or expired.
        RowsMissing: Not every row was kept.
    """
    require_acting_for(municipality_nis)
    delivery = _locked(municipality_nis, delivery_id)
    if delivery.state == DeliveryState.CHECKED:
        return delivery
    if delivery.state == DeliveryState.REFUSED or delivery.expired_at is not None:
        raise CheckingStopped
    if delivery.delivered != delivered:
        raise RowsMissing
    snapshot = Snapshot.objects.create(
        municipality_nis=municipality_nis,
        delivery=delivery,
        digest=stored.digest,
        size=stored.size,
        rows=delivery.accepted,
        made_at=moment,
    )
    delivery.state, delivery.checked_at = DeliveryState.CHECKED, moment
    delivery.parties_named_to = None  # with each row
    delivery.save(update_fields=["state", "checked_at", "parties_named_to"])
    _record_check(delivery, snapshot, moment)
    return delivery


def _record_check(delivery: Delivery, snapshot: Snapshot, moment: datetime) -> None:
    record_act(
        delivery.municipality_nis,
        "registers.check-delivery",
        subject=f"delivery:{delivery.pk}",
        payload={
            "delivered": delivery.delivered,
            "accepted": delivery.accepted,
            "rejected": delivery.rejected,
            "asked": delivery.asked,
            "snapshot": snapshot.digest,
        },
        moment=moment,
    )


def _locked(municipality_nis: str, delivery_id: UUID) -> Delivery:
    """Return a delivery of which nobody else keeps rows, nor of another of its agreement."""
    found = Delivery.objects.filter(municipality_nis=municipality_nis, pk=delivery_id).first()
    if found is None:
        raise RegisterNotFound
    # Two deliveries at once, with the same child: the second must see the first one's row.
    agreement = Agreement.objects.select_for_update().get(pk=found.agreement_id)
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    delivery.agreement = agreement
    return delivery
