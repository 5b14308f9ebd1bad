"""Note what the owner of a source answered, or write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.tasks.detail import task_page
from klik.faces.desk.tasks.note_forms import is_done
from klik.faces.desk.tasks.opening import open_task, task_of
from klik.faces.desk.tasks.owner import OwnerForm, owner_form
from klik.faces.desk.tasks.roles import HANDLES
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.cases.models import Dispute
    from klik.domains.tasks.models import Task

TELL: Final = "tell"


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def note_answer(request: DeskRequest, task: UUID) -> HttpResponse:
    """Note what the owner answered, or write to it where that was not done yet."""
    dispute = _dispute(task_of(request, task))
    if request.POST.get("act") == TELL:
        applying.tell_owner(dispute.pk, moment=moment_now())
        toasts.success(request, _("The e-mail goes out."))
        return see_other(request, "task", task)
    found = applications.standing(dispute.application, moment=moment_now())
    form = owner_form(dispute, found, request.POST)
    if not form.is_valid() or not is_done(form, lambda: _note(dispute, form)):
        return task_page(request, open_task(request, task), answer=form)
    toasts.success(request, _("Noted. The resident sees it too."))
    return see_other(request, "task", task)


def _note(dispute: Dispute, form: OwnerForm) -> None:
    applying.note_owner_answer(
        dispute.pk,
        form.cleaned_data["answer"],
        value=form.value(),
        because=form.because if form.value() is not None else None,
        moment=moment_now(),
    )


def _dispute(task: Task) -> Dispute:
    found = applications.dispute_of_task(task.key)
    if found is None:
        raise Http404
    return found
