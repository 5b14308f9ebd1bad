"""What came in, what became of each row, and the end of its report."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.grants import queries as grants
from klik.domains.registers import access, operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import chosen, page_of, see_other
from klik.faces.desk.deliveries.sending import DELIVERS, KNOWN_ALREADY, has_failed
from klik.faces.desk.oversight.telling import actors_named
from klik.faces.desk.places import address_of
from klik.faces.ui.words import is_dutch
from klik.ground.clock import moment_now
from klik.ground.deliveries import write_reject_report
from klik.ground.files import written_in_plain
from klik.ground.tenancy import Role
from klik.packages.records import RECORDS
from klik.packages.wording import Language

TO_CLOSE: Final = "te-sluiten"
_QUESTIONS_SHOWN: Final = 20


@require_safe
@desk_page()
def deliveries(request: DeskRequest) -> HttpResponse:
    """List the deliveries, or only those whose report waits to be closed."""
    nis = request.municipality.nis
    shown = chosen(request, "verslag", [TO_CLOSE])
    listed = queries.reports_to_close(nis) if shown else queries.deliveries(nis)
    context = {
        "deliveries": page_of(request, listed),
        "shown": shown,
        "to_close": queries.reports_to_close(nis).count(),
        "may_deliver": access.may_deliver(request.staff),
    }
    return render(request, "desk/deliveries/list.html", context)


@require_safe
@desk_page()
def delivery(request: DeskRequest, delivery: UUID) -> HttpResponse:
    """Show one delivery: how far its check is, or what was accepted, asked and rejected."""
    found = queries.delivery_of(request.municipality.nis, delivery)
    asked = queries.asked_rows(found)
    may_act = access.may_deliver(request.staff)
    waiting = grants.rows_not_looked_at(found)
    is_over = found.report_closed_at is not None or found.expired_at is not None
    context: dict[str, Any] = {
        "delivery": found,
        "rejects": page_of(request, queries.rejected_rows(found)),
        "questions": queries.questions_of(asked[:_QUESTIONS_SHOWN]),
        "asks_more": asked.count() > _QUESTIONS_SHOWN,
        "columns": _column_words(found.agreement.record),
        "names": actors_named([found.received_by]),
        "was_known": KNOWN_ALREADY in request.GET,
        "has_failed": found.is_unchecked and has_failed(found),
        "may_act": may_act,
        "may_close": may_act and found.state == "checked" and not is_over,
        "to_plan": waiting,
        "plan_action": _plan_action(request, found.agreement.adoption_id, rows=waiting),
    }
    return render(request, "desk/deliveries/detail.html", context)


@require_safe
@desk_page()
def questions(request: DeskRequest, delivery: UUID) -> HttpResponse:
    """List every row of a delivery about which something is asked."""
    found = queries.delivery_of(request.municipality.nis, delivery)
    rows = page_of(request, queries.asked_rows(found))
    context = {
        "delivery": found,
        "rows": rows,
        "questions": queries.questions_of(rows.object_list),
    }
    return render(request, "desk/deliveries/questions.html", context)


@require_safe
@desk_page()
def rejects(request: DeskRequest, delivery: UUID) -> FileResponse:
    """Give the rejected rows as CSV, for who delivered them; however many, in bounded memory."""
    found = queries.delivery_of(request.municipality.nis, delivery)
    language: Language = "nl" if is_dutch() else "en"
    with written_in_plain() as (_file, path):
        write_reject_report(path, queries.reject_report(found), language=language)
        report = path.open("rb")
    name = _("rejected-rows-{number}.csv").format(number=found.number)
    return FileResponse(
        report, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=DELIVERS)
def close(request: DeskRequest, delivery: UUID) -> HttpResponse:
    """Ask whether the report may be closed, and close it."""
    nis, slug = request.municipality.nis, request.municipality_slug
    found = queries.delivery_of(nis, delivery)
    if request.method == "POST":
        operations.close_report(found, moment=moment_now())
        messages.success(request, _("The report is closed. The numbers and reasons stay."))
        return see_other(request, "delivery", delivery)
    context = {
        "question": _("Close the report of {file}?").format(file=found.filename),
        "consequence": _(
            "The file itself and the values of the rejected rows are destroyed. Download the list "
            "first if you still need it. You cannot turn this back."
        ),
        "act": _("Close the report"),
        "action": reverse("desk:close-report", args=[slug, delivery]),
        "back": reverse("desk:delivery", args=[slug, delivery]),
        "first_href": reverse("desk:delivery-rejects", args=[slug, delivery])
        if found.rejected
        else "",
        "first_word": _("Download the list"),
        "is_danger": True,
        "place": "deliveries",
    }
    return render(request, "desk/confirm.html", context)


def _column_words(record: str) -> dict[str, str]:
    columns = RECORDS[record].columns
    return {name: one.nl if is_dutch() else one.en for name, one in columns.items()}


def _plan_action(request: DeskRequest, adoption_id: UUID, *, rows: int) -> str:
    may_plan = Role.CLERK in request.staff.roles and rows > 0
    return address_of("plan-run", request.municipality_slug, adoption_id) if may_plan else ""
