"""Before the first question: what is asked, what it gives, and what was begun already."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.cases.queries.applications import Channel
from klik.domains.catalogue import queries as catalogue
from klik.domains.people.queries import ResidentNotFound
from klik.domains.people.queries.residents import opened, row_with
from klik.faces.portal.acting import (
    ResidentRequest,
    VisitorRequest,
    resident_page,
    visitor_page,
)
from klik.faces.portal.apply.hers import (
    Hers,
    context_of,
    hers,
    language_of_page,
    next_of,
    see_other,
    to,
)
from klik.ground.clock import moment_now
from klik.packages.form import form_of


@require_safe
@visitor_page()
def begin(request: VisitorRequest, adoption: UUID) -> HttpResponse:
    """Show what is asked and what it gives, before anybody says who she is."""
    record = catalogue.adoption_of(adoption)
    shown = catalogue.adoption_in_words(record, language=language_of_page())
    questions = [
        one.label[language_of_page()]
        for page in form_of(catalogue.compiled(record)).pages
        if page.shown_when is None
        for one in page.questions
    ]
    return render(
        request,
        "portal/apply/begin.html",
        {"adoption": shown, "questions": questions, "contact": shown.body},
    )


@require_POST
@resident_page()
def start(request: ResidentRequest, adoption: UUID) -> HttpResponse:
    """Begin, or go on with what she began."""
    resident = request.resident
    application = applying.start(
        request.municipality.nis,
        adoption,
        applicant=applications.Applicant(_number_of(request), resident.name),
        channel=Channel.PORTAL,
        language=language_of_page(),
        moment=moment_now(),
    )
    shown = hers(request, application.reference)
    if shown.found.saved:
        return see_other(to(request, "application", application.reference))
    return see_other(to(request, "apply-page", application.reference, _first(shown)))


@require_safe
@resident_page()
def overview(request: ResidentRequest, reference: str) -> HttpResponse:
    """Show how far an application is: what is answered, what is still asked, what is known."""
    shown = hers(request, reference)
    if shown.application.state == "waiting":
        return see_other(to(request, "apply-answer", reference))
    if shown.application.state != "draft":
        return see_other(to(request, "apply-receipt", reference))
    following = next_of(shown.found.pages, "")
    pages = [
        (
            shown.page_title(one),
            to(request, "apply-page", reference, one.page.word),
            one.is_answered,
        )
        for one in shown.found.pages
    ]
    context = context_of(
        shown,
        pages=pages,
        done=sum(one.is_answered for one in shown.found.pages),
        known=shown.found.known,
        has_address=applications.ADDRESS in shown.found.saved,
        next=to(request, "apply-page", reference, following.page.word)
        if following
        else to(request, "apply-review", reference),
    )
    return render(request, "portal/apply/overview.html", context)


def _number_of(request: ResidentRequest) -> str:
    row = row_with(request.resident.person, request.municipality.nis)
    if row is None:
        raise ResidentNotFound
    return opened(row).register_number


def _first(shown: Hers) -> str:
    """Return the word of the first page that is asked.

    Raises:
        PageNotAsked: A package without any question.
    """
    if not shown.found.pages:
        raise applying.PageNotAsked
    return shown.found.pages[0].page.word
