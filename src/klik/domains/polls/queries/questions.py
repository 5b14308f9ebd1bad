"""Reads of what is asked, as those present see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from klik.domains.polls.models import (
    Ballot,
    Gathering,
    Option,
    OptionState,
    Participant,
    Population,
    Question,
    QuestionState,
)
from klik.domains.polls.queries.tallies import Tally, is_shown, latest_tally
from klik.ground.counting.choices import Choice, Kind, Rules, choice_in
from klik.ground.refusals import Refusal


class QuestionNotFound(Refusal):
    """There is no such question, or it is of others."""

    status = 404
    reason = "There is no such question."


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option that can be chosen."""

    number: int
    text_nl: str
    text_en: str

    def text(self, language: Literal["nl", "en"]) -> str:
        """Return its words in a language; the Dutch ones where it has none there."""
        return (self.text_en if language == "en" else "") or self.text_nl


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question as one participant may see it.

    Attributes:
        question: The row itself: words, kind, method, tie-break, state, scale.
        options: What can be chosen, in the order of the list.
        own: What she chose; None where she did not.
        own_ideas: Her ideas in words, with their state.
        may_answer: Whether she may answer or change her answer now.
        result: What the room gave, to who is in the room; None while it is hidden, and once it is
            frozen (see `comparison` and `room_result`).
    """

    question: Question
    options: tuple[OptionShown, ...]
    own: Choice | None
    own_ideas: tuple[tuple[str, OptionState], ...]
    may_answer: bool
    result: Tally | None


def question_by(identifier: UUID) -> Question:
    """Return one question with its gathering.

    Raises:
        QuestionNotFound: There is none.
    """
    found = Question.objects.select_related("gathering").filter(pk=identifier).first()
    if found is None:
        raise QuestionNotFound
    return found


def gathering_asked(identifier: UUID) -> UUID:
    """Return the key of the gathering of a question; all that a ballot needs to know before it.

    Raises:
        QuestionNotFound: There is none.
    """
    rows = Question.objects.filter(pk=identifier).order_by()
    found = rows.values_list("gathering_id", flat=True)[:1]
    for gathering in found:
        return gathering
    raise QuestionNotFound


def questions_of(gathering: Gathering) -> QuerySet[Question]:
    """Return every question of a gathering in order, drafts too: for its staff."""
    asked = Question.objects.filter(gathering_id=gathering.pk).select_related("gathering")
    return asked.order_by("number", "key")


def questions_asked(gathering: Gathering) -> QuerySet[Question]:
    """Return the questions that those present may see: once opened, or while ideas are gathered."""
    return questions_of(gathering).filter(~Q(state=QuestionState.DRAFT) | Q(takes_ideas=True))


def options_of(question: Question) -> QuerySet[Option]:
    """Return every option of a question in the order of the list, for its staff."""
    return Option.objects.filter(question_id=question.pk).order_by("number")


def ideas_waiting(question: Question) -> QuerySet[Option]:
    """Return the ideas that nobody looked at yet, the oldest first."""
    return options_of(question).filter(state=OptionState.PROPOSED)


def rules_of(question: Question, options: list[Option]) -> Rules:
    """Return what a ballot may say; an option merged just now may still be named."""
    open_states = {OptionState.ACCEPTED, OptionState.MERGED}
    return Rules(
        kind=Kind(question.kind),
        options=tuple(one.number for one in options if one.state in open_states),
        at_most=question.at_most,
        least=question.least,
        most=question.most,
    )


def may_answer(question: Question, participant: Participant | None, own: Choice | None) -> bool:
    """Say whether a participant may answer: those present while it is open, others once frozen."""
    if participant is None:
        return False
    if question.state == QuestionState.OPEN:
        return participant.population == Population.ROOM
    return question.state == QuestionState.FROZEN and own is None


def own_choice(question: Question, participant: Participant) -> Choice | None:
    """Return what a participant chose; None where she did not."""
    ballot = Ballot.objects.filter(question_id=question.pk, participant_id=participant.pk).first()
    return None if ballot is None else choice_in(ballot.choice)


def question_shown(question: Question, participant: Participant | None) -> QuestionShown:
    """Return a question as a participant may see it; None is anybody."""
    options = list(options_of(question))
    own = None if participant is None else own_choice(question, participant)
    return QuestionShown(
        question=question,
        options=tuple(
            OptionShown(one.number, one.text_nl, one.text_en)
            for one in options
            if one.state == OptionState.ACCEPTED
        ),
        own=own,
        own_ideas=tuple(
            (one.text_nl, OptionState(one.state))
            for one in options
            if participant is not None and one.proposed_by_id == participant.pk
        ),
        may_answer=may_answer(question, participant, own),
        result=latest_tally(question) if _sees_result(question, participant) else None,
    )


def _sees_result(question: Question, participant: Participant | None) -> bool:
    # Who is not in the room answers first, and would otherwise see it here.
    is_present = participant is not None and participant.population == Population.ROOM
    return is_present and is_shown(QuestionState(question.state), is_hidden=question.is_hidden)
