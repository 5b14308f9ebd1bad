"""A case: its outcome first, then every condition with its article and its facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases import access, operations, queries
from klik.domains.registers import queries as registers
from klik.domains.tasks import access as task_access
from klik.domains.tasks import queries as tasks
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of
from klik.faces.desk.cases.opening import Opened, context_of, open_case
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.persons import language
from klik.faces.desk.protecting import covered, sees_address
from klik.faces.desk.reasons import facts_shown, reasons_shown


@require_safe
@desk_page(roles=READS, reads_personal=True)
def overview(request: DeskRequest, reference: str) -> HttpResponse:
    """Show why a case is decided as it is."""
    return _page(request, open_case(request, reference))


@require_POST
@desk_page(roles=READS, reads_personal=True, only_asks=True)
def reproduce(request: DeskRequest, reference: str) -> HttpResponse:
    """Compute a decision again, compare, and say on the page of its case whether it is the same."""
    opened = open_case(request, reference, part="reproduce")
    again = operations.reproduce(opened.decision.reference)
    if again.is_equal:
        messages.success(request, _("Computed again: the same"))
    else:
        messages.error(request, _("Computed again: not the same"))
    return _page(request, opened, reproduced=again)


def _page(request: DeskRequest, opened: Opened, **more: Any) -> HttpResponse:
    explained = queries.explained(opened.decision.reference, language=language())
    may_withdraw = access.may_decide(request.staff) and opened.decision.state == "standing"
    reasons, shown = list(explained.reasons), [list(one) for one in explained.shown]
    if not sees_address(request, opened.persons):
        reasons, shown = covered(reasons, shown)
    delivery = registers.delivery_of_row(request.municipality.nis, opened.decision.row_token)
    context = {
        **context_of(request, opened, "overview"),
        "reasons": reasons_shown(reasons, shown),
        "facts": facts_shown(reasons, shown, delivery),
        "decisions": opened.decisions,
        "letter": _letter(request, opened),
        "tasks": list(_tasks(request, opened)),
        "may_withdraw": may_withdraw,
        **more,
    }
    return render(request, "desk/cases/overview.html", context)


def _letter(request: DeskRequest, opened: Opened) -> str:
    if not opened.decision.letter_digest:
        return ""
    return address_of(request, "document", f"letter:{opened.decision.reference}")


def _tasks(request: DeskRequest, opened: Opened) -> Iterator[dict[str, str]]:
    readable = task_access.readable_reasons(request.staff)
    about = [("case", opened.case.reference)]
    about += [("decision", one.reference) for one in opened.decisions]
    for kind, reference in about:
        for task in tasks.tasks_about(kind, reference):
            if task.state == "open" and task.reason in readable:
                yield {
                    "title": wording.word_of("reason", task.reason),
                    "why": tasks.words_of(task.reason, language()).rstrip(": "),
                    "href": address_of(request, "task", task.pk),
                    "code": task.priority,
                }
