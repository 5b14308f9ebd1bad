"""What residents and the municipality wrote to each other, as the desk shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse

from klik.domains.cases.queries import own
from klik.domains.messages import access, queries
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.faces.desk.acting import DeskRequest
from klik.faces.ui.apply.drawing import Wrong
from klik.faces.ui.saying import Sent, take_in_said
from klik.ground import files
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
        sent: An answer that was not understood; None for none.
        outcome: What that one decides on the objection; empty for nothing.
    """

    messages: list[queries.MessageShown]
    last: UUID
    objection: UUID | None
    key: UUID
    sent: Sent | None = None
    outcome: str = ""


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


def file_answer(request: DeskRequest, one: WrittenFile) -> HttpResponse:
    """Return a file that came with a message, to be shown."""
    content = files.read_bytes(request.municipality.nis, one.digest)
    response = HttpResponse(content, content_type=one.media_type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sent_in(request: DeskRequest) -> Sent:
    """Return what was written in the form of an answer, its file stored already.

    Raises:
        Http404: The form has no key.
    """
    key, nis = key_in(request, "key"), request.municipality.nis
    return take_in_said(request, key=key, municipality_nis=nis, actor=request.staff)


def key_in(request: DeskRequest, name: str) -> UUID:
    """Return a key that a form carries along.

    Raises:
        Http404: It carries none.
    """
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def with_sent(thread: Thread, sent: Sent, *, outcome: str = "") -> Thread:
    """Return a thread with an answer that was not understood, to be put right in its form."""
    return replace(thread, key=sent.said.key, sent=sent, outcome=outcome)


def wrong_on_page(sent: Sent, number: int) -> list[Wrong]:
    """Return what is wrong in the answer to a thread, by the fields as its page names them.

    Args:
        sent: The answer.
        number: Of the thread on the page, from 1.
    """
    return [replace(one, field=f"{one.field}{number}") for one in sent.wrong]
