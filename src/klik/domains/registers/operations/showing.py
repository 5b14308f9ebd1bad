"""Show who a row is about, and note who saw it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from klik.domains.audit.operations import record_view
from klik.domains.registers.queries import StoredRow, row_of


def show_row(municipality_nis: str, token: UUID, *, purpose: str, moment: datetime) -> StoredRow:
    """Return one row to show it to the current actor, of which a view is noted.

    Args:
        municipality_nis: Among those acted for.
        token: Names the row.
        purpose: Why it is shown, in the words of the processing register.
        moment: When.

    Raises:
        RegistersNotYours: Another role than clerk, approver or auditor.
        RegisterNotFound: There is no such row, or it expired.
        FileMissing, FileDamaged: Its snapshot is not what was stored.
    """
    row = row_of(municipality_nis, token)
    if row.subject is not None:
        record_view(
            municipality_nis,
            person=row.subject.hex(),
            shown=f"row:{token}",
            purpose=purpose,
            moment=moment,
        )
    return row
