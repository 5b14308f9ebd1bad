"""Grant what the rules grant, or refuse, which only a person does; the letter is read first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.applications.forms import RefuseForm
from klik.faces.desk.applications.opening import Opened, open_application
from klik.faces.desk.applications.roles import READS, RULES
from klik.faces.desk.protecting import covered_letter
from klik.faces.desk.reasons import reasons_shown
from klik.faces.desk.tasks.note_forms import is_done
from klik.faces.ui.words import money_written
from klik.ground.clock import moment_now
from klik.ground.letters.rendering import render_letter
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from klik.ground.letters.letter import Letter

SURE: Final = "zeker"


class NoLetterYet(Refusal):
    """An application of which the rules say neither yes nor no."""

    reason = "No letter can be made yet: something is missing, or is being looked into."


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=READS, reads_personal=True, only_asks=True)
def letter(request: DeskRequest, reference: str) -> HttpResponse:
    """Show the letter as it would go, with the words that are sent where it refuses."""
    opened = open_application(request, reference, part="letter")
    form = RefuseForm(request.POST)
    words = form.cleaned_data["own_words"] if form.is_valid() else ""
    found = _letter(opened, words)
    content = render_letter(found if opened.sees_address else covered_letter(found))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="ontwerp.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=RULES, reads_personal=True)
def grant(request: DeskRequest, reference: str) -> HttpResponse:
    """Ask to confirm, then let the decision follow with its letter and payment."""
    opened = open_application(request, reference)
    form = RefuseForm({})
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and is_done(form, lambda: _rule(opened, applications.Ruled.GRANT)):
        messages.success(request, _("Granted. The letter and the payment follow by themselves."))
        return see_other(request, "application", reference)
    amount = opened.found.ruling.amount_cents
    context = _context(request, opened) | {
        "form": form if form.errors else None,
        "may": _waits(opened) and opened.proposed.may_be_granted,
        "amount": money_written(amount) if amount else "",
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/applications/grant.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=RULES, reads_personal=True)
def refuse(request: DeskRequest, reference: str) -> HttpResponse:
    """Write what is added, read the letter, and only then refuse."""
    opened = open_application(request, reference)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    is_read = form.is_bound and form.is_valid()
    words = form.cleaned_data["own_words"] if is_read else ""
    if is_read and request.POST.get(SURE):
        if is_done(form, lambda: _rule(opened, applications.Ruled.REFUSE, words)):
            messages.success(request, _("Refused. The letter follows by itself."))
            return see_other(request, "application", reference)
        is_read = False
    context = _context(request, opened) | {
        "form": form,
        "may": _waits(opened) and opened.proposed.may_be_refused,
        "own_words": words,
        "letter": _read(opened, words) if is_read else None,
    }
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/applications/refuse.html", context, status=status)


def _rule(opened: Opened, ruled: applications.Ruled, own_words: str = "") -> None:
    applying.rule(opened.application, ruled, own_words=own_words, moment=moment_now())


def _waits(opened: Opened) -> bool:
    return opened.application.state == "submitted"


def _context(request: DeskRequest, opened: Opened) -> dict[str, Any]:
    proposed = opened.proposed
    return {
        "application": opened.application,
        "reference": opened.application.reference,
        "title": opened.title,
        "back": address_of(request, "application", opened.application.reference),
        "reasons": reasons_shown(proposed.reasons, proposed.shown),
        "disputes": opened.found.disputes,
    }


def _letter(opened: Opened, own_words: str) -> Letter:
    """Return the letter that would go: the one that grants, else the one that refuses.

    Raises:
        Http404: It was decided or taken back, so no letter would go.
        NoLetterYet: The rules say neither.
    """
    if not _waits(opened):
        raise Http404
    found = applications.letter_of_grant(opened.found) or applications.letter_of_refusal(
        opened.found, own_words=own_words
    )
    if found is None:
        raise NoLetterYet
    return found


def _read(opened: Opened, own_words: str) -> dict[str, Any] | None:
    """Return the letter that refuses, to be read on the page; None where none can be made."""
    found = applications.letter_of_refusal(opened.found, own_words=own_words)
    if found is None:
        return None
    return {
        "subject": found.subject,
        "body": found.body_markdown,
        "language": found.language,
    }
