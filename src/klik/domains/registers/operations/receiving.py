"""Take in a delivered file, or refuse it as a whole."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.registers.models import (
    Agreement,
    Channel,
    DeliveredRow,
    Delivery,
    DeliveryState,
    FileToRemove,
    RejectedRow,
    RowKey,
    RowParty,
)
from klik.domains.registers.operations.agreements import agreement_to_deliver_under
from klik.domains.registers.operations.files import note_file_to_remove
from klik.domains.registers.queries import delivery_of
from klik.ground import files
from klik.ground.clock import HOME
from klik.ground.deliveries import DeliveryRefused
from klik.ground.files import StoredFile
from klik.ground.tenancy import current_actor

_UPLOAD_TAKES: Final = timedelta(hours=1)
_FILENAME_LENGTH: Final = 120


def expect_upload(
    municipality_nis: str, agreement_id: UUID, digest: str, *, moment: datetime
) -> Agreement:
    """Note that a file is about to be stored, so that an upload that breaks off is removed.

    Returns:
        The agreement; raises as `agreement_to_deliver_under` does.
    """
    agreement = agreement_to_deliver_under(municipality_nis, agreement_id, moment=moment)
    note_file_to_remove(municipality_nis, digest, after=moment + _UPLOAD_TAKES)
    return agreement


def receive(
    municipality_nis: str,
    agreement: Agreement,
    stored: StoredFile,
    *,
    filename: str,
    channel: Channel,
    moment: datetime,
) -> Delivery:
    """Take in a file that was stored; `jobs.check_delivery` then checks its rows.

    The same bytes again return the first delivery, `was_known`, and change nothing.

    Args:
        municipality_nis: Among those acted for.
        agreement: Under which it is delivered.
        stored: What `ground.files` says of it.
        filename: As the sender called it; of a path only the last part is kept.
        channel: How it came in.
        moment: When. Events of later days are rejected.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        RegistersNotYours: Another role than clerk.
        RegisterNotFound, AgreementNotInForce: Nothing may be delivered under this agreement.
        FileMissing: The file was removed since it was stored; store it again.
    """
    agreement_to_deliver_under(municipality_nis, agreement.pk, moment=moment)
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    known = Delivery.objects.filter(agreement=locked, sha256=stored.digest).first()
    if known is not None:
        known.was_known = True
        if _has_no_upload(known):
            note_file_to_remove(municipality_nis, stored.digest, after=moment)
        return known
    _keep_upload(municipality_nis, stored)
    return _new_delivery(locked, stored, filename=filename, channel=channel, moment=moment)


def refuse_delivery(
    municipality_nis: str, delivery_id: UUID, refused: DeliveryRefused, *, moment: datetime
) -> Delivery:
    """Refuse a file as a whole: no row of it stays, and the upload goes.

    Raises:
        RegisterNotFound: The municipality has no such delivery.
    """
    delivery_of(municipality_nis, delivery_id)
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state in {DeliveryState.CHECKED, DeliveryState.REFUSED}:
        return delivery
    remove_rows(delivery)
    delivery.state = DeliveryState.REFUSED
    delivery.delivered = delivery.accepted = delivery.rejected = delivery.asked = 0
    delivery.refusal = {
        "code": refused.code,
        "reason": dict(refused.texts),
        "remedy": dict(refused.remedy),
    }
    delivery.save()
    note_file_to_remove(municipality_nis, delivery.sha256, after=moment)
    record_act(
        municipality_nis,
        "registers.refuse-delivery",
        subject=f"delivery:{delivery.pk}",
        payload={"code": refused.code},
        moment=moment,
    )
    return delivery


def remove_rows(delivery: Delivery) -> None:
    """Remove every row of a delivery, accepted and rejected."""
    RowKey.objects.filter(row__delivery=delivery).delete()
    RowParty.objects.filter(row__delivery=delivery).delete()
    DeliveredRow.objects.filter(delivery=delivery).delete()
    RejectedRow.objects.filter(delivery=delivery).delete()


def _new_delivery(
    locked: Agreement, stored: StoredFile, *, filename: str, channel: Channel, moment: datetime
) -> Delivery:
    locked.deliveries += 1
    locked.save(update_fields=["deliveries"])
    delivery = Delivery.objects.create(
        municipality_nis=locked.municipality_nis,
        agreement=locked,
        number=locked.deliveries,
        sha256=stored.digest,
        size=stored.size,
        filename=_cleaned(filename),
        channel=channel,
        received_at=moment,
        received_by=current_actor().reference,
        expires_on=moment.astimezone(HOME).date() + timedelta(days=locked.keep_days),
    )
    _record_receipt(delivery, moment)
    return delivery


def _record_receipt(delivery: Delivery, moment: datetime) -> None:
    record_act(
        delivery.municipality_nis,
        "registers.receive-delivery",
        subject=f"delivery:{delivery.pk}",
        payload={
            "agreement": str(delivery.agreement_id),
            "sha256": delivery.sha256,
            "channel": str(delivery.channel),
        },
        moment=moment,
    )


def _has_no_upload(delivery: Delivery) -> bool:
    is_refused = delivery.state == DeliveryState.REFUSED
    return is_refused or bool(delivery.report_closed_at or delivery.expired_at)


def _keep_upload(municipality_nis: str, stored: StoredFile) -> None:
    """Take the file off the list of what is removed; wait for who is just removing it."""
    listed = FileToRemove.objects.select_for_update().filter(
        municipality_nis=municipality_nis, digest=stored.digest
    )
    for one in listed:
        one.delete()
    if not files.is_there(municipality_nis, stored.digest):
        raise files.FileMissing


def _cleaned(filename: str) -> str:
    last = filename.replace("\\", "/").rpartition("/")[2]
    signs = (sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in last)
    return " ".join("".join(signs).split())[:_FILENAME_LENGTH]
