"""A bereaved family: read its case and letter, write in one's own words, let another approve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.grants import operations
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.protecting import covered_letter
from klik.faces.desk.tasks.detail import task_page
from klik.faces.desk.tasks.forms import LetterForm
from klik.faces.desk.tasks.letters import as_markdown, to_be_edited
from klik.faces.desk.tasks.opening import Opened, open_task
from klik.faces.desk.tasks.roles import HANDLES, READS
from klik.ground.clock import HOME, moment_now
from klik.ground.granting.noted import READ_FROM
from klik.ground.letters.rendering import render_letter
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from klik.ground.letters.letter import Letter

BEREAVEMENT: Final = "bereavement"


class NothingToRead(Refusal):
    """A child for whom no letter would go."""

    reason = "No letter can be made for this child now. Look at the task: something is missing."


@require_safe
@desk_page(roles=READS, reads_personal=True)
def letter(request: DeskRequest, task: UUID) -> HttpResponse:
    """Show the letter as it would go, to be read first."""
    opened = open_task(request, task)
    if opened.task.reason != BEREAVEMENT:
        raise Http404
    found = _letter(opened)
    content = render_letter(covered_letter(found) if opened.hides_address else found)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="ontwerp.pdf"'
    return response


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def grant(request: DeskRequest, task: UUID) -> HttpResponse:
    """Plan a run of this one child, with the letter as it was read; another person approves."""
    opened = open_task(request, task)
    if opened.task.reason != BEREAVEMENT or opened.item is None or opened.run is None:
        raise Http404
    proposed = _letter(opened)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return task_page(request, opened, letter=form)
    moment = moment_now()
    written = form.cleaned_data["own_words"]
    known = opened.item.child.planned.ruling.decision.values
    facts = {READ_FROM: moment.astimezone(HOME).date().isoformat()} if READ_FROM in known else {}
    operations.grant_after_reading(
        request.municipality.nis,
        opened.run.adoption_id,
        opened.item.child.row.token,
        facts=facts,
        own_words=""
        if written.strip() == to_be_edited(proposed.body_markdown).strip()
        else as_markdown(written),
        moment=moment,
    )
    messages.success(request, _("You read it. Now another person approves, then the letter goes."))
    return see_other(request, "task", opened.task.pk)


def _letter(opened: Opened) -> Letter:
    found = opened.item.letter if opened.item else None
    if found is None:
        raise NothingToRead
    return found
