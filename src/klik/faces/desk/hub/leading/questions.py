"""Write a question, and write it anew while it is a draft."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.polls import operations, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.desk.hub.leading.forms import OutcomeForm, QuestionForm, typed
from klik.faces.desk.hub.leading.rooms import places_of, room_of
from klik.faces.ui.languages import letter_language
from klik.ground.clock import moment_now


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def add(request: DeskRequest, room: UUID) -> HttpResponse:
    """Write a new question; it is a draft."""
    found = room_of(request, room)
    form = QuestionForm(_sessions(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = str(_key(request))
        operations.write_question(found, key=key, draft=form.draft, moment=moment_now())
        messages.success(request, _("It is kept. Nobody in the room sees it before you open it."))
        return see_other(request, "hub-lead", found.pk)
    context = {"form": form, "room": found, "question": None, "key": _key(request)}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/hub/leading/write.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def write(request: DeskRequest, question: UUID) -> HttpResponse:
    """Write a draft anew."""
    found = queries.question_by(question)
    room = room_of(request, found.gathering_id)
    before = typed(found, list(queries.options_of(found)))
    form = QuestionForm(_sessions(request), request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        operations.write_question(room, key=found.key, draft=form.draft, moment=moment_now())
        messages.success(request, _("It is kept. Nobody in the room sees it before you open it."))
        return see_other(request, "hub-lead", room.pk)
    context = {"form": form, "room": room, "question": found, "key": found.key}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/hub/leading/write.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def outcome(request: DeskRequest, question: UUID) -> HttpResponse:
    """Note who takes a chosen topic further, and what came of it."""
    found = queries.question_by(question)
    room = room_of(request, found.gathering_id)
    before = queries.outcome_of(found.pk)
    names = ("owner", "outcome_nl", "outcome_en")
    initial = {name: getattr(before, name) for name in names} if before else {}
    form = OutcomeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        owner, dutch, english = (form.cleaned_data[name] for name in names)
        words = operations.Words(dutch, english)
        operations.set_outcome(found.pk, owner=owner, outcome=words, moment=moment_now())
        messages.success(request, _("It is kept. Everybody reads it at the session."))
        return see_other(request, "hub-lead", room.pk)
    topic = queries.topic_of(found.topic_kind, found.topic_reference)
    context = {"form": form, "room": room, "question": found, "topic": topic}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/hub/leading/outcome.html", context, status=status)


def _sessions(request: DeskRequest) -> list[tuple[str, str]]:
    language = letter_language()
    return [
        (one.key, one.title.get(language) or one.title.get("nl", "")) for one in places_of(request)
    ]


def _key(request: DeskRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
