"""What a clerk puts right: two numbers of one person, or where a letter goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.grants import operations as grants
from klik.domains.messages import operations as post
from klik.domains.messages import queries as posted
from klik.domains.registers import operations as registers
from klik.domains.tasks import operations as tasks
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.tasks.detail import task_page
from klik.faces.desk.tasks.forms import NumbersForm, RecipientForm
from klik.faces.desk.tasks.opening import open_task
from klik.faces.desk.tasks.roles import HANDLES
from klik.faces.ui.refusing import said
from klik.ground.clock import moment_now
from klik.ground.letters.letter import Recipient
from klik.ground.letters.refusals import LetterTextRefused


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def link_numbers(request: DeskRequest, task: UUID) -> HttpResponse:
    """Say that two numbers are one person's, everywhere."""
    opened = open_task(request, task)
    form = NumbersForm(request.POST)
    if not form.is_valid():
        return task_page(request, opened, numbers=form)
    registers.link_numbers(
        request.municipality.nis,
        form.cleaned_data["old"],
        form.cleaned_data["new"],
        moment=moment_now(),
    )
    messages.success(request, _("The two numbers are one person from now on."))
    return see_other(request, "task", opened.task.pk)


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def ask_account(request: DeskRequest, task: UUID) -> HttpResponse:
    """Send the letter that asks for an account; the task stays, for the answer."""
    opened = open_task(request, task)
    if opened.task.reason != "account" or opened.decision is None:
        raise Http404
    reference = opened.decision.reference
    grants.ask_for_account(request.municipality.nis, reference, moment=moment_now())
    messages.success(request, _("The letter goes out. Enter the account once it is known."))
    return see_other(request, "task", opened.task.pk)


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def correct_recipient(request: DeskRequest, task: UUID) -> HttpResponse:
    """Let a letter that reached nobody be printed for another address."""
    opened = open_task(request, task)
    if opened.task.reason != "not-delivered":
        raise Http404
    form = RecipientForm(request.POST)
    if not form.is_valid():
        return task_page(request, opened, recipient=form)
    given, moment = form.cleaned_data, moment_now()
    message = posted.message_of(request.municipality.nis, opened.task.detail["message"])
    recipient = Recipient(given["name"], (given["street"], given["place"]))
    try:
        post.correct_recipient(message, recipient, moment=moment)
    except LetterTextRefused as refused:
        form.add_error(None, " ".join(said(refused)))
        return task_page(request, opened, recipient=form)
    tasks.finish_task(opened.task, outcome="handled", note="", moment=moment)
    messages.success(request, _("The letter goes into the next print batch."))
    return see_other(request, "tasks")
