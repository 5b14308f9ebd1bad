"""What an executed run left behind, each with a link to where it is followed up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from klik.domains.grants import queries
from klik.domains.municipalities import queries as municipalities
from klik.faces.desk import places
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.answering import address_of
from klik.faces.ui.words import money_written

if TYPE_CHECKING:
    from klik.domains.grants.models import Run


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a run left behind: how many, with what to know, and where it is followed."""

    title: str
    count: int
    note: str = ""
    href: str = ""
    kind: str = ""
    code: str = ""


def results(request: DeskRequest, run: Run) -> Iterator[Result]:
    """Yield what a run left behind."""
    found = queries.results_of(run)
    rows = address_of(request, "run-rows", run.pk)
    slug = municipalities.slug_of(request.municipality.name)
    payments = places.open_to(request.staff.roles, "payments", slug)
    tasks = places.open_to(request.staff.roles, "tasks", slug)
    yield Result(_("Decisions"), found.decisions, href=f"{rows}?groep=granted")
    yield Result(
        _("Letters"), found.decisions, _("each filed with its decision"), f"{rows}?groep=granted"
    )
    for placed in found.placed:
        amount = money_written(placed.total_cents)
        yield Result(_("Payments"), placed.count, amount, payments, "order", placed.state)
    if found.handouts:
        yield Result(_("Vouchers and gifts"), found.handouts, "", payments)
    if found.tasks:
        note = _("{total} still open").format(total=found.open_tasks)
        yield Result(_("Tasks for a person"), found.tasks, note, tasks)
    left_out = queries.group_counts(run)["left-out"]
    if left_out:
        note = _("changed or granted elsewhere since the approval; the next run looks again")
        yield Result(_("Left out"), left_out, note, f"{rows}?groep=left-out")
