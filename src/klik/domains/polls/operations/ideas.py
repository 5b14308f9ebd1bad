"""Ideas of those present: proposed, and then accepted, rejected or merged by an editor."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from klik.domains.polls import queries
from klik.domains.polls.models import Option, OptionState, Participant, Question, QuestionState
from klik.domains.polls.operations.leading import NoIdeas, take_snapshot
from klik.domains.polls.operations.refusals import (
    QuestionUnderWay,
    locked_question,
    question_to_edit,
    record,
    require_present,
)
from klik.ground.refusals import Refusal

IDEAS_EACH: Final = 5
LONGEST_IDEA: Final = 140
IDEAS_FROM: Final = 1001
"""Ideas come after what staff wrote, also where that is written anew."""
_MODERATED = {QuestionState.DRAFT, QuestionState.OPEN, QuestionState.CLOSED}


class IdeaRefused(Refusal):
    """An idea without words, or with too many."""

    status = 422
    reason = "Write your idea in 1 to 140 signs."


class EnoughIdeas(Refusal):
    """One participant proposes so many, and leaves room for others."""

    status = 429
    reason = "You proposed five ideas already. Leave room for others."


class IdeaNotFound(Refusal):
    """The question has no such option."""

    status = 404
    reason = "There is no such idea."


class MergedWrongly(Refusal):
    """Only into an accepted option, and not into itself."""

    status = 422
    reason = "Merge an idea with another one that was accepted."


def propose_idea(question: UUID, participant: Participant, text: str) -> Option:
    """Propose an idea, which nobody else sees before an editor accepts it.

    The same again does nothing. Commits by itself: call it outside `acting_for`.

    Raises:
        QuestionNotFound: There is none in her gathering.
        JoinFirst: She is not in the room.
        NoIdeas: The question takes none now.
        IdeaRefused: It has no words, or too many.
        EnoughIdeas: She proposed so many already.
    """
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST_IDEA:
        raise IdeaRefused
    require_present(participant)
    with transaction.atomic(durable=True):
        found = locked_question(question)
        if found.gathering_id != participant.gathering_id:
            raise queries.QuestionNotFound
        if not (found.takes_ideas and found.gathering.is_live):
            raise NoIdeas
        own = Option.objects.filter(question=found, proposed_by=participant)
        standing = own.filter(text_nl=words).first()
        if standing is not None:
            return standing
        if own.count() >= IDEAS_EACH:
            raise EnoughIdeas
        last = queries.options_of(found).aggregate(last=Max("number"))["last"] or 0
        return Option.objects.create(
            question=found,
            number=max(last + 1, IDEAS_FROM),
            text_nl=words,
            state=OptionState.PROPOSED,
            proposed_by=participant,
        )


def accept_idea(question: UUID, number: int, *, moment: datetime) -> Option:
    """Put an idea in the list; one that was merged or rejected stands by itself again.

    Raises:
        QuestionNotFound, GatheringNotFound: There is none, or another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        IdeaNotFound: It has no such option.
        QuestionUnderWay: The result was revealed.
        NotActing: Outside `acting_for`.
    """
    return _moderate(question, number, OptionState.ACCEPTED, None, moment)


def reject_idea(question: UUID, number: int, *, moment: datetime) -> Option:
    """Take an idea out of the list; ballots that name it stay, and count for nothing there.

    Raises:
        As `accept_idea`.
    """
    return _moderate(question, number, OptionState.REJECTED, None, moment)


def merge_idea(question: UUID, number: int, *, into: int, moment: datetime) -> Option:
    """Let an idea count as another one. No ballot changes; who named both counts once.

    Raises:
        As `accept_idea`; MergedWrongly where the other does not stand in the list.
    """
    return _moderate(question, number, OptionState.MERGED, into, moment)


def _moderate(
    question: UUID, number: int, state: OptionState, into: int | None, moment: datetime
) -> Option:
    found = question_to_edit(question)
    if found.state not in _MODERATED:
        raise QuestionUnderWay
    option = _option(found, number)
    target = None if into is None else _target(found, option, into)
    if (option.state, option.merged_into_id) == (state, target.pk if target else None):
        return option
    option.state, option.merged_into = state, target
    option.save(update_fields=["state", "merged_into"])
    if target is not None:  # what was merged into it goes along: no chains
        Option.objects.filter(merged_into=option).update(merged_into=target)
    if found.state == QuestionState.CLOSED:
        take_snapshot(found.pk, moment=moment)
    kept = {"option": number, "state": state.value, "into": into}
    record(
        found.gathering,
        "polls.moderate-idea",
        subject=f"question:{found.pk}",
        payload=kept,
        moment=moment,
    )
    return option


def _option(question: Question, number: int) -> Option:
    found = Option.objects.filter(question=question, number=number).first()
    if found is None:
        raise IdeaNotFound
    return found


def _target(question: Question, option: Option, into: int) -> Option:
    target = _option(question, into)
    if target.pk == option.pk or target.state != OptionState.ACCEPTED:
        raise MergedWrongly
    return target
