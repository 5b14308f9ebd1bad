"""What a resident sends: a message, a document, an objection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from klik.domains.cases import operations
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import own
from klik.domains.messages import operations as messages
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.case import context_of, open_case
from klik.faces.portal.mine.hers import key_of_form, numbers_of, page_of, see_other
from klik.faces.ui.apply.hers import NOT_UNDERSTOOD
from klik.faces.ui.saying import Sent, take_in_said
from klik.faces.ui.uploads import takes_files
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import acting_for


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page(acts_itself=True)
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def write(request: ResidentRequest, reference: str) -> HttpResponse:
    """Let her write about a case, with a document where she has one."""

    def keep(sent: Sent) -> None:
        opened = open_case(request, reference)
        messages.write(
            request.municipality.nis,
            sent.said,
            person=request.resident.person,
            about=opened.case.reference,
            task_about="case" if opened.decisions else "application",
            moment=moment_now(),
        )

    def shown() -> dict[str, Any]:
        return context_of(request, open_case(request, reference))

    back = page_of(request, "case", reference)
    return _form(request, "portal/mine/write.html", keep, shown, f"{back}#messages")


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page(acts_itself=True)
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def object_to(request: ResidentRequest, reference: str) -> HttpResponse:
    """Let her object to the latest decision of a case; after the term she can still write."""

    def keep(sent: Sent) -> None:
        operations.object_to(
            request.municipality.nis,
            reference,
            sent.said,
            person=request.resident.person,
            known_as=numbers_of(request),
            moment=moment_now(),
        )

    def shown() -> dict[str, Any]:
        opened = open_case(request, reference)
        decision = own.decision_to_object_to(reference, opened.known_as)
        until = own.term_to_object(decision)
        return {
            **context_of(request, opened),
            "decision": decision,
            "until": until,
            "is_late": until is not None and today() > until,
        }

    return _form(
        request, "portal/mine/object.html", keep, shown, page_of(request, "case", reference)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page(acts_itself=True)
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def write_to_town(request: ResidentRequest) -> HttpResponse:
    """Let her write about nothing in particular."""

    def keep(sent: Sent) -> None:
        messages.write(
            request.municipality.nis,
            sent.said,
            person=request.resident.person,
            about="",
            moment=moment_now(),
        )

    def shown() -> dict[str, Any]:
        return {"here": "messages", "corrects": request.GET.get("over") == "gegevens"}

    return _form(request, "portal/mine/write.html", keep, shown, page_of(request, "messages"))


def _form(
    request: ResidentRequest,
    template: str,
    keep: Callable[[Sent], None],
    shown: Callable[[], dict[str, Any]],
    done: str,
) -> HttpResponse:
    """Show a form, or take it in: files outside any transaction, then everything in one."""
    nis, sent = request.municipality.nis, None
    if request.method == "POST":
        key = key_of_form(request)
        sent = take_in_said(request, key=key, municipality_nis=nis, actor=request.actor)
        if not sent.wrong:
            with acting_for([nis], request.actor):
                keep(sent)
            return see_other(done)
    with acting_for([nis], request.actor, only_reading=True):
        context = shown() | {
            "back": done,
            "wrong": sent.wrong if sent else [],
            "typed": sent.said.words if sent else "",
            "form_key": sent.said.key if sent else uuid4(),
        }
    status = NOT_UNDERSTOOD if sent else 200
    return render(request, template, context, status=status)
