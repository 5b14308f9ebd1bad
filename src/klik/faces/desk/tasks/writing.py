"""A message to answer that is about no case yet: an application that runs, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.audit.operations import record_view
from klik.domains.messages import operations, queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.cases.threads import (
    ANSWERS,
    Thread,
    file_answer,
    finish_written,
    may_answer,
    said_in,
)
from klik.faces.desk.persons import HANDLING
from klik.faces.desk.tasks.opening import task_of
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.tasks.models import Task

_ABOUT = frozenset({"application", operations.TASK_KIND})  # a case shows its own threads


@dataclass(frozen=True, slots=True)
class Written:
    """What one person wrote, and to whom an answer goes.

    Attributes:
        thread: Everything that was written about the same.
        person: Whose thread it is.
        about: The reference of an application; empty for nothing in particular.
        name: Of the resident; empty where the municipality does not know her.
    """

    thread: Thread
    person: bytes = field(repr=False)
    about: str
    name: str = field(repr=False)


def written_acts(request: DeskRequest, task: Task) -> dict[str, Any]:
    """Return the thread of a task and whether who looks may answer; that it was seen is noted."""
    if task.reason != "written" or task.about_kind not in _ABOUT or not READS & request.staff.roles:
        return {}
    written = written_of(request, task)
    record_view(
        request.municipality.nis,
        person=written.person.hex(),
        shown=f"task:{task.about}"[:100],
        purpose=HANDLING,
        moment=moment_now(),
    )
    return {"written": written, "may_answer": may_answer(request)}


def written_of(request: DeskRequest, task: Task) -> Written:
    """Return what a task asks to answer.

    Raises:
        ThreadNotFound: There is no such message, or who looks may not read messages.
        Http404: The task is about something else.
    """
    if task.reason != "written" or task.about_kind not in _ABOUT:
        raise Http404
    person = queries.person_of_message(UUID(task.key.removeprefix("written:")))
    about = str(task.detail.get("about", ""))
    shown = queries.thread_with([person], about=about)
    resident = people.resident_with(person, request.municipality.nis)
    name = f"{resident.given_name} {resident.family_name}".strip() if resident else ""
    thread = Thread(list(reversed(shown)), shown[0].id, None, uuid4())
    return Written(thread, person, about, name)


@require_POST
@desk_page(roles=ANSWERS, reads_personal=True)
def answer(request: DeskRequest, task: UUID) -> HttpResponse:
    """Answer in the thread of a task, which closes every message of it that waits."""
    written, moment = written_of(request, task_of(request, task)), moment_now()
    operations.write(
        request.municipality.nis,
        said_in(request),
        person=written.person,
        about=written.about,
        moment=moment,
    )
    operations.note_read([written.person], about=written.about, moment=moment)
    finish_written(request, written.thread, moment)
    toasts.success(request, _("Your answer stands in the app of the resident."))
    return see_other(request, "task", task)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def file(request: DeskRequest, task: UUID, file: UUID) -> HttpResponse:
    """Open a file that came with a message of a task."""
    written = written_of(request, task_of(request, task))
    return file_answer(request, queries.file_of(file, [written.person], about=written.about))
