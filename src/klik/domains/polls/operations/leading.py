"""What the presenter does with a question: open, close, reveal, freeze. It only goes on."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from klik.domains.polls import ports, queries
from klik.domains.polls.models import (
    Ballot,
    FrozenResult,
    OptionState,
    Population,
    Question,
    QuestionState,
    TallySnapshot,
)
from klik.domains.polls.operations.gatherings import set_live
from klik.domains.polls.operations.refusals import (
    QuestionUnderWay,
    hold_ballots,
    locked_question,
    question_to_edit,
    record,
)
from klik.domains.polls.queries import Tally, figures_of
from klik.ground.counting.choices import Kind
from klik.ground.refusals import Refusal

KEPT_SNAPSHOTS: Final = 5
FEWEST_OPTIONS: Final = 2
WITH_IDEAS: Final = frozenset({Kind.SINGLE, Kind.SEVERAL, Kind.APPROVAL, Kind.DOTS})
"""An order and a scale are of what was there from the first."""
_SALT_BYTES = 16


class NotYet(Refusal):
    """A step was left out: open, close, reveal, freeze, in this order."""

    reason = "First take the step before: open, close, reveal and then make final."


class TooFewOptions(Refusal):
    """There is nothing to choose."""

    status = 422
    reason = "Give at least two options, or let those present propose ideas."


class NoIdeas(Refusal):
    """Ideas do not fit this kind of question, or its moment."""

    reason = "Ideas can be proposed to a choice or a division of dots, until it closes."


def open_question(question: UUID, *, moment: datetime) -> Question:
    """Let those present answer. Method and tie-break are fixed from now on, and one can join.

    The same again changes nothing; so of each step below.

    Raises:
        QuestionNotFound, GatheringNotFound: There is none, or another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        TooFewOptions: There is nothing to choose.
        NotYet: It is past being open.
        NotActing: Outside `acting_for`.
    """
    found = question_to_edit(question)
    if found.state == QuestionState.OPEN:
        return found
    accepted = queries.options_of(found).filter(state=OptionState.ACCEPTED).count()
    if accepted < FEWEST_OPTIONS and found.kind != Kind.SCALE and not found.takes_ideas:
        raise TooFewOptions
    _step(found, QuestionState.DRAFT, QuestionState.OPEN)
    found.opened_at = moment
    found.save(update_fields=["state", "opened_at"])
    set_live(found.gathering, is_live=True, moment=moment)
    fixed = {"method": found.method, "tie_break": found.tie_break, "options": accepted}
    _record(found, "polls.open-question", fixed, moment)
    return found


def close_question(question: UUID, *, moment: datetime) -> Question:
    """End voting: every ballot that was acknowledged is in, none comes after; then count.

    Raises:
        As `open_question`; NotYet where it was not open.
    """
    found = question_to_edit(question)
    if found.state == QuestionState.CLOSED:
        return found
    _step(found, QuestionState.OPEN, QuestionState.CLOSED)
    hold_ballots(found.pk)
    found.closed_at, found.takes_ideas = moment, False
    found.save(update_fields=["state", "closed_at", "takes_ideas"])
    tally = take_snapshot(found.pk, moment=moment)
    _record(found, "polls.close-question", {"ballots": tally.ballots}, moment)
    return found


def reveal_question(question: UUID, *, moment: datetime) -> Question:
    """Show those present what they chose; the winner becomes the topic where one was asked for.

    Raises:
        As `open_question`; NotYet where it was not closed.
    """
    found = question_to_edit(question)
    if found.state == QuestionState.REVEALED:
        return found
    _step(found, QuestionState.CLOSED, QuestionState.REVEALED)
    found.revealed_at = moment
    found.save(update_fields=["state", "revealed_at"])
    topic = queries.topic_from(found) if found.topic_kind else None
    if topic is not None:
        tell = ports.takes_topic.service()
        tell(found.topic_kind, found.topic_reference, topic=topic, moment=moment)
    _record(found, "polls.reveal-question", {"option": topic.option if topic else None}, moment)
    return found


def freeze_question(question: UUID, *, moment: datetime) -> FrozenResult:
    """Make the room's result final. From now on visitors may answer, each apart from the room.

    Raises:
        As `open_question`; NotYet where it was not revealed.
    """
    found = question_to_edit(question)
    if found.state == QuestionState.FROZEN:
        return FrozenResult.objects.get(pk=found.pk)
    _step(found, QuestionState.REVEALED, QuestionState.FROZEN)
    found.save(update_fields=["state"])
    counted = queries.room_count(found)
    salt = secrets.token_hex(_SALT_BYTES)
    choices = Ballot.objects.filter(question=found, population=Population.ROOM)
    frozen = FrozenResult.objects.create(
        question=found,
        ballots=counted.ballots,
        method=found.method,
        figures=figures_of(counted),
        salt=salt,
        digest=queries.digest_of(salt, choices.values_list("choice", flat=True)),
        frozen_at=moment,
    )
    kept = {"ballots": frozen.ballots, "method": frozen.method, "digest": frozen.digest}
    _record(found, "polls.freeze-question", kept, moment)
    return frozen


def set_taking_ideas(question: UUID, *, takes_ideas: bool, moment: datetime) -> Question:
    """Let those present propose ideas to a draft or an open question, or end that.

    Raises:
        As `open_question`; NoIdeas where its kind or state does not allow it.
    """
    found = question_to_edit(question)
    if found.takes_ideas == takes_ideas:
        return found
    under_way = found.state in {QuestionState.DRAFT, QuestionState.OPEN}
    if takes_ideas and not (under_way and found.kind in WITH_IDEAS):
        raise NoIdeas
    found.takes_ideas = takes_ideas
    found.save(update_fields=["takes_ideas"])
    act = "polls.begin-ideas" if takes_ideas else "polls.end-ideas"
    _record(found, act, {}, moment)
    return found


def take_snapshot(question: UUID, *, moment: datetime) -> Tally:
    """Count those present, and keep it under the next sequence; unchanged, return the last one.

    Counting waits for no ballot. It happens under a lock, so a higher sequence is never of an
    earlier count. It needs no `acting_for`: whoever sends tallies calls it, at most twice a second.

    Raises:
        QuestionNotFound: There is none.
    """
    with transaction.atomic():
        found = locked_question(question)
        last = queries.latest_tally(found)
        counted = queries.room_count(found)
        if last is not None and last.counted == counted:
            return last
        sequence = last.sequence + 1 if last else 1
        TallySnapshot.objects.create(
            question=found,
            sequence=sequence,
            ballots=counted.ballots,
            figures=figures_of(counted),
            counted_at=moment,
        )
        old = TallySnapshot.objects.filter(question=found, sequence__lte=sequence - KEPT_SNAPSHOTS)
        old.delete()
    return Tally(sequence, counted.ballots, counted)


def _step(question: Question, before: QuestionState, after: QuestionState) -> None:
    if question.state != before:
        raise QuestionUnderWay if after == QuestionState.OPEN else NotYet
    question.state = after


def _record(question: Question, act: str, payload: dict[str, object], moment: datetime) -> None:
    subject = f"question:{question.pk}"
    record(question.gathering, act, subject=subject, payload=payload, moment=moment)
