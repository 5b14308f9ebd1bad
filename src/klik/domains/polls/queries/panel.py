"""Reads of questions to the panel, and of what a panel talks about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from klik.domains.polls.models import (
    Gathering,
    Option,
    PanelQuestion,
    PanelState,
    Participant,
    Question,
    QuestionState,
    TopicOutcome,
    Upvote,
)
from klik.domains.polls.ports import Topic
from klik.domains.polls.queries.tallies import latest_tally
from klik.ground.counting.methods import Result
from klik.ground.refusals import Refusal

_PUBLIC = Q(state__in=[PanelState.ACCEPTED, PanelState.ANSWERED])


class PanelQuestionNotFound(Refusal):
    """There is no such question to the panel, or it is of others."""

    status = 404
    reason = "There is no such question to the panel."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the panel, as one participant sees it.

    Attributes:
        id: Its key.
        text: Its words.
        state: What became of it.
        votes: How many want it asked.
        is_own: Whether she asked it herself.
        is_voted: Whether she voted it up.
    """

    id: int
    text: str
    state: PanelState
    votes: int
    is_own: bool
    is_voted: bool


def panel_question_by(identifier: int) -> PanelQuestion:
    """Return one question to the panel with its gathering.

    Raises:
        PanelQuestionNotFound: There is none.
    """
    rows = PanelQuestion.objects.select_related("gathering")
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise PanelQuestionNotFound
    return found


def asked_panel(gathering: Gathering, participant: Participant | None) -> list[Asked]:
    """Return what a participant may see: what was accepted, and her own; most votes first."""
    own = Q() if participant is None else Q(asked_by_id=participant.pk)
    seen = _PUBLIC | own if participant is not None else _PUBLIC
    return _asked(gathering, seen, participant)


def panel_waiting(gathering: Gathering) -> list[Asked]:
    """Return what nobody looked at yet, the oldest first: for its staff."""
    waiting = _asked(gathering, Q(state=PanelState.PROPOSED), None)
    return sorted(waiting, key=lambda one: one.id)


def topic_of(kind: str, reference: str) -> Topic | None:
    """Return what a room chose to talk about there; None where nothing was revealed yet."""
    asked = Question.objects.filter(
        topic_kind=kind,
        topic_reference=reference,
        state__in=[QuestionState.REVEALED, QuestionState.FROZEN],
    ).order_by("-revealed_at")
    question = asked.first()
    return None if question is None else topic_from(question)


def outcome_of(question: UUID) -> TopicOutcome | None:
    """Return who takes a chosen topic further, and what came of it; None where nobody does yet."""
    return TopicOutcome.objects.filter(pk=question).first()


def topic_from(question: Question) -> Topic | None:
    """Return the winner of a question as a topic; None where nobody voted."""
    tally = latest_tally(question)
    if tally is None or not isinstance(tally.counted, Result) or tally.counted.winner is None:
        return None
    won = Option.objects.get(question_id=question.pk, number=tally.counted.winner)
    return Topic(question.pk, won.number, won.text_nl, won.text_en or won.text_nl)


def _asked(gathering: Gathering, seen: Q, participant: Participant | None) -> list[Asked]:
    rows = (
        PanelQuestion.objects.filter(seen, gathering_id=gathering.pk)
        .annotate(votes=Count("upvotes"))
        .order_by("-votes", "pk")
    )
    who = participant.pk if participant else None
    voted = set(
        Upvote.objects.filter(
            participant_id=who, panel_question__gathering_id=gathering.pk
        ).values_list("panel_question_id", flat=True)
        if who
        else ()
    )
    return [
        Asked(
            id=one.pk,
            text=one.text,
            state=PanelState(one.state),
            votes=one.votes,
            is_own=one.asked_by_id == who,
            is_voted=one.pk in voted,
        )
        for one in rows
    ]
