"""Files that no row needs any more: noted in the transaction that says so, removed after it."""

from __future__ import annotations

from datetime import datetime

from klik.domains.registers.models import Delivery, DeliveryState, FileToRemove, Snapshot
from klik.ground import files


def note_file_to_remove(municipality_nis: str, digest: str, *, after: datetime) -> None:
    """Put a file on the list of what is removed after a moment, unless something needs it."""
    FileToRemove.objects.update_or_create(
        municipality_nis=municipality_nis, digest=digest, defaults={"after_at": after}
    )


def keep_file(municipality_nis: str, digest: str) -> None:
    """Take a file off the list of what is removed: a row is going to need it again.

    Who adds that row calls this first, and then looks whether the file is still there: a removal
    that is under way ends before this returns.
    """
    FileToRemove.objects.filter(municipality_nis=municipality_nis, digest=digest).delete()


def remove_listed_file(municipality_nis: str, *, moment: datetime) -> bool:
    """Remove one file whose moment has come; say whether there was one on the list.

    Each has a transaction of its own. Killed after the file went and before the commit, the next
    time finds the file gone and takes it off the list.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    listed = FileToRemove.objects.select_for_update().filter(
        municipality_nis=municipality_nis, after_at__lte=moment
    )
    one = listed.order_by("after_at", "id").first()
    if one is None:
        return False
    is_kept = _is_needed(municipality_nis, one.digest) or files.is_needed(
        municipality_nis, one.digest
    )
    if not is_kept:
        files.remove(municipality_nis, one.digest)
    one.delete()
    return True


def _is_needed(municipality_nis: str, digest: str) -> bool:
    uploads = Delivery.objects.filter(
        municipality_nis=municipality_nis,
        sha256=digest,
        report_closed_at__isnull=True,
        expired_at__isnull=True,
    )
    snapshots = Snapshot.objects.filter(municipality_nis=municipality_nis, digest=digest)
    return uploads.exclude(state=DeliveryState.REFUSED).exists() or snapshots.exists()
