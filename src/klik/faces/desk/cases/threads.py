"""What residents wrote about a case, and the answer of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases import access as case_access
from klik.domains.cases import operations as cases
from klik.domains.cases.queries import own
from klik.domains.messages import access, operations, queries
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.cases.opening import open_case
from klik.faces.desk.cases.roles import READS
from klik.ground import files
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role

if TYPE_CHECKING:
    from klik.domains.messages.models import WrittenFile

ANSWERS = frozenset({Role.CLERK, Role.APPROVER})


@dataclass(frozen=True, slots=True)
class Thread:
    """What one person and the municipality wrote about a case.

    Attributes:
        messages: The first one first.
        last: The key of the last one: an answer goes to its thread.
        objection: The key of an objection that is open in it; None for none.
        key: Of the form.
    """

    messages: list[queries.MessageShown]
    last: UUID
    objection: UUID | None
    key: UUID


def threads_of(reference: str) -> list[Thread]:
    """Return the threads about a case, one for each person who wrote."""
    objections = own.open_objections(reference)
    found = []
    for person in queries.people_writing_about([reference]):
        shown = queries.thread_with([person], about=reference)
        hers = [one.pk for one in objections if bytes(one.person) == person]
        found.append(Thread(list(reversed(shown)), shown[0].id, next(iter(hers), None), uuid4()))
    return found


def finish_written(request: DeskRequest, thread: Thread, moment: datetime) -> None:
    """Close the tasks of the messages that an answer answers, where she may close tasks."""
    if Role.CLERK not in request.staff.roles:
        return
    keys = [f"written:{one.id}" for one in thread.messages if one.is_hers]
    waiting = task_queries.worklist(request.municipality.nis, reason="written")
    for task in waiting.filter(key__in=keys):
        tasks.finish_task(task, outcome="handled", note="", moment=moment)


def may_answer(request: DeskRequest) -> bool:
    """Say whether who asks may answer: an auditor reads only."""
    return access.may_send(request.staff)


@require_POST
@desk_page(roles=ANSWERS, reads_personal=True)
def answer(request: DeskRequest, reference: str) -> HttpResponse:
    """Answer in the thread of one message; with an objection, decide on it."""
    opened = open_case(request, reference, part="messages")
    moment = moment_now()
    thread = _thread_of(opened.case.reference, _uuid(request.POST.get("last", "")))
    said = said_in(request)
    person = queries.person_of_message(thread.last)
    if thread.objection and request.POST.get("closes") and case_access.may_rule(request.staff):
        cases.answer_objection(thread.objection, said, moment=moment)
    else:
        operations.write(
            request.municipality.nis,
            said,
            person=person,
            about=opened.case.reference,
            moment=moment,
        )
    operations.note_read([person], about=opened.case.reference, moment=moment)
    finish_written(request, thread, moment)
    toasts.success(request, _("Your answer stands in the app of the resident."))
    return see_other(request, "case-messages", opened.case.reference)


@require_safe
@desk_page(roles=READS, reads_personal=True)
def file(request: DeskRequest, reference: str, file: UUID) -> HttpResponse:
    """Open a file that came with a message about a case."""
    opened = open_case(request, reference, part="messages")
    people = queries.people_writing_about([opened.case.reference])
    one = queries.file_of(file, people, about=opened.case.reference)
    return file_answer(request, one)


def file_answer(request: DeskRequest, one: WrittenFile) -> HttpResponse:
    """Return a file that came with a message, to be shown."""
    content = files.read_bytes(request.municipality.nis, one.digest)
    response = HttpResponse(content, content_type=one.media_type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def said_in(request: DeskRequest) -> operations.Said:
    """Return what was written in the form of an answer.

    Raises:
        Http404: The form has no key.
    """
    return operations.Said(_uuid(request.POST.get("key", "")), request.POST.get("words", ""))


def _thread_of(reference: str, last: UUID) -> Thread:
    found = next(
        (
            one
            for one in threads_of(reference)
            if any(message.id == last for message in one.messages)
        ),
        None,
    )
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
