"""The end of a delivery: its report is closed, its term runs out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.registers import access
from klik.domains.registers.models import Delivery, DeliveryState, RejectedRow, Snapshot
from klik.domains.registers.operations.files import note_file_to_remove
from klik.domains.registers.operations.receiving import remove_rows
from klik.domains.registers.queries import RegistersNotYours, delivery_of
from klik.ground.clock import HOME
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class ReportNotComplete(Refusal):
    """A report that cannot be closed: not every row was checked yet."""

    reason = "This delivery is still being checked; close its report when every row was checked."


def close_report(delivery: Delivery, *, moment: datetime) -> Delivery:
    """Close the report of a delivery: its upload and the values of rejected rows go.

    Which lines were rejected and why stays. Closing again changes nothing. The file goes with the
    next `jobs.remove_files`, which any worker does each minute.

    Raises:
        RegistersNotYours: Another role than clerk.
        RegisterNotFound: It is of another municipality.
        ReportNotComplete: It was not checked to the end.
    """
    nis = delivery.municipality_nis
    locked = _locked(nis, delivery.pk)
    if locked.report_closed_at is not None:
        return locked
    if locked.state not in {DeliveryState.CHECKED, DeliveryState.REFUSED}:
        raise ReportNotComplete
    RejectedRow.objects.filter(delivery=locked).update(masked="")
    locked.report_closed_at = moment
    locked.save(update_fields=["report_closed_at"])
    note_file_to_remove(nis, locked.sha256, after=moment)
    record_act(
        nis,
        "registers.close-report",
        subject=f"delivery:{locked.pk}",
        payload={"rejected": locked.rejected},
        moment=moment,
    )
    return locked


def expire(municipality_nis: str, *, moment: datetime) -> int:
    """Let one delivery go whose term has run out: rows, keys, snapshot and upload.

    Its figures stay, and so do the facts that decisions kept for themselves.

    Returns:
        How many expired, 0 or 1; call again, in a transaction of its own, until there are none.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        RegistersNotYours: Another role than clerk.
    """
    require_acting_for(municipality_nis)
    if not access.may_deliver(current_actor()):
        raise RegistersNotYours
    over = Delivery.objects.select_for_update().filter(
        municipality_nis=municipality_nis,
        expired_at__isnull=True,
        expires_on__lte=moment.astimezone(HOME).date(),
    )
    delivery = over.order_by("expires_on", "number", "id").first()
    if delivery is None:
        return 0
    snapshot = Snapshot.objects.filter(delivery=delivery).first()
    remove_rows(delivery)
    delivery.expired_at = moment
    delivery.save(update_fields=["expired_at"])
    note_file_to_remove(municipality_nis, delivery.sha256, after=moment)
    if snapshot is not None:
        snapshot.delete()
        note_file_to_remove(municipality_nis, snapshot.digest, after=moment)
    record_act(
        municipality_nis,
        "registers.expire-delivery",
        subject=f"delivery:{delivery.pk}",
        payload={
            "accepted": delivery.accepted,
            "snapshot": snapshot.digest if snapshot else None,
        },
        moment=moment,
    )
    return 1


def _locked(municipality_nis: str, delivery_id: UUID) -> Delivery:
    require_acting_for(municipality_nis)
    if not access.may_deliver(current_actor()):
        raise RegistersNotYours
    delivery_of(municipality_nis, delivery_id)
    return Delivery.objects.select_for_update().get(pk=delivery_id)
