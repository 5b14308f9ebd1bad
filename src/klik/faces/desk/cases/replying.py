"""The messages of a case, and the answer of staff to what its residents wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases import access as case_access
from klik.domains.cases import operations as cases
from klik.domains.cases.operations import applying
from klik.domains.messages import operations, queries
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.cases.opening import Opened, context_of, open_case
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.cases.threads import (
    ANSWERS,
    Thread,
    file_answer,
    finish_written,
    key_in,
    may_answer,
    sent_in,
    threads_of,
    with_sent,
    wrong_on_page,
)
from klik.faces.ui.apply.drawing import Wrong
from klik.faces.ui.saying import Sent
from klik.faces.ui.uploads import takes_files
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

if TYPE_CHECKING:
    from klik.domains.messages.models import OutboxMessage


ON_AN_OBJECTION: Final = {
    "upheld": gettext_lazy("The resident is right"),
    "partly": gettext_lazy("The resident is right in part"),
    "dismissed": gettext_lazy("The resident is not right: the decision stays"),
    "inadmissible": gettext_lazy("It cannot be taken up: too late, or not by a party"),
}


@require_safe
@desk_page(roles=READS, reads_personal=True)
def messages(request: DeskRequest, reference: str) -> HttpResponse:
    """List what was sent about a case, and what its residents wrote."""
    opened = open_case(request, reference, part="messages")
    return _page(request, opened, threads_of(opened.case.reference))


@require_POST
@desk_page(roles=ANSWERS, reads_personal=True, acts_itself=True)
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def answer(request: DeskRequest, reference: str) -> HttpResponse:
    """Answer in the thread of one message; with an objection, decide on it."""
    last, sent = key_in(request, "last"), sent_in(request)
    with acting_for([request.municipality.nis], request.staff):
        opened = open_case(request, reference, part="messages")
        threads = threads_of(opened.case.reference)
        place = _place_of(threads, last)
        if request.POST.get("outcome", "") not in (*ON_AN_OBJECTION, ""):
            sent.wrong.append(Wrong(_("Choose one of the answers in this list."), "outcome"))
        if sent.wrong:
            return _again(request, opened, threads, place, sent)
        _keep(request, opened, threads[place], sent.said, moment_now())
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


def _keep(
    request: DeskRequest, opened: Opened, thread: Thread, said: operations.Said, moment: datetime
) -> None:
    reference = opened.case.reference
    person = queries.person_of_message(thread.last)
    outcome = request.POST.get("outcome", "")
    if thread.objection and outcome:
        cases.answer_objection(thread.objection, said, outcome=outcome, moment=moment)
    else:
        operations.write(
            request.municipality.nis, said, person=person, about=reference, moment=moment
        )
    operations.note_read([person], about=reference, moment=moment)
    finish_written(request, thread, moment)


def _place_of(threads: list[Thread], last: UUID) -> int:
    for place, thread in enumerate(threads):
        if any(message.id == last for message in thread.messages):
            return place
    raise Http404


def _again(
    request: DeskRequest, opened: Opened, threads: list[Thread], place: int, sent: Sent
) -> HttpResponse:
    """Show the page again with what was written in one of its forms, and what is wrong there."""
    outcome = request.POST.get("outcome", "")
    shown = [
        with_sent(one, sent, outcome=outcome) if here == place else one
        for here, one in enumerate(threads)
    ]
    return _page(request, opened, shown, wrong_on_page(sent, place + 1))


def _page(
    request: DeskRequest, opened: Opened, threads: list[Thread], wrong: Sequence[Wrong] = ()
) -> HttpResponse:
    context = context_of(request, opened, "messages")
    context["messages_sent"] = [
        {
            "subject": queries.content_of(one).subject,
            "channel": one.channel,
            **_how_far(one),
            "trouble": wording.word_of("trouble", one.trouble) if one.trouble else "",
        }
        for one in context["sent"].values()
    ]
    context |= {
        "threads": threads,
        "may_answer": may_answer(request),
        "wrong": wrong,
        "on_an_objection": ON_AN_OBJECTION.items(),
        "may_rule": case_access.may_rule(request.staff),
    }
    status = NOT_UNDERSTOOD if wrong else 200
    return render(request, "desk/cases/messages.html", context, status=status)


def _how_far(message: OutboxMessage) -> dict[str, Any]:
    """Return the state of a message and since when: a printed letter may be at the post."""
    posted_at = message.batch.posted_at if message.batch and message.printed_at else None
    if posted_at is not None:
        return {"state": "posted", "at": posted_at}
    return {
        "state": message.state,
        "at": message.sent_at or message.printed_at or message.queued_at,
    }
