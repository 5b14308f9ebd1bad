"""Note what a clerk found out, with the day and how she knows; settle what is not right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klik.domains.cases.operations import applying
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.applications.forms import SettleForm
from klik.faces.desk.applications.opening import Opened, open_application
from klik.faces.desk.applications.roles import HANDLES
from klik.faces.desk.tasks.note_forms import NoteForm, is_done
from klik.ground.clock import moment_now

_PREFIX = "fact"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HANDLES, reads_personal=True)
def note(request: DeskRequest, reference: str, fact: str) -> HttpResponse:
    """Note one fact; it goes before what was answered or delivered."""
    opened = open_application(request, reference)
    form = NoteForm(
        request.POST or None, adoption=opened.found.adoption, names=_notable(opened, fact),
        prefix=_PREFIX,
    )  # fmt: skip
    if not form.facts:
        raise Http404
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _note(opened, form)):
        messages.success(request, _("Noted. The rules are applied to it at once."))
        return see_other(request, "application", reference)
    consequence = _(
        "What you note goes before what the applicant or a register told. Where the rules then "
        "grant, the decision follows at once."
    )
    return _page(request, opened, form, _("What did you find out?"), consequence, _("Note this"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HANDLES, reads_personal=True)
def settle(request: DeskRequest, reference: str, fact: str) -> HttpResponse:
    """Say what is right of a fact that the applicant disputes; her application goes on."""
    opened = open_application(request, reference)
    if fact not in {one.fact for one in opened.found.disputes}:
        raise Http404
    form = SettleForm(
        request.POST or None, adoption=opened.found.adoption, names=_notable(opened, fact),
        prefix=_PREFIX,
    )  # fmt: skip
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and is_done(form, lambda: _settle(opened, fact, form)):
        messages.success(request, _("Settled. The application goes on."))
        return see_other(request, "application", reference)
    asked = _("Is this right: {label}?").format(label=opened.label(fact))
    consequence = _("The application waits for this. Afterwards the rules are applied at once.")
    return _page(request, opened, form, asked, consequence, _("Settle this"))


@require_POST
@desk_page(roles=HANDLES, reads_personal=True)
def accept_proof(request: DeskRequest, reference: str) -> HttpResponse:
    """Take down that a proof tells what a source does not; the application goes on."""
    opened = open_application(request, reference)
    applying.accept_proof(opened.application, moment=moment_now())
    messages.success(request, _("Settled. The application goes on."))
    return see_other(request, "application", reference)


def _note(opened: Opened, form: NoteForm) -> None:
    applying.note_facts(opened.application, form.noted(), because=form.because, moment=moment_now())


def _settle(opened: Opened, fact: str, form: SettleForm) -> None:
    applying.settle_dispute(
        opened.application, fact, value=form.value(), because=form.because, moment=moment_now()
    )


def _notable(opened: Opened, fact: str) -> list[str]:
    return [fact] if fact in opened.proposed.notable else []


def _page(
    request: DeskRequest,
    opened: Opened,
    form: NoteForm,
    question: str,
    consequence: str,
    act: str,
) -> HttpResponse:
    reference = opened.application.reference
    context = {
        "question": question,
        "consequence": consequence,
        "act": act,
        "form": form,
        "back": address_of(request, "application", reference),
        "reference": reference,
        "title": opened.title,
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/applications/act.html", context, status=status)
