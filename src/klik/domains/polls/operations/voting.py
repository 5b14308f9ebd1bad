"""Ballots: each returns only once it is committed, and counts once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from klik.domains.polls import queries
from klik.domains.polls.models import (
    Ballot,
    Participant,
    Peek,
    Population,
    Question,
    QuestionState,
)
from klik.domains.polls.operations.refusals import in_turn, let_ballots_in, require_present
from klik.ground.counting.choices import Choice, checked_choice, text_of
from klik.ground.refusals import Refusal


class NotOpen(Refusal):
    """A ballot before a question opens, or after it closed."""

    reason = "This question is not open. Your choice was not counted."


class AnsweredAlready(Refusal):
    """Who saw the others' answers does not change hers."""

    reason = "You answered already, and saw what the others think. Your answer stays."


def cast_ballot(question: UUID, participant: Participant, given: Sequence[int]) -> Choice:
    """Keep what a participant chooses; while the question is open a later choice replaces it.

    It commits by itself and returns after that: what it returned is in the tally, whatever happens
    next. Call it outside `acting_for`, and acknowledge it after it returned.

    Args:
        question: Of the gathering that she takes part in. While it is open it takes the ballots
            of those present, once it is frozen those of visitors, each for good.
        participant: Who.
        given: Numbers of options, or the one value of a scale; see klik.ground.counting.choices.

    Raises:
        QuestionNotFound: There is none in her gathering.
        NotOpen: It takes no ballots now; nothing was changed.
        JoinFirst: It is open, and she did not join in the room.
        AnsweredAlready: It is frozen, and she answered otherwise before.
        ChoiceRefused: The question does not allow that choice.
    """
    with in_turn(), transaction.atomic(durable=True):
        let_ballots_in(question)
        found = _asked(question, participant)
        if found.state == QuestionState.OPEN:
            require_present(participant)
        elif found.state != QuestionState.FROZEN:
            raise NotOpen
        choice = checked_choice(queries.rules_of(found, list(queries.options_of(found))), given)
        if found.state == QuestionState.OPEN:
            _keep(found, participant, choice)
        else:
            _keep_of_visitor(found, participant, choice)
    return choice


def peek(question: UUID, participant: Participant) -> None:
    """Note that a participant sees a frozen result before she answered; later answers stay apart.

    Commits by itself: call it outside `acting_for`, before the result is shown.

    Raises:
        QuestionNotFound: There is none in her gathering.
    """
    with transaction.atomic(durable=True):
        found = _asked(question, participant)
        if queries.own_choice(found, participant) is None:
            row = Peek(question=found, participant=participant)
            Peek.objects.bulk_create([row], ignore_conflicts=True)


def _asked(question: UUID, participant: Participant) -> Question:
    asked = Question.objects.filter(pk=question, gathering_id=participant.gathering_id)
    found = next(iter(asked.order_by()[:1]), None)
    if found is None:
        raise queries.QuestionNotFound
    return found


def _keep(question: Question, participant: Participant, choice: Choice) -> None:
    Ballot.objects.bulk_create(
        [_ballot(question, participant, Population.ROOM, choice)],
        update_conflicts=True,
        unique_fields=["question", "participant"],
        update_fields=["choice"],
    )


def _keep_of_visitor(question: Question, participant: Participant, choice: Choice) -> None:
    new = _ballot(question, participant, Population.VISITOR, choice)
    Ballot.objects.bulk_create([new], ignore_conflicts=True)
    if queries.own_choice(question, participant) != choice:
        raise AnsweredAlready


def _ballot(
    question: Question, participant: Participant, population: Population, choice: Choice
) -> Ballot:
    return Ballot(
        question=question, participant=participant, population=population, choice=text_of(choice)
    )
