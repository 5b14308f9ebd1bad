"""The end of a form: where letters go, looking it over, handing in, the receipt, taking it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.ui.apply.drawing import Drawing, answer_shown
from klik.faces.ui.apply.helping import with_towns
from klik.faces.ui.apply.hers import (
    NOT_UNDERSTOOD,
    Hers,
    context_of,
    disputes_of,
    hers,
    must_log_in_again,
    next_of,
    see_other,
    to,
)
from klik.faces.ui.apply.ways import ApplyRequest
from klik.ground.clock import moment_now
from klik.ground.granting.asking import CHECKS
from klik.packages.form import (
    LANGUAGES,
    Asked,
    FieldProblem,
    Question,
    Widget,
    fields_of,
    read_answer,
    read_page,
)
from klik.rules.types import Kind, Type


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: ApplyRequest, reference: str) -> HttpResponse:
    """Ask where she wants her letters; nobody else sees it."""
    shown = hers(request, reference)
    question = _address_question()
    saved = shown.found.saved.get(applications.ADDRESS)
    drawing = Drawing(shown.language, {})
    if request.method == "POST":
        raw = with_towns({name: str(value) for name, value in request.POST.items()})
        value, problems = read_answer(question, raw, checks=CHECKS)
        if value is not None and not problems:
            street, _comma, place = str(value).partition(", ")
            applying.save_address(shown.application, (street, place), moment=moment_now())
            return see_other(to(request, "apply-review", reference))
        drawing = Drawing(shown.language, raw, problems or _nothing(question))
    elif saved and not request.way.hides_address:
        lines = ", ".join(saved.answers.get("lines", []))
        drawing = Drawing(shown.language, fields_of(question, lines))
    drawn = drawing.question(question)
    context = context_of(
        shown,
        question=drawn,
        wrong=drawing.wrong([question]),
        back=to(request, "apply-overview", reference),
    )
    status = NOT_UNDERSTOOD if drawing.problems else 200
    return render(request, "apply/address.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ApplyRequest, reference: str) -> HttpResponse:
    """Show everything once more, each with a way to change it; then hand in."""
    shown = hers(request, reference)
    if request.method == "POST":
        if shown.application.state == "draft" and must_log_in_again(request, shown):
            return see_other(request.way.log_in_again)
        applying.submit(shown.application, moment=moment_now())
        return see_other(to(request, "apply-receipt", reference))
    if shown.application.state != "draft":
        return see_other(to(request, "apply-receipt", reference))
    if before := _asked_before(request, shown):
        return see_other(before)
    context = context_of(
        shown,
        answers=_answers(request, shown),
        known=shown.found.known,
        address=", ".join(shown.found.saved[applications.ADDRESS].answers.get("lines", [])),
        decide_by=shown.found.decide_by,
        body=shown.found.adoption.content["granting_body"]["name"],
        declined=_declined(shown),
        changes_account=applications.changes_account(shown.found),
        steps=[*shown.steps, _("Look it over")] if shown.steps else [],
    )
    return render(request, "apply/review.html", context)


def _asked_before(request: ApplyRequest, shown: Hers) -> str:
    """Return the page that comes before looking it over; empty where nothing is left to do."""
    reference, silent = shown.application.reference, shown.found.silent
    if silent is not None and silent.went_on_at is None:
        return to(request, "apply-source", reference)
    following = next_of(shown.found.pages, "")
    if following is not None:
        return to(request, "apply-page", reference, following.page.word)
    if applications.ADDRESS not in shown.found.saved:
        return to(request, "apply-address", reference)
    return ""


@require_safe
def receipt(request: ApplyRequest, reference: str) -> HttpResponse:
    """Show that it came in: the number, until when is decided, and what comes next."""
    shown = hers(request, reference)
    if shown.application.state == "draft":
        return see_other(to(request, "apply-overview", reference))
    context = context_of(
        shown,
        application=shown.application,
        receipt=applying.receipt_of(shown.found) if shown.application.submitted_at else None,
        may_withdraw=shown.application.is_running,
        answers=_answers(request, shown),
        body=shown.found.adoption.content["granting_body"]["name"],
        silent=shown.found.silent,
        provider=str(shown.found.adoption.content["agreement"]["provider"]),
        disputed=[one.label for one in shown.found.known if one.is_disputed],
        disputes=disputes_of(shown),
        cosigner=_cosigner(shown),
        came=_came_in(shown),
    )
    return render(request, "apply/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ApplyRequest, reference: str) -> HttpResponse:
    """Ask once more, and take an application back."""
    shown = hers(request, reference)
    if request.method == "POST":
        applying.withdraw_application(shown.application, moment=moment_now())
        return see_other(to(request, "apply-receipt", reference))
    back = to(request, "apply-overview", reference)
    return render(request, "apply/withdraw.html", context_of(shown, back=back))


def _answers(request: ApplyRequest, shown: Hers) -> list[tuple[str, list[Any]]]:
    """Return per titled page its answers: label, answer, where to change it; then the others.

    A page of one question has no title: its question would be said twice.
    """
    titled: list[tuple[str, list[Any]]] = []
    others: list[Any] = []
    for asked in shown.found.pages:
        rows = _rows(request, shown, asked)
        if asked.page.title[shown.language]:
            titled.append((shown.page_title(asked), rows))
        else:
            others += rows
    return [*titled, *([(_("Your other answers"), others)] if others else [])]


def _rows(request: ApplyRequest, shown: Hers, asked: Asked) -> list[Any]:
    answers, reference = shown.found.answers, shown.application.reference
    change = to(request, "apply-page", reference, asked.page.word)
    return [
        (
            one.label[shown.language],
            answer_shown(one, answers[one.name], shown.language),
            change if shown.application.state == "draft" else "",
        )
        for one in asked.questions
        if one.name in answers
    ]


def _cosigner(shown: Hers) -> str:
    """Return the name of who must still sign; empty where nobody must."""
    if shown.application.state != "cosign":
        return ""
    latest = applications.latest_signature(shown.application)
    return applications.signer_of(latest).name if latest else ""


def _declined(shown: Hers) -> str:
    latest = applications.latest_signature(shown.application)
    return applications.reason_of(latest) if latest else ""


def _came_in(shown: Hers) -> str:
    """Return who filled an application in for her, and how; empty where she did so herself."""
    helper = applications.helper_of(shown.application)
    if helper:
        return _("Filled in by %(name)s, who may act for you") % {"name": helper}
    return {
        "counter": _("Filled in by a member of staff, at the counter"),
        "phone": _("Filled in by a member of staff, on the phone"),
        "paper": _("Filled in by a member of staff, from your form on paper"),
    }.get(shown.application.channel, "")


def _nothing(question: Question) -> tuple[FieldProblem, ...]:
    return read_page([question], {}, checks={}, given={}).problems


def _address_question() -> Question:
    return Question(
        name="address",
        widget=Widget.ADDRESS,
        type=Type(Kind.ADDRESS),
        label=dict.fromkeys(LANGUAGES, _("Where may we write to you?")),
        help=dict.fromkeys(LANGUAGES, ""),
    )
