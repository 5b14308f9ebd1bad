"""What goes on by itself after an act: deciding, telling the applicant, finishing a task."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from klik.domains.cases.models import Application
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.ground.jobs.queue import enqueue

SETTLE: Final = "cases.settle-application"
"""The job that decides what was handed in, or puts it before a person."""
TELL_SIGNER: Final = "cases.tell-signer"
"""The job that writes to a second person that her signature is asked."""
TELL: Final = "cases.tell-applicant"
"""The job that writes to the applicant what is asked more."""
TELL_OWNER: Final = "cases.tell-source-owner"
"""The job that writes to the owner of a source that a fact would not be right."""


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


def finish_tasks(
    application: Application, reason: str, moment: datetime, *, fact: str = ""
) -> None:
    """Finish what a person was asked and did with this act; who owns a source is told apart.

    Args:
        application: That she looked at.
        reason: Why she was asked.
        moment: When she did it.
        fact: About which the task is; empty for the whole application.
    """
    for task in task_queries.tasks_about("application", application.reference):
        is_this = task.reason == reason and task.detail.get("fact", "") == fact
        if is_this and task.state == "open" and "tell" not in task.detail:
            tasks.finish_task(task, outcome="handled", note="", moment=moment)
