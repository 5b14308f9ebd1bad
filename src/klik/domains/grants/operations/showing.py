"""Show a child of a run to staff, and note who saw it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from klik.domains.audit.operations import record_view
from klik.domains.grants.models import Run
from klik.domains.grants.queries import ItemExplained, item_explained


def show_item(run: Run, row_token: UUID, *, purpose: str, moment: datetime) -> ItemExplained:
    """Return why a run does with one child what it does, of which a view is noted.

    Args:
        run: Of a municipality acted for.
        row_token: Of the child's row.
        purpose: Why it is shown, in the words of the processing register.
        moment: When.

    Raises:
        RunNotFound: The row counts no more: it was corrected, or expired.
        RegistersNotYours: Another role than clerk, approver or auditor.
    """
    explained = item_explained(run, row_token)
    record_view(
        run.municipality_nis,
        person=explained.child.subject.hex(),
        shown=f"row:{row_token}",
        purpose=purpose,
        moment=moment,
    )
    return explained
