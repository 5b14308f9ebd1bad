"""Ask the applicant for a paper or a fact; the term stands still until she answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.cases.operations import applying
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.applications.forms import AskForm
from klik.faces.desk.applications.opening import Opened, open_application
from klik.faces.desk.applications.roles import HANDLES
from klik.faces.desk.persons import language
from klik.faces.desk.tasks.note_forms import is_done
from klik.faces.ui.words import day_written
from klik.ground.clock import moment_now


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HANDLES, reads_personal=True)
def ask(request: DeskRequest, reference: str) -> HttpResponse:
    """Write what is asked more; sent, the applicant is told and the clock stands still."""
    opened = open_application(request, reference)
    about = request.GET.get("over", "")
    form = AskForm(request.POST or None, questions=_questions(opened), about=about)
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _ask(opened, form)):
        messages.success(
            request, _("Your question goes to the applicant. The term stands still meanwhile.")
        )
        return see_other(request, "application", reference)
    due = opened.application.decide_by
    context = {
        "question": _("Ask something more?"),
        "consequence": _(
            "The applicant gets your question in a letter and in the portal. The term stands "
            "still until she answers, and then goes on."
        ),
        "note": _("The last day to decide is {day} now.").format(day=day_written(due))
        if due
        else "",
        "act": _("Ask this"),
        "form": form,
        "back": address_of(request, "application", reference),
        "reference": reference,
        "title": opened.title,
        "is_closed": opened.application.state != "submitted",
    }
    status = NOT_UNDERSTOOD if request.method == "POST" else 200
    return render(request, "desk/applications/act.html", context, status=status)


def _ask(opened: Opened, form: AskForm) -> None:
    given = form.cleaned_data
    applying.ask_for_more(
        opened.application,
        words=given["words"],
        fact=given["fact"],
        answer_by=given["answer_by"],
        moment=moment_now(),
    )


def _questions(opened: Opened) -> list[tuple[str, str]]:
    return [
        (one.name, one.label[language()])
        for page in opened.found.form.pages
        for one in page.questions
    ]
