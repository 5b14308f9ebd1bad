"""One application: who asks what, from where it is known, what the rules say, and what to do."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.cases import access
from klik.domains.cases.queries import applications
from klik.domains.people import queries as people
from klik.domains.tasks import access as task_access
from klik.domains.tasks import queries as tasks
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of
from klik.faces.desk.applications.answers import answers_shown, files_shown
from klik.faces.desk.applications.course import came_in, course_of
from klik.faces.desk.applications.listing import is_late
from klik.faces.desk.applications.opening import IN_FULL, Opened, open_application
from klik.faces.desk.applications.roles import READS
from klik.faces.desk.persons import HANDLING, PurposeForm, child_in_short, protected_word
from klik.faces.desk.reasons import reasons_shown
from klik.faces.desk.tasks.note_forms import today
from klik.ground.identifiers.masking import mask_insz
from klik.ground.identifiers.persons import print_insz

_OUTCOMES: Final = {"grant": "granted", "refuse": "refused"}  # how what a clerk ruled is worded


@require_safe
@desk_page(roles=READS, reads_personal=True)
def application(request: DeskRequest, reference: str) -> HttpResponse:
    """Show one application; who it is and every number in full to who says why."""
    form = PurposeForm(request.GET)
    is_shown = form.is_valid()
    opened = open_application(
        request,
        reference,
        part=IN_FULL if is_shown else "",
        purpose=form.cleaned_data["purpose"] if is_shown else HANDLING,
    )
    context = {
        **_what(request, opened, is_masked=not is_shown),
        **_term(opened),
        **_acts(request, opened),
        "course": course_of(request, opened.application),
        "tasks": _tasks(request, opened),
        "is_shown": is_shown,
        "purpose": PurposeForm(),
    }
    return render(request, "desk/applications/detail.html", context)


def _what(request: DeskRequest, opened: Opened, *, is_masked: bool) -> dict[str, Any]:
    application, proposed = opened.application, opened.proposed
    applicant = applications.applicant_of(application)
    given = {"child_last_name": applicant.name}
    noted_by = people.names_of([one.noted_by for one in proposed.noted if one.noted_by])
    return {
        "application": application,
        "title": opened.title,
        "who": (child_in_short(given) if is_masked else applicant.name) if applicant.name else "",
        "number": (mask_insz if is_masked else print_insz)(applicant.number)
        if applicant.number
        else "",
        "address": _address(opened, is_masked=is_masked),
        "came_in": came_in(application.channel),
        "answers": answers_shown(request, opened, is_masked=is_masked),
        "files": files_shown(request, opened),
        "reasons": reasons_shown(proposed.reasons, proposed.shown),
        "missing": [
            {
                "label": one.label,
                "note": _note_address(request, opened, one.name) if one.is_notable else "",
            }
            for one in proposed.missing
        ],
        "noted": proposed.noted,
        "names": noted_by,
        "outcome": str(opened.found.decision.outcome),
        "amount_cents": opened.found.ruling.amount_cents,
        "questions": [_question(opened, one) for one in applications.questions_of(application)],
        "silent": _silent(request, opened),
        "disputes": [_dispute(request, opened, one) for one in opened.found.disputes],
    }


def _address(opened: Opened, *, is_masked: bool) -> tuple[str, ...]:
    if not opened.sees_address:
        return (protected_word(),)
    made = opened.found.subject.request
    return () if is_masked or made is None else made.address_lines


def _question(opened: Opened, asked: Any) -> dict[str, Any]:
    return {
        "number": asked.number,
        "fact": opened.label(asked.fact) if asked.fact else "",
        "words": applications.words_of_question(asked),
        "answer": applications.answer_to_question(asked),
        "asked_at": asked.asked_at,
        "answer_by": asked.answer_by,
        "answered_at": asked.answered_at,
    }


def _silent(request: DeskRequest, opened: Opened) -> dict[str, Any] | None:
    """Return the source that does not answer, and where a clerk says that a proof is enough."""
    silent = opened.found.silent
    if silent is None:
        return None
    reference = opened.application.reference
    is_hers = access.may_handle(request.staff)
    return {
        "provider": str(opened.found.adoption.content["agreement"]["provider"]),
        "because": silent.because,
        "since": silent.since_at,
        "proof_later": silent.went_on_at is not None,
        "accept": address_of(request, "accept-proof", reference) if is_hers else "",
    }


def _dispute(request: DeskRequest, opened: Opened, dispute: Any) -> dict[str, Any]:
    application, known = opened.application, opened.found.known
    return {
        "label": opened.label(dispute.fact),
        "shown": next((one.shown for one in known if one.name == dispute.fact), ""),
        "words": applications.words_of_dispute(dispute),
        "said_at": dispute.said_at,
        "told_to": dispute.told_to,
        "told_at": dispute.told_at,
        "answer": dispute.owner_answer,
        "settle": address_of(request, "settle-dispute", application.reference, dispute.fact)
        if access.may_handle(request.staff)
        else "",
    }


def _term(opened: Opened) -> dict[str, Any]:
    application, day = opened.application, today()
    asked = applications.open_question(application)
    due = application.decide_by
    return {
        "is_late": is_late(application, day),
        "days_left": (due - day).days if due is not None and due >= day else 0,
        "answer_by": asked.answer_by if asked is not None else None,
        "is_answer_late": asked is not None and asked.answer_by < day,
    }


def _acts(request: DeskRequest, opened: Opened) -> dict[str, Any]:
    application, proposed, staff = opened.application, opened.proposed, request.staff
    waits_for_town = application.state == "submitted"
    may_rule = waits_for_town and access.may_rule(staff) and not application.ruled
    ruled_by = people.names_of([application.ruled_by]) if application.ruled_by else {}
    return {
        "may_ask": waits_for_town and access.may_handle(staff),
        "may_rule": may_rule,
        "may_grant": may_rule and proposed.may_be_granted,
        "may_refuse": may_rule and proposed.may_be_refused,
        "has_letter": waits_for_town and (proposed.may_be_granted or proposed.may_be_refused),
        "ruled_as": _OUTCOMES.get(application.ruled, ""),
        "ruled_by": ruled_by.get(application.ruled_by, ""),
        "case": address_of(request, "case", application.decision) if application.decision else "",
    }


def _note_address(request: DeskRequest, opened: Opened, fact: str) -> str:
    application = opened.application
    may_note = access.may_handle(request.staff) and application.is_running
    return address_of(request, "note-fact", application.reference, fact) if may_note else ""


def _tasks(request: DeskRequest, opened: Opened) -> list[dict[str, Any]]:
    readable = task_access.readable_reasons(request.staff)
    return [
        {
            "title": wording.word_of("reason", one.reason),
            "why": _why(one.detail),
            "href": address_of(request, "task", one.pk),
            "code": one.priority,
        }
        for one in tasks.tasks_about("application", opened.application.reference)
        if one.state == "open" and one.reason in readable
    ]


def _why(detail: Any) -> str:
    """Return why a person is asked, where the reasons on the page do not say it."""
    if detail.get("tell") == "source":
        return _("Tell whoever owns the source that something is not right.")
    if detail.get("why") == "claimed":
        return _("This was granted before, for the same child or person.")
    if detail.get("why") == "letter":
        return _("The letter cannot be made: look at name and address.")
    return ""
