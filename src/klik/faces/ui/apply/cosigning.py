"""A second signature: who applies names who signs with her, and that one signs or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.ui.apply.drawing import Wrong, answer_shown
from klik.faces.ui.apply.hers import (
    NOT_UNDERSTOOD,
    context_of,
    hers,
    language_of_page,
    must_log_in_again,
    see_other,
    to,
)
from klik.faces.ui.apply.ways import ApplyRequest
from klik.ground.clock import moment_now
from klik.ground.identifiers.persons import check_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.french import in_language

if TYPE_CHECKING:
    from klik.domains.cases.models import CoSignature

_LONGEST_NAME: Final = 200
_DECLINE: Final = "decline"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ApplyRequest, reference: str) -> HttpResponse:
    """Ask who signs too; she then gets a letter, and finds it on her own first page."""
    shown = hers(request, reference)
    if shown.application.state != "draft":
        return see_other(to(request, "apply-receipt", reference))
    name, number = request.POST.get("name", "").strip(), request.POST.get("number", "").strip()
    wrong = _wrong_in(name, number) if request.method == "POST" else []
    if request.method == "POST" and not wrong:
        if must_log_in_again(request, shown):
            return see_other(request.way.log_in_again)
        signer = applications.Applicant(check_insz(number), name)
        applying.ask_to_cosign(shown.application, signer, moment=moment_now())
        return see_other(to(request, "apply-receipt", reference))
    back = to(request, "apply-review", reference)
    context = context_of(shown, wrong=wrong, name=name, number=number, back=back)
    status = NOT_UNDERSTOOD if wrong else 200
    return render(request, "apply/cosign_ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ApplyRequest, signature: UUID) -> HttpResponse:
    """Show what is signed, without what is not hers to see; then sign, or decline and say why."""
    asked = applications.signature_of(signature, person=request.way.person)
    words, wrong = request.POST.get("words", "").strip(), list[Wrong]()
    if request.method == "POST":
        if request.POST.get("act") != _DECLINE:
            applying.sign(asked, moment=moment_now())
            return see_other(to(request, "cosigned", signature))
        if words:
            applying.decline(asked, words=words, moment=moment_now())
            return see_other(to(request, "cosigned", signature))
        wrong = [Wrong(_("Write why you do not sign."), "words")]
    if asked.state != "asked" or asked.application.state != "cosign":
        return see_other(to(request, "cosigned", signature))
    context = _what_is_signed(asked) | {"wrong": wrong, "words": words}
    status = NOT_UNDERSTOOD if wrong else 200
    return render(request, "apply/cosign.html", context, status=status)


@require_safe
def answered(request: ApplyRequest, signature: UUID) -> HttpResponse:
    """Show what became of a signature."""
    asked = applications.signature_of(signature, person=request.way.person)
    context = {
        "signature": asked.pk,
        "state": asked.state,
        "is_over": asked.state == "asked" and asked.application.state != "cosign",
        "number": asked.application.reference,
    }
    return render(request, "apply/cosigned.html", context)


def _what_is_signed(asked: CoSignature) -> dict[str, Any]:
    language = language_of_page()
    found = applications.evaluated(asked.application, moment=moment_now(), language=language)
    title = found.adoption.package.content["title"]
    return {
        "title": in_language(title, language),
        "applicant": applications.applicant_of(asked.application).name,
        "signer": applications.signer_of(asked).name,
        "number": asked.application.reference,
        "contact": found.adoption.content["granting_body"]["contact"],
        "answers": [
            (one.label[language], answer_shown(one, found.answers[one.name], language))
            for one in applications.questions_to_sign(found)
        ],
    }


def _wrong_in(name: str, number: str) -> list[Wrong]:
    found = []
    if not name or len(name) > _LONGEST_NAME:
        found.append(Wrong(_("Fill in who signs too."), "name"))
    try:
        check_insz(number)
    except IdentifierRefused as refused:
        found.append(Wrong(in_language(refused.texts, language_of_page()), "number"))
    return found
