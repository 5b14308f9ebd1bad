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
from klik.faces.desk.hub.leading.forms import QuestionForm, typed
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
