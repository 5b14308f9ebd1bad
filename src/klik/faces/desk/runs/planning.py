"""Plan a run: at once where it is short, else by a worker that is followed."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import jobs, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of, see_other
from klik.faces.desk.runs.naming import adopted, name_of_adoption
from klik.faces.desk.runs.roles import PLANS
from klik.ground.clock import moment_now
from klik.ground.jobs.queue import Progress, progress_of

PLANNED_AT_ONCE: Final = 500
"""Rows that are planned while one waits: about half a second."""


@require_POST
@desk_page(roles=PLANS)
def plan_run(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Plan a run over an adoption."""
    nis, moment = request.municipality.nis, moment_now()
    if queries.rows_to_plan(nis, adoption) > PLANNED_AT_ONCE:
        operations.begin_plan(nis, adoption, moment=moment)  # refuses now what a worker would
        jobs.ask_to_plan(nis, adoption, moment=moment)
        return see_other(request, "plan-progress", adoption)
    run = operations.plan(nis, adoption, moment=moment)
    messages.success(request, _("The plan is made. Nothing has been decided yet."))
    return see_other(request, "run", run.pk)


@require_safe
@desk_page(roles=PLANS)
def plan_progress(request: DeskRequest, adoption: UUID) -> HttpResponse:
    """Show how far a plan is; once it is there, lead to it."""
    record = catalogue.adoption_of(adoption)
    progress = progress_of(jobs.PLAN, str(adoption))
    if progress is None:
        raise Http404
    run = queries.open_run(adoption)
    if progress.state == "done":
        leads = address_of(request, "run", run.pk) if run else address_of(request, "runs")
        return _leave(request, leads)
    context = {"adoption": adoption, "progress": progress, "is_failed": _is_failed(progress)}
    is_part = request.htmx and not context["is_failed"]  # type: ignore[attr-defined]  # -- of its middleware
    if is_part:
        return render(request, "desk/runs/_planning.html", context)
    if request.headers.get("HX-Request"):
        return _leave(request, request.path)
    context["title"] = name_of_adoption(adopted(record))
    return render(request, "desk/runs/planning.html", context)


def _is_failed(progress: Progress) -> bool:
    return progress.state == "failed"


def _leave(request: DeskRequest, address: str) -> HttpResponse:
    """Lead on: a part of a page makes the whole page go."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=303, headers={"Location": address})
