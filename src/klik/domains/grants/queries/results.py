"""What an executed run left behind in the other domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from klik.domains.cases import queries as cases
from klik.domains.grants.models import Run
from klik.domains.payments import queries as payments
from klik.domains.payments.queries import Placed
from klik.domains.tasks import queries as tasks

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from klik.domains.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Results:
    """What a run did.

    Attributes:
        decisions: How many it took; each has one letter.
        placed: Per state of a payment order how many there are, and their cents.
        handouts: How many vouchers and gifts it placed.
        tasks: How many tasks it opened, those of payments without an account among them.
        open_tasks: How many of those nobody finished yet.
    """

    decisions: int
    placed: tuple[Placed, ...]
    handouts: int
    tasks: int
    open_tasks: int


def results_of(run: Run) -> Results:
    """Return what a run did, as it stands now."""
    references = cases.decisions_of_run(run.pk).order_by().values_list("reference", flat=True)
    asked, held = tasks.tasks_saying("run", str(run.pk)), _asked_by_payments(run)
    return Results(
        decisions=references.count(),
        placed=payments.placed_for(references),
        handouts=payments.handouts_for(references).count(),
        tasks=asked.count() + sum(one.count() for one in held),
        open_tasks=asked.filter(state="open").count() + held[0].count(),
    )


def settled_of(run: Run) -> frozenset[str]:
    """Return what people finished of a run: tokens of rows, and references of decisions.

    A row or decision of which a task is still open is not among them.
    """
    asked = tasks.tasks_saying("run", str(run.pk))
    found = [(str(detail["row"]), state) for detail, state in asked.values_list("detail", "state")]
    for held in _asked_by_payments(run):
        found += held.values_list("about", "state")
    waiting = {name for name, state in found if state == "open"}
    return frozenset(name for name, _state in found) - waiting


def _asked_by_payments(run: Run) -> tuple[QuerySet[Task], QuerySet[Task]]:
    """Return the tasks of payments that a run placed and nobody could pay: open, and finished."""
    references = cases.decisions_of_run(run.pk).order_by().values("reference")
    about = Q(about_kind="decision", about__in=references, detail__has_key="held_because")
    nis = run.municipality_nis
    return tasks.open_tasks(nis).filter(about), tasks.finished_tasks(nis).filter(about)
