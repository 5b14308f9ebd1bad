"""What came of a topic: written down by the editors of who asked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from klik.domains.polls import queries
from klik.domains.polls.models import TopicOutcome
from klik.domains.polls.operations.refusals import question_to_edit, record
from klik.domains.polls.operations.writing import Words
from klik.ground.refusals import Refusal


class NoTopic(Refusal):
    """Nothing was chosen yet that something could come of."""

    reason = "This question gave no topic. First show the result of a question that gives one."


class OutcomeRefused(Refusal):
    """Without an owner nothing comes of it."""

    status = 422
    reason = "Name who takes the topic further, in 1 to 150 signs."


def set_outcome(question: UUID, *, owner: str, outcome: Words, moment: datetime) -> TopicOutcome:
    """Note who takes a chosen topic further, and what came of it; the same again does nothing.

    Args:
        question: That gave the topic.
        owner: A body, such as a team or a municipality; no person.
        outcome: What came of it so far; empty for nothing yet.
        moment: When.

    Raises:
        QuestionNotFound, GatheringNotFound: There is none, or another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        NoTopic: It gave no topic, or not yet.
        OutcomeRefused: No owner is named.
        NotActing: Outside `acting_for`.
    """
    found = question_to_edit(question)
    if not owner.strip():
        raise OutcomeRefused
    topic = queries.topic_of(found.topic_kind, found.topic_reference) if found.topic_kind else None
    if topic is None or topic.question != found.pk:
        raise NoTopic
    said = (owner.strip(), outcome.nl.strip(), outcome.en.strip())
    standing = queries.outcome_of(found.pk)
    if standing is not None and said == (
        standing.owner,
        standing.outcome_nl,
        standing.outcome_en,
    ):
        return standing
    names = dict(zip(("owner", "outcome_nl", "outcome_en"), said, strict=True))
    kept, _made = TopicOutcome.objects.update_or_create(
        question=found, defaults={**names, "set_at": moment}
    )
    record(
        found.gathering,
        "polls.set-outcome",
        subject=f"question:{found.pk}",
        payload={"has_outcome": bool(kept.outcome_nl)},
        moment=moment,
    )
    return kept
