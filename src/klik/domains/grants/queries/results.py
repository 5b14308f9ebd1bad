"""What an executed run left behind in the other domains."""

from __future__ import annotations

from dataclasses import dataclass

from klik.domains.cases import queries as cases
from klik.domains.grants.models import Run
from klik.domains.payments import queries as payments
from klik.domains.payments.queries import Placed
from klik.domains.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class Results:
    """What a run did.

    Attributes:
        decisions: How many it took; each has one letter.
        placed: Per state of a payment order how many there are, and their cents.
        handouts: How many vouchers and gifts it placed.
        tasks: How many tasks it opened.
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
    asked = tasks.tasks_saying("run", str(run.pk))
    return Results(
        decisions=references.count(),
        placed=payments.placed_for(references),
        handouts=payments.handouts_for(references).count(),
        tasks=asked.count(),
        open_tasks=asked.filter(state="open").count(),
    )
