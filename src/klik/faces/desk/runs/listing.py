"""Every run of a municipality, and over what a plan can be made now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access, queries
from klik.domains.people import queries as people
from klik.domains.registers import queries as registers
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import page_of
from klik.faces.desk.runs.naming import adopted, name_of_adoption, name_of_run
from klik.faces.desk.runs.roles import READS
from klik.faces.ui.words import number_written
from klik.ground.clock import today

if TYPE_CHECKING:
    from klik.domains.grants.models import Run


@dataclass(frozen=True, slots=True)
class RunListed:
    """A run in the list: what it is called, how many it grants, leaves to a person, and pays."""

    run: Run
    title: str
    grants: int
    persons: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class AdoptionToPlan:
    """An adoption over which can be planned; `under_way` names the run that is in the way."""

    id: UUID
    title: str
    says: str
    under_way: UUID | None


@require_safe
@desk_page(roles=READS)
def runs(request: DeskRequest) -> HttpResponse:
    """List the runs, the latest first; a clerk chooses over what to plan."""
    page = page_of(request, queries.runs_of(request.municipality.nis))
    names = people.names_of([run.planned_by for run in page.object_list])
    keys = {run.adoption_id for run in page.object_list}
    adoptions_of = {key: adopted(catalogue.adoption_of(key)) for key in keys}
    listed_runs = [listed(run, adoptions_of[run.adoption_id]) for run in page.object_list]
    may_plan = access.may_plan(request.staff)
    adoptions = list(_to_plan(request)) if may_plan else []
    context = {"runs": page, "listed": listed_runs, "names": names, "adoptions": adoptions}
    return render(request, "desk/runs/list.html", context)


def listed(run: Run, adoption: catalogue.PublicAdoption) -> RunListed:
    """Return a run as a list shows it."""
    treated = run.figures["treatments"]
    return RunListed(
        run=run,
        title=name_of_run(run, adoption),
        grants=treated.get("grant", 0) + treated.get("revise", 0),
        persons=treated.get("person", 0),
        amount_cents=run.figures["total_cents"],
    )


def _to_plan(request: DeskRequest) -> Iterator[AdoptionToPlan]:
    """Yield what is in force and has an agreement: without one nothing is delivered."""
    nis = request.municipality.nis
    agreed = {one.adoption_id for one in registers.agreements_in_force(nis, today())}
    for record in catalogue.adoptions_in_force(nis, today()):
        if record.pk not in agreed:
            continue
        standing = queries.open_run(record.pk)
        waits = standing is not None and standing.state == "planned"
        yield AdoptionToPlan(
            id=record.pk,
            title=name_of_adoption(adopted(record)),
            says=_said(queries.rows_waiting(nis, record.pk), replaces=waits),
            under_way=standing.pk if standing is not None and not waits else None,
        )


def _said(rows: int, *, replaces: bool) -> str:
    counted = ngettext("{total} row waits for a run.", "{total} rows wait for a run.", rows).format(
        total=number_written(rows)
    )
    if not rows:
        counted = _("A run looked at every row.")
    return f"{counted} {_('A new plan replaces the one that waits.')}" if replaces else counted
