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
from klik.faces.portal.acting import VisitorRequest, visitor_page
from klik.faces.portal.apply.opening import ResidentApplyRequest, apply_page
from klik.faces.ui.apply.hers import language_of_page, see_other
from klik.faces.ui.apply.overview import after_start
from klik.faces.ui.languages import letter_language
from klik.ground.clock import moment_now
from klik.ground.refusals import Refusal
from klik.packages.form import form_of


class MandateNotForThis(Refusal):
    """She acts for another, in something that the mandate does not name."""

    status = 403
    reason = "Your mandate is not for this. Choose for whom you arrange something."


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
@apply_page
def start(request: ResidentApplyRequest, adoption: UUID) -> HttpResponse:
    """Begin, or go on with what was begun; under a mandate for who gave it."""
    if request.acts_for and not request.acts_for.covers(catalogue.adoption_of(adoption).family):
        raise MandateNotForThis
    application = applying.start(
        request.municipality.nis,
        adoption,
        applicant=applications.Applicant(_number_of(request), request.applicant.name),
        channel=Channel.PORTAL,
        language=letter_language(),
        moment=moment_now(),
    )
    return see_other(after_start(request, application.reference))


def _number_of(request: ResidentApplyRequest) -> str:
    row = row_with(request.applicant.person, request.municipality.nis)
    if row is None:
        raise ResidentNotFound
    return opened(row).register_number
