"""The work list: all, mine, nobody's, late, or of one reason; each with an address of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.cases import access as case_access
from klik.domains.grants import queries as grants
from klik.domains.messages.operations import TASK_KIND as MESSAGE
from klik.domains.people import queries as people
from klik.domains.tasks import access, queries
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of, chosen, page_of, page_showing
from klik.faces.desk.tasks.roles import READS
from klik.ground.clock import HOME, moment_now

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from klik.domains.tasks.models import Task

MINE, NOBODYS, LATE, DONE = "mijn", "niemand", "te-laat", "klaar"
APPLICATION: Final = "application"
_SHOWN: Final = (MINE, NOBODYS, LATE, DONE)


@dataclass(frozen=True, slots=True)
class TaskListed:
    """A task as the list shows it."""

    task: Task
    title: str
    why: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list down."""

    word: str
    href: str
    is_current: bool


@require_safe
@desk_page(roles=READS)
def tasks(request: DeskRequest) -> HttpResponse:
    """List what waits for a person, the most urgent first."""
    show = chosen(request, "toon", _SHOWN)
    reasons = sorted(access.readable_reasons(request.staff))
    reason = chosen(request, "reden", reasons)
    today = moment_now().astimezone(HOME).date()
    page = page_of(request, _narrowed(request, show, reason, today))
    names = people.names_of([one.assigned_to for one in page.object_list if one.assigned_to])
    read = grants.readings_waiting(request.municipality.nis)
    late = queries.without_rows(_of(request), read).filter(due_on__lt=today).count()
    listed = [
        TaskListed(
            task=one,
            title=about_in_words(one),
            why=wording.word_of("reason", one.reason),
            href=_leads_to(request, one),
            state=state_of(one, today, read),
        )
        for one in page.object_list
    ]
    context = {
        "tasks": page_showing(page, listed),
        "names": names,
        "late": late,
        "choices": _choices(request, show, reason),
        "reasons": _reasons(request, show, reason),
        "is_narrowed": bool(show or reason),
    }
    return render(request, "desk/tasks/list.html", context)


def state_of(task: Task, today: date, read: Collection[str]) -> str:
    """Return how a task stands: done, late, read and waiting for another person, or how urgent."""
    if task.state == "done":
        return "done"
    if task.reason == "bereavement" and task.detail.get("row") in read:
        return "waits-for-approval"
    return "late" if task.due_on < today else task.priority


def about_in_words(task: Task) -> str:
    """Return what people call that which a task is about: its number, or what else it is."""
    return _("A question in general") if task.about_kind == MESSAGE else task.about


def _leads_to(request: DeskRequest, task: Task) -> str:
    """Return where a task is done: at the application it is about, else on a page of its own."""
    is_ruled_there = task.about_kind == APPLICATION and task.reason != "written"
    if is_ruled_there and case_access.may_read_cases(request.staff):
        return address_of(request, "application", task.about)
    return address_of(request, "task", task.pk)


def _of(request: DeskRequest) -> QuerySet[Task]:
    return queries.worklist(request.municipality.nis)


def _narrowed(request: DeskRequest, show: str, reason: str, today: date) -> QuerySet[Task]:
    nis = request.municipality.nis
    if show == DONE:
        readable = access.readable_reasons(request.staff)
        finished = queries.finished_tasks(nis).filter(reason__in=readable)
        return finished.filter(reason=reason) if reason else finished
    assigned_to = {MINE: request.staff.reference, NOBODYS: ""}.get(show)
    found = queries.worklist(nis, assigned_to=assigned_to, reason=reason)
    return found.filter(due_on__lt=today) if show == LATE else found


def _choices(request: DeskRequest, show: str, reason: str) -> list[Choice]:
    words = (
        ("", _("All")), (MINE, _("Mine")), (NOBODYS, _("Nobody's yet")), (LATE, _("Late")),
        (DONE, _("Finished")),
    )  # fmt: skip
    return [Choice(word, _address(request, code, reason), show == code) for code, word in words]


def _reasons(request: DeskRequest, show: str, reason: str) -> list[Choice]:
    """Return the reasons that something waits for, with how much."""
    counted: dict[str, int] = {}
    for one in _of(request).values_list("reason", flat=True):
        counted[one] = counted.get(one, 0) + 1
    if reason:
        counted.setdefault(reason, 0)
    found = [
        Choice(
            f"{wording.word_of('reason', code)} ({count})",
            _address(request, show, code),
            reason == code,
        )
        for code, count in counted.items()
    ]
    return [
        Choice(_("Every reason"), _address(request, show, ""), not reason),
        *sorted(found, key=lambda one: one.word),
    ]


def _address(request: DeskRequest, show: str, reason: str) -> str:
    asked = {name: value for name, value in (("toon", show), ("reden", reason)) if value}
    address = address_of(request, "tasks")
    return f"{address}?{urlencode(asked)}" if asked else address
