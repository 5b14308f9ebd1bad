"""Ideas, and questions to the panel: proposed, and voted up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from klik.domains.polls import operations, queries
from klik.faces.hub.live.holding import participant_in
from klik.faces.hub.live.proposing import AskForm, IdeaForm
from klik.faces.hub.live.room import room_page

if TYPE_CHECKING:
    from klik.domains.polls.models import Gathering, Participant

_UP: Final = "up"


@never_cache
@require_POST
def propose(request: HttpRequest, question: UUID) -> HttpResponse:
    """Take an idea in; the moderator looks at it first."""
    asked = queries.question_by(question)
    participant = _present(request, asked.gathering)
    form = IdeaForm(request.POST)
    if not form.is_valid():
        return room_page(request, asked.gathering, participant, idea=form)
    operations.propose_idea(asked.pk, participant, form.cleaned_data["idea"])
    messages.success(request, _("Your idea is in. The moderator looks at it first."))
    return redirect("hub:room", asked.gathering_id)


@never_cache
@require_POST
def ask(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """Take a question to the panel in; the moderator looks at it first."""
    found = queries.gathering_by(gathering)
    participant = _present(request, found)
    form = AskForm(request.POST)
    if not form.is_valid():
        return room_page(request, found, participant, ask=form)
    operations.ask_panel(found.pk, participant, form.cleaned_data["ask"])
    messages.success(request, _("Your question is in. The moderator looks at it first."))
    return redirect("hub:room", found.pk)


@never_cache
@require_POST
def vote(request: HttpRequest, panel_question: int) -> HttpResponse:
    """Vote a question to the panel up, or take that back."""
    asked = queries.panel_question_by(panel_question)
    participant = _present(request, asked.gathering)
    if request.POST.get("vote") == _UP:
        operations.vote_up(asked.pk, participant)
        messages.success(request, _("Your vote is counted."))
    else:
        operations.take_back_vote(asked.pk, participant)
        messages.success(request, _("Your vote is taken back."))
    return redirect("hub:room", asked.gathering_id)


def _present(request: HttpRequest, gathering: Gathering) -> Participant:
    participant = participant_in(request, gathering)
    if participant is None:
        raise operations.JoinFirst
    return participant
