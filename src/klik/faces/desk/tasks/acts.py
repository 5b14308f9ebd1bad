"""Take a task, hand it over, finish it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.people import queries as people
from klik.domains.tasks import operations
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.tasks.detail import colleagues_for, may_finish, task_page
from klik.faces.desk.tasks.forms import FinishForm
from klik.faces.desk.tasks.opening import open_task, task_of
from klik.faces.desk.tasks.roles import WORKS
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from klik.domains.tasks.models import Task

ME, NOBODY = "me", "nobody"


class NotYoursToFinish(Refusal):
    """A task of which something waits that only somebody else settles."""

    status = 409
    reason = "Something still waits here that only a colleague settles. Hand it over to her."


@require_POST
@desk_page(roles=WORKS)
def assign(request: DeskRequest, task: UUID) -> HttpResponse:
    """Give a task to oneself, to a colleague, or back to everybody."""
    found = task_of(request, task)
    to = _assigned_to(request, found, request.POST.get("to", ""))
    operations.assign_task(found, to=to, moment=moment_now())
    if to == request.staff.reference:
        messages.success(request, _("You take this up."))
    elif to:
        messages.success(request, _("{name} takes this up.").format(name=people.name_of(to)))
    else:
        messages.success(request, _("Nobody is on this any more."))
    return see_other(request, "task", found.pk)


@require_POST
@desk_page(roles=WORKS, reads_personal=True)
def finish(request: DeskRequest, task: UUID) -> HttpResponse:
    """Close a task with how it ended."""
    form = FinishForm(request.POST)
    if not form.is_valid():
        return task_page(request, open_task(request, task), finish=form)
    opened = open_task(request, task)
    if not may_finish(request, opened):
        raise NotYoursToFinish
    operations.finish_task(
        opened.task,
        outcome=form.cleaned_data["outcome"],
        note=form.cleaned_data["note"],
        moment=moment_now(),
    )
    messages.success(request, _("This is finished."))
    return see_other(request, "tasks")


def _assigned_to(request: DeskRequest, task: Task, given: str) -> str:
    if given in {ME, NOBODY}:
        return request.staff.reference if given == ME else ""
    if given not in {reference for reference, _name in colleagues_for(request, task)}:
        raise Http404
    return given
