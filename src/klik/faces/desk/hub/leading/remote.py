"""The presenter's remote: open, close, reveal, make final; and moderation beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from klik.domains.polls import operations, queries
from klik.domains.polls.queries import OptionState, PanelState, QuestionState
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.desk.hub.leading.forms import KIND_WORDS, METHOD_WORDS, TIE_WORDS
from klik.faces.desk.hub.leading.rooms import room_of
from klik.ground.clock import moment_now
from klik.ground.counting.choices import Kind, Method, TieBreak

if TYPE_CHECKING:
    from klik.domains.polls.models import Question

_Step = tuple[Callable[..., object], str | Promise]
STEPS: Final[Mapping[str, _Step]] = {
    "open": (operations.open_question, _("The question is open.")),
    "close": (operations.close_question, _("Voting is closed. Every ballot is in.")),
    "reveal": (operations.reveal_question, _("The room sees the result now.")),
    "freeze": (operations.freeze_question, _("The result is final. Who was not there may answer.")),
    "begin-ideas": (
        partial(operations.set_taking_ideas, takes_ideas=True),
        _("People may propose answers now."),
    ),
    "end-ideas": (
        partial(operations.set_taking_ideas, takes_ideas=False),
        _("Nobody can propose answers now."),
    ),
    "drop": (operations.drop_question, _("The question is gone.")),
}
_NEXT: Final[Mapping[str, tuple[str, str | Promise]]] = {
    QuestionState.DRAFT: ("open", _("Open the question")),
    QuestionState.OPEN: ("close", _("Close the voting")),
    QuestionState.CLOSED: ("reveal", _("Show the result")),
    QuestionState.REVEALED: ("freeze", _("Make the result final")),
}
STATE_WORDS: Final[Mapping[str, tuple[str | Promise, str]]] = {
    QuestionState.DRAFT: (_("Draft"), ""),
    QuestionState.OPEN: (_("Open"), "action"),
    QuestionState.CLOSED: (_("Closed"), "waiting"),
    QuestionState.REVEALED: (_("Shown"), "info"),
    QuestionState.FROZEN: (_("Final"), "granted"),
}
_MODERATED: Final = {QuestionState.DRAFT, QuestionState.OPEN, QuestionState.CLOSED}


@require_safe
@desk_page(roles=EDITORS)
def lead(request: DeskRequest, room: UUID) -> HttpResponse:
    """Show a room with what can be done next in it."""
    found = room_of(request, room)
    asked = list(queries.questions_of(found))
    context = {
        "room": found,
        "code": queries.code_in_words(found),
        "questions": [_shown(one) for one in asked],
        "proposed": queries.panel_waiting(found),
        "panel": queries.asked_panel(found, None),
    }
    return render(request, "desk/hub/leading/lead.html", context)


@require_POST
@desk_page(roles=EDITORS)
def step(request: DeskRequest, question: UUID) -> HttpResponse:
    """Take a question a step further."""
    found = queries.question_by(question)
    room = room_of(request, found.gathering_id)
    act, done = STEPS.get(request.POST.get("step", ""), (None, ""))
    if act is None:
        raise Http404
    act(found.pk, moment=moment_now())
    messages.success(request, str(done))
    return see_other(request, "hub-lead", room.pk)


@require_POST
@desk_page(roles=EDITORS)
def set_live(request: DeskRequest, room: UUID) -> HttpResponse:
    """Let people join, or end that."""
    found = room_of(request, room)
    is_live = request.POST.get("live") == "yes"
    operations.set_live(found, is_live=is_live, moment=moment_now())
    said = _("People can join now.") if is_live else _("Nobody can join any more.")
    messages.success(request, str(said))
    return see_other(request, "hub-lead", found.pk)


@require_POST
@desk_page(roles=EDITORS)
def moderate_idea(request: DeskRequest, question: UUID, number: int) -> HttpResponse:
    """Accept or reject an idea, or let it count as another one."""
    found = queries.question_by(question)
    room = room_of(request, found.gathering_id)
    act, into = request.POST.get("act", ""), request.POST.get("into", "")
    moment = moment_now()
    if act == "accept":
        operations.accept_idea(found.pk, number, moment=moment)
    elif act == "merge" and into.isdecimal():
        operations.merge_idea(found.pk, number, into=int(into), moment=moment)
    elif act == "reject":
        operations.reject_idea(found.pk, number, moment=moment)
    else:
        raise operations.MergedWrongly
    messages.success(request, str(_("The idea is dealt with.")))
    return see_other(request, "hub-lead", room.pk)


@require_POST
@desk_page(roles=EDITORS)
def moderate_panel(request: DeskRequest, asked: int) -> HttpResponse:
    """Accept, reject or note as answered what the panel was asked."""
    found = queries.panel_question_by(asked)
    room = room_of(request, found.gathering_id)
    state = request.POST.get("state", "")
    if state not in PanelState.values:
        raise Http404
    operations.moderate_panel_question(found.pk, state=PanelState(state), moment=moment_now())
    messages.success(request, str(_("The question to the panel is dealt with.")))
    return see_other(request, "hub-lead", room.pk)


def _shown(asked: Question) -> dict[str, Any]:
    options = list(queries.options_of(asked))
    word, status = STATE_WORDS[asked.state]
    next_step, next_word = _NEXT.get(asked.state, ("", ""))
    ideas = [one for one in options if one.proposed_by_id is not None]
    may_moderate = asked.state in _MODERATED
    frozen = queries.frozen_result(asked) if asked.state == QuestionState.FROZEN else None
    return {
        "row": asked,
        "state": word,
        "status": status,
        "kind": KIND_WORDS[Kind(asked.kind)],
        "method": METHOD_WORDS[Method(asked.method)],
        "tie": TIE_WORDS[TieBreak(asked.tie_break)],
        "ballots": queries.ballots_cast(asked),
        "next": next_step,
        "next_word": next_word,
        "is_draft": asked.state == QuestionState.DRAFT,
        "may_gather": asked.state in {QuestionState.DRAFT, QuestionState.OPEN}
        and Kind(asked.kind) not in {Kind.RANKING, Kind.SCALE},
        "accepted": [one for one in options if one.state == OptionState.ACCEPTED],
        "ideas": [one for one in ideas if one.state == OptionState.PROPOSED]
        if may_moderate
        else [],
        "taken": [one for one in ideas if one.state == OptionState.ACCEPTED]
        if may_moderate
        else [],
        "has_topic": bool(asked.topic_kind)
        and asked.state in {QuestionState.REVEALED, QuestionState.FROZEN},
        "frozen": frozen,
    }
