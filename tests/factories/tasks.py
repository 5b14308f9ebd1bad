"""Tasks for tests, about a fictitious decision."""

from collections.abc import Mapping
from datetime import datetime

from tests.factories.acting import NOON, WINGENE

from klik.domains.tasks import operations
from klik.domains.tasks.models import Task


def opened(
    key: str = "task:1",
    reason: str = "undecided",
    *,
    detail: Mapping[str, object] | None = None,
    moment: datetime = NOON,
    nis: str = WINGENE,
) -> Task:
    """Open a task inside the transaction of the test."""
    return operations.open_task(
        nis,
        key=key,
        reason=reason,
        about_kind="decision",
        about="GEB-1",
        detail=detail or {},
        moment=moment,
    )
