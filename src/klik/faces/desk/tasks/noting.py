"""What a clerk found out about a child: missing facts, and that somebody died."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klik.domains.grants import operations, queries
from klik.domains.tasks import operations as tasks
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of, see_other
from klik.faces.desk.tasks.detail import task_page
from klik.faces.desk.tasks.facts import facts_form
from klik.faces.desk.tasks.opening import open_task, task_of
from klik.faces.desk.tasks.payee import UNKNOWN_PAYEE
from klik.faces.desk.tasks.roles import HANDLES
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal

_UNDECIDED = "undecided"


class NothingToNote(Refusal):
    """A child of which no fact is missing that a person could find out."""

    reason = "There is nothing to fill in here any more. Look at the task again."


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def note(request: DeskRequest, task: UUID) -> HttpResponse:
    """Note the facts that were missing; once none is, the next run decides."""
    opened = open_task(request, task)
    if opened.item is None or opened.run is None:
        raise NothingToNote
    form = facts_form(opened.item, opened.run.adoption_id, request.POST)
    if form is None:
        raise NothingToNote
    if not form.is_valid():
        return task_page(request, opened, noted=form)
    moment = moment_now()
    row = opened.item.child.row.token
    operations.note_facts(
        request.municipality.nis,
        opened.run.adoption_id,
        row,
        facts=form.noted(),
        payee=form.noted_payee(),
        moment=moment,
    )
    now = queries.item_explained(opened.run, row).child.planned.ruling
    if str(now.decision.outcome) == _UNDECIDED or now.reason == UNKNOWN_PAYEE:
        messages.success(request, _("Noted. Something is still missing: see below."))
        return see_other(request, "task", opened.task.pk)
    if opened.task.reason in {_UNDECIDED, UNKNOWN_PAYEE}:
        tasks.finish_task(opened.task, outcome="handled", note="", moment=moment)
        messages.success(request, _("Noted. Nothing is missing now: the next run decides."))
        return see_other(request, "tasks")
    messages.success(request, _("Noted. The next run decides with it."))
    return see_other(request, "task", opened.task.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HANDLES)
def flag_bereavement(request: DeskRequest, task: UUID) -> HttpResponse:
    """Ask to confirm, then note that somebody died: no letter goes before a person read it."""
    found = task_of(request, task)
    if not found.detail.get("run") or not found.detail.get("row"):
        raise Http404
    run = queries.run_of(UUID(found.detail["run"]))
    if request.method == "POST":
        operations.flag_bereavement(
            request.municipality.nis,
            run.adoption_id,
            UUID(found.detail["row"]),
            moment=moment_now(),
        )
        messages.success(
            request, _("Noted. No letter goes to this family before a person read it.")
        )
        return see_other(request, "task", found.pk)
    context = {
        "question": _("Did the child or a parent die?"),
        "consequence": _(
            "The machine sends this family nothing any more. The next run puts it on the work "
            "list, to be read first and written to in your own words."
        ),
        "act": _("Yes, note it"),
        "action": address_of(request, "flag-bereavement", found.pk),
        "back": address_of(request, "task", found.pk),
        "current": "tasks",
    }
    return render(request, "desk/confirm.html", context)
