"""Gatherings, questions and people in a room for tests; all are fictitious."""

from datetime import timedelta

from tests.factories.acting import EDITOR, NOON, WINGENE

from klik.domains.polls import operations
from klik.domains.polls.models import Gathering, Participant, Question
from klik.domains.polls.operations import QuestionDraft, Scale, Words
from klik.ground.counting.choices import Kind, Method
from klik.ground.tenancy import acting_for

LATER = NOON + timedelta(days=3)
THEMES = (
    Words("Eigenheid of gelijkheid?", "Individuality or equality?"),
    Words("Te ver of niet ver genoeg?", "Too far or not far enough?"),
    Words("De burger centraal", "Citizen central"),
)


def gather(reference: str = "panel-1") -> Gathering:
    """Begin a gathering of Wingene that one can join."""
    with acting_for([WINGENE], EDITOR):
        gathering = operations.begin_gathering(
            WINGENE, kind="session", reference=reference, moment=NOON
        )
        return operations.set_live(gathering, is_live=True, moment=NOON)


def draft_of(
    kind: Kind = Kind.SINGLE,
    *,
    options: tuple[Words, ...] = THEMES,
    method: Method | None = None,
    at_most: int = 0,
    takes_ideas: bool = False,
    topic_for: tuple[str, str] | None = None,
) -> QuestionDraft:
    """Return a draft of a question on themes, or on a scale from 1 to 5."""
    return QuestionDraft(
        kind,
        Words("Waarover praat het panel?", "What does the panel talk about?"),
        options=() if kind is Kind.SCALE else options,
        method=method,
        at_most=at_most,
        scale=Scale(1, 5, Words("oneens"), Words("eens")) if kind is Kind.SCALE else None,
        takes_ideas=takes_ideas,
        topic_for=topic_for,
    )


def write(gathering: Gathering, draft: QuestionDraft | None = None, key: str = "q1") -> Question:
    """Write a question."""
    with acting_for([WINGENE], EDITOR):
        return operations.write_question(gathering, key=key, draft=draft or draft_of(), moment=NOON)


def opened(gathering: Gathering, draft: QuestionDraft | None = None, key: str = "q1") -> Question:
    """Write a question and open it."""
    question = write(gathering, draft, key)
    with acting_for([WINGENE], EDITOR):
        return operations.open_question(question.pk, moment=NOON)


def present(gathering: Gathering, number: int = 1) -> list[Participant]:
    """Let so many people join."""
    return [
        operations.join(gathering.code, token=None, moment=NOON).participant for _ in range(number)
    ]


def visitors(gathering: Gathering, number: int = 1) -> list[Participant]:
    """Let so many people look from home."""
    return [
        operations.visit(gathering, token=None, moment=LATER).participant for _ in range(number)
    ]


def close(question: Question, *, until: str = "frozen") -> None:
    """Take an open question to a state: closed, revealed or frozen."""
    steps = {
        "closed": operations.close_question,
        "revealed": operations.reveal_question,
        "frozen": operations.freeze_question,
    }
    with acting_for([WINGENE], EDITOR):
        for state, step in steps.items():
            step(question.pk, moment=NOON)
            if state == until:
                return
