"""Reports of problems: the list, one of them, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.audit.operations import record_view
from klik.domains.people import queries as people
from klik.domains.reports import access, operations, queries
from klik.domains.reports.operations import NextStep
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import (
    NOT_UNDERSTOOD,
    Choice,
    address_of,
    chosen,
    page_of,
    see_other,
)
from klik.faces.desk.town.forms import StepForm
from klik.faces.desk.town.roles import HANDLES, SEES_PEOPLE
from klik.faces.desk.wording import word_of, worded
from klik.ground.clock import moment_now
from klik.ground.keys.hashing import keyed_hash
from klik.ground.photos import MEDIA_TYPE

if TYPE_CHECKING:
    from klik.domains.reports.models import Report, Step

_OPEN: Final = "open"
_SPAM: Final = "spam"


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step, with what colleagues alone read."""

    step: Step
    word: str
    note: str


@require_safe
@desk_page(roles=SEES_PEOPLE)
def reports(request: DeskRequest) -> HttpResponse:
    """Show the reports; those that are open unless another choice was made."""
    which = chosen(request, "stand", [*queries.STATES, _SPAM, "alle"]) or _OPEN
    about = chosen(request, "over", queries.CATEGORIES)
    still_open = [one for one in queries.STATES if one not in queries.ENDED_STATES]
    states = {_OPEN: still_open, _SPAM: [], "alle": []}.get(which, [which])
    rows = queries.reports(
        request.municipality.nis, states=states, category=about, spam=which == _SPAM
    )
    here = address_of(request, "reports")
    context = {
        "reports": page_of(request, rows),
        "choices": [
            Choice(word, f"{here}?stand={code}&over={about}" if code else f"{here}?over={about}",
                   code == which or (not code and which == _OPEN))
            for code, word in _words_of_states()
        ],
        "categories": [
            Choice(word, f"{here}?stand={'' if which == _OPEN else which}&over={code}",
                   code == about)
            for code, word in [("", _("Everything")), *(
                (code, word_of("category", code)) for code in queries.CATEGORIES
            )]
        ],
    }  # fmt: skip
    return render(request, "desk/town/reports.html", context)


@require_safe
@desk_page(roles=SEES_PEOPLE, reads_personal=True)
def report(request: DeskRequest, reference: str) -> HttpResponse:
    """Show one report; that somebody looked is written down."""
    return _page(request, queries.report_of(request.municipality.nis, reference), StepForm())


@require_POST
@desk_page(roles=HANDLES)
def take_step(request: DeskRequest, reference: str) -> HttpResponse:
    """Bring a report to another state."""
    found = queries.report_of(request.municipality.nis, reference)
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    operations.take_step(found, NextStep(**form.cleaned_data), moment=moment_now())
    messages.success(request, _("It is kept. Who reported is told within some minutes."))
    return see_other(request, "report", reference)


@require_POST
@desk_page(roles=HANDLES)
def mark_spam(request: DeskRequest, reference: str) -> HttpResponse:
    """Put aside what is no report."""
    found = queries.report_of(request.municipality.nis, reference)
    operations.mark_spam(found, moment=moment_now())
    messages.success(request, _("This is put aside as no real report."))
    return see_other(request, "reports")


@require_POST
@desk_page(roles=HANDLES)
def hide(request: DeskRequest, reference: str) -> HttpResponse:
    """Keep a report out of the public list, or show it there."""
    found = queries.report_of(request.municipality.nis, reference)
    operations.hide(found, hidden=request.POST.get("hidden") == "yes", moment=moment_now())
    return see_other(request, "report", reference)


@require_safe
@desk_page(roles=SEES_PEOPLE)
def photo(request: DeskRequest, reference: str, identifier: UUID) -> HttpResponse:
    """Give a photo of a report."""
    found = queries.report_of(request.municipality.nis, reference)
    return HttpResponse(queries.photo_content(found, identifier), content_type=MEDIA_TYPE)


def _page(request: DeskRequest, found: Report, form: StepForm) -> HttpResponse:
    person = bytes(found.person) if found.person else keyed_hash(f"report:{found.pk}")
    record_view(
        found.municipality_nis,
        person=person.hex(),
        shown=f"report:{found.reference}",
        purpose="reports",
        moment=moment_now(),
    )
    steps = queries.steps_of(found)
    context = {
        "report": found,
        "description": queries.description_of(found),
        "reporter": queries.reporter_of(found),
        "steps": [
            ShownStep(one, str(worded("report", one.state).word), queries.note_of(one))
            for one in steps
        ],
        "photos": queries.photos_of(found),
        "names": people.names_of([one.taken_by for one in steps]),
        "step": form,
        "form": form if form.errors else None,
        "may_handle": access.may_handle(request.staff),
    }
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/town/report.html", context, status=status)


def _words_of_states() -> list[tuple[str, str]]:
    states = [(code, str(worded("report", code).word)) for code in queries.STATES]
    return [("", _("Open")), *states, ("alle", _("Everything")), (_SPAM, _("Put aside"))]
