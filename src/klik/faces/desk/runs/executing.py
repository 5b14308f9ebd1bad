"""Execute an approved run: asked once, done by a worker, followed until it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.grants import jobs, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of, see_other
from klik.faces.desk.runs.roles import APPROVES, READS
from klik.ground.clock import moment_now
from klik.ground.jobs.queue import progress_of

if TYPE_CHECKING:
    from klik.domains.grants.models import Run

_UNDER_WAY = ("approved", "executing")


@require_POST
@desk_page(roles=APPROVES)
def execute_run(request: DeskRequest, run: UUID) -> HttpResponse:
    """Ask a worker to execute an approved run; asked twice, it is done once."""
    found = queries.run_of(run)
    jobs.ask_to_execute(found, moment=moment_now())
    messages.success(request, _("The run is being executed. You may close this page."))
    return see_other(request, "run", found.pk)


@require_safe
@desk_page(roles=READS)
def run_progress(request: DeskRequest, run: UUID) -> HttpResponse:
    """Show how far the execution is; once it ended, let the page of the run come anew."""
    found = queries.run_of(run)
    here = address_of(request, "run", found.pk)
    if not request.headers.get("HX-Request"):
        return HttpResponse(status=303, headers={"Location": here})
    if not is_followed(found):
        return HttpResponse(status=204, headers={"HX-Redirect": here})
    far = queries.progress(found)
    context = {"run": found, "done": far.done, "total": far.total}
    return render(request, "desk/runs/_progress.html", context)


def is_followed(run: Run) -> bool:
    """Say whether a worker executes the run, or is about to."""
    return run.state in _UNDER_WAY and job_state(run) in ("waiting", "running")


def job_state(run: Run) -> str:
    """Return where the job is that executes a run; empty where nobody asked for it."""
    asked = progress_of(jobs.EXECUTE, str(run.pk))
    return "" if asked is None else str(asked.state)
