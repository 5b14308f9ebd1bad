"""Questions to the panel: asked by those present, looked at by an editor, voted up."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from klik.domains.polls import queries
from klik.domains.polls.models import (
    Gathering,
    PanelQuestion,
    PanelState,
    Participant,
    Upvote,
)
from klik.domains.polls.operations.refusals import record, require_editor, require_present
from klik.ground.refusals import Refusal

QUESTIONS_EACH: Final = 10
LONGEST_QUESTION: Final = 300


class PanelNotAsked(Refusal):
    """Nobody can ask the panel now."""

    reason = "The panel takes no questions now."


class PanelQuestionRefused(Refusal):
    """A question without words, or with too many."""

    status = 422
    reason = "Write your question in 1 to 300 signs."


class EnoughQuestions(Refusal):
    """One participant asks so many, and leaves room for others."""

    status = 429
    reason = "You asked ten questions already. Leave room for others."


def ask_panel(gathering: UUID, participant: Participant, text: str) -> PanelQuestion:
    """Ask the panel something; an editor looks at it first. The same words again do nothing.

    Commits by itself: call it outside `acting_for`.

    Raises:
        GatheringNotFound: It is not hers.
        JoinFirst: She is not in the room.
        PanelNotAsked: The gathering is over.
        PanelQuestionRefused: It has no words, or too many.
        EnoughQuestions: She asked so many already.
    """
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST_QUESTION:
        raise PanelQuestionRefused
    require_present(participant)
    with transaction.atomic(durable=True):
        found = _live(gathering, participant)
        own = PanelQuestion.objects.filter(gathering=found, asked_by=participant)
        standing = own.filter(text=words).first()
        if standing is not None:
            return standing
        if own.count() >= QUESTIONS_EACH:
            raise EnoughQuestions
        asked = PanelQuestion(gathering=found, asked_by=participant, text=words)
        PanelQuestion.objects.bulk_create([asked], ignore_conflicts=True)
        return own.get(text=words)


def vote_up(panel_question: int, participant: Participant) -> None:
    """Want a question asked; once per participant, the same again does nothing.

    Commits by itself: call it outside `acting_for`.

    Raises:
        PanelQuestionNotFound: There is none that she may see.
        JoinFirst: She is not in the room.
        PanelNotAsked: The gathering is over.
    """
    require_present(participant)
    with transaction.atomic(durable=True):
        found = _votable(panel_question, participant)
        row = Upvote(panel_question=found, participant=participant)
        Upvote.objects.bulk_create([row], ignore_conflicts=True)


def take_back_vote(panel_question: int, participant: Participant) -> None:
    """Want a question asked no more.

    Raises:
        As `vote_up`.
    """
    require_present(participant)
    with transaction.atomic(durable=True):
        found = _votable(panel_question, participant)
        Upvote.objects.filter(panel_question=found, participant=participant).delete()


def moderate_panel_question(
    panel_question: int, *, state: PanelState, moment: datetime
) -> PanelQuestion:
    """Accept, reject, or note as answered what the panel was asked; the same again does nothing.

    Raises:
        PanelQuestionNotFound, GatheringNotFound: There is none, or another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        NotActing: Outside `acting_for`.
    """
    found = queries.panel_question_by(panel_question)
    require_editor(found.gathering)
    if found.state != state:
        found.state = state
        found.save(update_fields=["state"])
        record(
            found.gathering,
            "polls.moderate-panel-question",
            subject=f"panel-question:{found.pk}",
            payload={"state": state.value},
            moment=moment,
        )
    return found


def _live(gathering: UUID, participant: Participant) -> Gathering:
    if gathering != participant.gathering_id:
        raise queries.GatheringNotFound
    found = queries.gathering_by(gathering)
    if not found.is_live:
        raise PanelNotAsked
    return found


def _votable(panel_question: int, participant: Participant) -> PanelQuestion:
    found = queries.panel_question_by(panel_question)
    if found.gathering_id != participant.gathering_id or found.state != PanelState.ACCEPTED:
        raise queries.PanelQuestionNotFound
    if not found.gathering.is_live:
        raise PanelNotAsked
    return found
