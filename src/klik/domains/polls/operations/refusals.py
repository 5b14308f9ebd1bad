"""What more than one of the operations refuses, and the lock that ballots share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from threading import Lock
from typing import Final
from uuid import UUID

from django.db import connection

from klik.domains.audit.operations import record_act
from klik.domains.polls import access, queries
from klik.domains.polls.models import Gathering, Participant, Population, Question
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, current_municipalities

_turns: Final = Lock()


class QuestionsNotYours(Refusal):
    """An actor without the role of editor."""

    status = 403
    reason = "Only an editor of the municipality that organises this leads its questions."


class JoinFirst(Refusal):
    """Who is not in the room answers once its result is final."""

    status = 403
    reason = "Join with the code on the screen first."


class QuestionUnderWay(Refusal):
    """What is asked and how it is counted does not change once a question opened."""

    reason = "This question was opened already, so it stays as it is."


def require_editor(gathering: Gathering) -> None:
    """Return silently when the current actor edits for the owner of a gathering.

    Raises:
        GatheringNotFound: Another municipality owns it.
        QuestionsNotYours: She is no editor.
        NotActing: Outside `acting_for`.
    """
    if gathering.owner_nis not in current_municipalities():
        raise queries.GatheringNotFound
    if not access.may_edit(current_actor()):
        raise QuestionsNotYours


def require_present(participant: Participant) -> None:
    """Return silently when a participant joined in the room.

    Raises:
        JoinFirst: She did not.
    """
    if participant.population != Population.ROOM:
        raise JoinFirst


def locked_question(identifier: UUID) -> Question:
    """Return a question that nobody else changes until this transaction ends; ballots go on.

    Raises:
        QuestionNotFound: There is none.
    """
    rows = Question.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("gathering").filter(pk=identifier).first()
    if found is None:
        raise queries.QuestionNotFound
    return found


def question_to_edit(identifier: UUID) -> Question:
    """Return a question of the current editor, locked.

    Raises:
        QuestionNotFound, GatheringNotFound: There is none, or another municipality owns it.
        QuestionsNotYours: She is no editor.
        NotActing: Outside `acting_for`.
    """
    question = locked_question(identifier)
    require_editor(question.gathering)
    return question


@contextmanager
def in_turn() -> Iterator[None]:
    """Let ballots of this process queue for SQLite, which lets one transaction write at a time.

    Who finds it busy sleeps longer each time and is overtaken; of a burst some would wait for
    seconds. A queue in the process is woken at once.
    """
    with nullcontext() if connection.vendor == "postgresql" else _turns:
        yield


def let_ballots_in(question: UUID) -> None:
    """Take a share in the lock of a question: ballots pass together, none while it closes."""
    _lock("pg_advisory_xact_lock_shared", question)


def hold_ballots(question: UUID) -> None:
    """Wait until every ballot under way is in, and let none in until this transaction ends.

    Who waits stands in a queue: a stream of ballots cannot keep a question from closing.
    """
    _lock("pg_advisory_xact_lock", question)


def record(
    gathering: Gathering, act: str, *, subject: str, payload: Mapping[str, object], moment: datetime
) -> None:
    """Keep an act of staff in the chain of the municipality that owns a gathering."""
    record_act(gathering.owner_nis, act, subject=subject, payload=payload, moment=moment)


def _lock(function: str, question: UUID) -> None:
    if connection.vendor == "postgresql":  # SQLite lets one transaction write at a time
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"polls:{question}"])
