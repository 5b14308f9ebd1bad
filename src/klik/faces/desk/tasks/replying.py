"""The answer of staff to a message that is about no case yet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases.operations import applying
from klik.domains.messages import operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.cases.threads import ANSWERS, file_answer, finish_written, sent_in
from klik.faces.desk.tasks.detail import task_page
from klik.faces.desk.tasks.opening import open_task, task_of
from klik.faces.desk.tasks.writing import written_of
from klik.faces.ui.uploads import takes_files
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for


@require_POST
@desk_page(roles=ANSWERS, reads_personal=True, acts_itself=True)
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def answer(request: DeskRequest, task: UUID) -> HttpResponse:
    """Answer in the thread of a task, which closes every message of it that waits."""
    nis, sent = request.municipality.nis, sent_in(request)
    with acting_for([nis], request.staff):
        written, moment = written_of(request, task_of(request, task)), moment_now()
        if sent.wrong:
            return task_page(request, open_task(request, task), sent=sent)
        person, about = written.person, written.about
        operations.write(nis, sent.said, person=person, about=about, moment=moment)
        operations.note_read([person], about=about, moment=moment)
        finish_written(request, written.thread, moment)
    toasts.success(request, _("Your answer stands in the app of the resident."))
    return see_other(request, "task", task)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def file(request: DeskRequest, task: UUID, file: UUID) -> HttpResponse:
    """Open a file that came with a message of a task."""
    written = written_of(request, task_of(request, task))
    return file_answer(request, queries.file_of(file, [written.person], about=written.about))
