"""The page of a room: what is asked now, what she answered, and what the panel was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.polls import operations, queries
from klik.domains.polls.queries import QuestionState
from klik.faces.hub.live import naming, telling
from klik.faces.hub.live.answering import AnswerForm, cast, chosen_words, form_of
from klik.faces.hub.live.holding import participant_in
from klik.faces.hub.live.proposing import AskForm, IdeaForm
from klik.faces.hub.live.results import result_of

if TYPE_CHECKING:
    from klik.domains.polls.models import Gathering, Participant, Question

_NOT_UNDERSTOOD: Final = 422


@never_cache
@require_safe
def room(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """Show what is asked now; who did not join is led to where she can."""
    found = queries.gathering_by(gathering)
    participant = participant_in(request, found)
    if participant is None:
        return redirect("hub:join")
    return room_page(request, found, participant)


def room_page(
    request: HttpRequest,
    gathering: Gathering,
    participant: Participant,
    **forms: Any,
) -> HttpResponse:
    """Return the page of a room; `idea` or `ask` is a form in which something is not right."""
    asked = list(queries.questions_asked(gathering))
    now = telling.current_of(asked)
    context = {
        "here": "join",
        "gathering": gathering,
        "title": naming.title_of(gathering),
        "code": queries.code_in_words(gathering),
        "stream": telling.stream_of(gathering),
        "stage": telling.stage_of(gathering, now),
        "others": [_line(one) for one in reversed(asked) if one != now and one.opened_at],
        "panel": queries.asked_panel(gathering, participant),
        "idea_form": forms.get("idea") or IdeaForm(),
        "ask_form": forms.get("ask") or AskForm(),
        "form": forms.get("idea") or forms.get("ask"),
        **(_shown(now, participant) if now else {}),
    }
    status = _NOT_UNDERSTOOD if context["form"] else 200
    return render(request, "hub/live/room.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show one question to who is in its room, and take her answer, as often as she changes it."""
    if request.method == "POST":
        gathering = queries.gathering_asked(question)
        present = participant_in(request, gathering)
        if present is not None and cast(question, present, request.POST):
            return redirect("hub:room", gathering)
    asked = queries.question_by(question)
    participant = participant_in(request, asked.gathering)
    if participant is None:
        return redirect("hub:join")
    if asked.state == QuestionState.DRAFT and not asked.takes_ideas:
        raise queries.QuestionNotFound
    if request.method != "POST":
        return _question_page(request, asked, participant, None)
    form = form_of(queries.question_shown(asked, participant), request.POST)
    if not form.is_valid():
        return _question_page(request, asked, participant, form)
    operations.cast_ballot(asked.pk, participant, form.given)
    return redirect("hub:room", asked.gathering_id)


def _question_page(
    request: HttpRequest, asked: Question, participant: Participant, form: AnswerForm | None
) -> HttpResponse:
    context = {
        "here": "join",
        "gathering": asked.gathering,
        "title": naming.title_of(asked.gathering),
        "idea_form": IdeaForm(),
        **_shown(asked, participant, form),
    }
    if form is not None:
        context["form"] = form
    status = _NOT_UNDERSTOOD if form is not None else 200
    return render(request, "hub/live/question.html", context, status=status)


def _shown(
    asked: Question, participant: Participant, form: AnswerForm | None = None
) -> dict[str, Any]:
    shown = queries.question_shown(asked, participant)
    is_open = asked.state == QuestionState.OPEN
    can_answer = shown.may_answer and is_open
    return {
        "shown": shown,
        "text": telling.text_of(asked),
        "chosen": chosen_words(shown),
        "answer_form": (form or form_of(shown)) if can_answer else None,
        "how": telling.how_counted(asked),
        "can_propose": asked.takes_ideas and asked.gathering.is_live,
        "idea_states": [(words, telling.IDEA_STATES[state]) for words, state in shown.own_ideas],
        "result": result_of(shown),
    }


def _line(asked: Question) -> dict[str, Any]:
    return {
        "id": asked.pk,
        "text": telling.text_of(asked),
        "state": telling.STATES[QuestionState(asked.state)],
    }
