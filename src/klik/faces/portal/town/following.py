"""Follow a report with its code, and see what others reported: without a word of who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.reports import queries
from klik.faces.portal.mine.hers import numbers_of
from klik.faces.portal.town import wording
from klik.faces.portal.town.entering import VisitorRequest, held, hold, see_other, visitor_page
from klik.faces.portal.town.forms import CodeForm, status_of
from klik.ground.photos import MEDIA_TYPE

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from klik.domains.reports.models import Report, Step
    from klik.faces.portal.acting import ResidentRequest

ROWS_A_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report in words."""

    report: Report
    category: str | Promise
    state: str | Promise
    status: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step in words."""

    step: Step
    state: str | Promise


@require_safe
@visitor_page()
def reports(request: VisitorRequest) -> HttpResponse:
    """Show what was reported, once a person took it up."""
    rows = queries.public_reports(request.municipality.nis)
    found = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    page: Page[Any] = Page([shown(one) for one in found], found.number, found.paginator)
    return render(request, "portal/town/reports.html", {"reports": page})


@require_safe
@visitor_page()
def public_report(request: VisitorRequest, reference: str) -> HttpResponse:
    """Show how far a report is, to anybody."""
    found = queries.public_report_of(request.municipality.nis, reference)
    context = {"shown": shown(found), "steps": _steps(found), "is_own": False}
    return render(request, "portal/town/followed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_page(is_personal=True)
def follow(request: VisitorRequest) -> HttpResponse:
    """Ask for the code of a report, and lead to it."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _with_code(request, form)
        if found is not None:
            hold(request, found.pk, bytes(found.code_hash))
            return see_other(request, "own-report", found.reference)
    context = {"form": form, "mine": [shown(one) for one in _hers(request)]}
    return render(request, "portal/town/follow.html", context, status=status_of(form))


@require_safe
@visitor_page(is_personal=True)
def own_report(request: VisitorRequest, reference: str) -> HttpResponse:
    """Show a report to who made it: her words, her photos, and every step."""
    found = _own(request, reference)
    context = {
        "shown": shown(found),
        "steps": _steps(found),
        "is_own": True,
        "code": queries.code_of(found),
        "description": queries.description_of(found),
        "photos": queries.photos_of(found),
    }
    return render(request, "portal/town/followed.html", context)


@require_safe
@visitor_page(is_personal=True)
def own_photo(request: VisitorRequest, reference: str, photo: UUID) -> HttpResponse:
    """Give a photo to who sent it."""
    found = _own(request, reference)
    return HttpResponse(queries.photo_content(found, photo), content_type=MEDIA_TYPE)


def shown(report: Report) -> ShownReport:
    """Return a report in words."""
    word, status = wording.STATES[report.state]
    return ShownReport(report, wording.CATEGORIES[report.category], word, status)


def _steps(report: Report) -> list[ShownStep]:
    return [ShownStep(one, wording.STATES[one.state][0]) for one in queries.steps_of(report)]


def _hers(request: VisitorRequest) -> list[Report]:
    """Return what who logged in reported, the latest first; nothing of a visitor."""
    if request.resident is None:
        return []
    known_as = numbers_of(cast("ResidentRequest", request))
    return list(queries.reports_of(request.municipality.nis, known_as))


def _with_code(request: VisitorRequest, form: CodeForm) -> Report | None:
    """Return the report of the code in a form; None, and say so there, where it is of none."""
    try:
        return queries.report_with_code(request.municipality.nis, form.cleaned_data["code"])
    except queries.ReportNotFound:
        form.say_unknown(_("We find no report with this code. Check each letter and digit."))
        return None


def _own(request: VisitorRequest, reference: str) -> Report:
    found = queries.report_of(request.municipality.nis, reference)
    person = getattr(request.resident, "person", None)
    is_hers = person is not None and person == bytes(found.person or b"")
    if not is_hers and held(request, found.pk) != bytes(found.code_hash):
        raise queries.ReportNotFound
    return found
