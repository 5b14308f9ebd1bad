"""A message to answer that is about no case yet: an application that runs, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import Http404

from klik.domains.audit.operations import record_view
from klik.domains.messages import operations, queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.cases.threads import Thread, may_answer, with_sent, wrong_on_page
from klik.faces.desk.persons import HANDLING
from klik.faces.ui.saying import Sent
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


def written_acts(request: DeskRequest, task: Task, sent: Sent | None) -> dict[str, Any]:
    """Return the thread of a task and whether who looks may answer; that it was seen is noted.

    Args:
        request: Of who looks.
        task: Of any kind; nothing is returned of what asks for no answer here.
        sent: An answer that was not understood; None for none.
    """
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
    if sent is not None:
        written = replace(written, thread=with_sent(written.thread, sent))
    wrong = wrong_on_page(sent, 1) if sent else []
    return {"written": written, "may_answer": may_answer(request), "wrong": wrong}


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
