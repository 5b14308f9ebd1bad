"""What goes on by itself after an act: deciding, and telling the applicant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from klik.domains.cases.models import Application
from klik.ground.jobs.queue import enqueue

SETTLE: Final = "cases.settle-application"
"""The job that decides what was handed in, or puts it before a person."""
TELL_SIGNER: Final = "cases.tell-signer"
"""The job that writes to a second person that her signature is asked."""
TELL: Final = "cases.tell-applicant"
"""The job that writes to the applicant what is asked more."""


def ask_to_decide(application: Application, *, moment: datetime) -> None:
    """Let the job look at an application again, after what was done in this transaction.

    Each act asks by itself: a job that is under way may have looked already.
    """
    turn = f"{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    enqueue(
        SETTLE,
        key=f"{application.pk}/{turn}",
        municipality_nis=application.municipality_nis,
        moment=moment,
    )
