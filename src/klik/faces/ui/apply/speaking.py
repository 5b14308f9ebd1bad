"""What she says of her application: a fact is not right, or the answer to what was asked more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.ui.apply.asking import take_in_sent
from klik.faces.ui.apply.drawing import FileShown, Wrong
from klik.faces.ui.apply.hers import (
    NOT_UNDERSTOOD,
    Hers,
    context_of,
    hers,
    language_of_page,
    see_other,
    to,
)
from klik.faces.ui.apply.ways import ApplyRequest
from klik.faces.ui.uploads import takes_files
from klik.ground import files
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

DOCUMENT: Final = "document"


@require_http_methods(["GET", "HEAD", "POST"])
def not_right(request: ApplyRequest, reference: str, fact: str) -> HttpResponse:
    """Let her say that a fact we know is not right; her case then waits for a person."""
    shown = hers(request, reference)
    known = next((one for one in shown.found.known if one.name == fact), None)
    if known is None:
        raise Http404
    words = request.POST.get("words", "").strip()
    back = to(request, "apply-overview", reference)
    if request.method == "POST" and words:
        applying.this_is_not_right(shown.application, fact, words=words, moment=moment_now())
        return see_other(back)
    wrong = [Wrong(_("Write what is not right."), "words")] if request.method == "POST" else []
    context = context_of(shown, known=known, wrong=wrong, back=back)
    status = NOT_UNDERSTOOD if wrong else 200
    return render(request, "apply/not_right.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def answer(request: ApplyRequest, reference: str) -> HttpResponse:
    """Show what was asked more, and take the answer: words, a document, or both."""
    nis, wrong = request.municipality.nis, list[Wrong]()
    if request.method == "POST":
        with acting_for([nis], request.actor, only_reading=True):
            sealer = files.sealer_for(nis)
        taken, refused = take_in_sent(request, {DOCUMENT}, sealer)
        wrong = [Wrong(one.texts[language_of_page()], DOCUMENT) for one in refused]
        if not taken and not wrong and not request.POST.get("words", "").strip():
            wrong = [Wrong(_("Add a document, or write your answer."), DOCUMENT)]
        if not wrong:
            with acting_for([nis], request.actor):
                _answer(request, reference, taken)
            return see_other(to(request, "apply-receipt", reference))
    with acting_for([nis], request.actor, only_reading=True):
        shown = hers(request, reference)
        if shown.application.state != "waiting":
            return see_other(to(request, "apply-overview", reference))
        context = _context(shown) | {"wrong": wrong, "typed": request.POST.get("words", "")}
    status = NOT_UNDERSTOOD if wrong else 200
    return render(request, "apply/answer.html", context, status=status)


def _answer(
    request: ApplyRequest, reference: str, taken: Mapping[str, tuple[str, applying.TakenIn]]
) -> None:
    moment = moment_now()
    shown = hers(request, reference)
    for name, file in taken.values():
        asked = applications.file_asked(shown.found)
        applying.add_file(shown.application, asked, file, name=name, moment=moment)
    words = request.POST.get("words", "").strip()
    applying.answer_question(shown.application, words=words, moment=moment)


def _context(shown: Hers) -> dict[str, Any]:
    question = applications.open_question(shown.application)
    if question is None:
        raise Http404
    return context_of(
        shown,
        asked=applications.words_of_question(question),
        answer_by=question.answer_by,
        files=[
            FileShown(one.digest, applications.name_of_file(one), one.size)
            for one in shown.found.files
            if one.added_at > question.asked_at
        ],
    )
