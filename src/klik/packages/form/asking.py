"""What is still to ask, given what is known: pages in the package's order, never a known fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from klik.packages.form.questions import Form, Page, Question
from klik.rules.known import known_of
from klik.rules.situation import Situation


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked, with the questions of it that are.

    Attributes:
        page: As the package has it.
        questions: Without what is known from elsewhere.
        is_answered: Whether each of them has an answer, or needs none any more.
    """

    page: Page
    questions: tuple[Question, ...]
    is_answered: bool


def pages_to_ask(
    form: Form, situation: Situation, *, known: Collection[str], answers: Mapping[str, Any]
) -> tuple[Asked, ...]:
    """Return the pages that are asked of one person now.

    A page whose `shown_when` is FALSE or unknown is not asked; the answer that decides it stands
    on a page before it.

    Args:
        form: Of the adoption.
        situation: What is known by now, her answers included.
        known: Names of facts and collections that come from elsewhere: a register, a person of
            the municipality, the log-in. They are shown, not asked.
        answers: Per question what she answered, as it was written; absent where she did not.
    """
    values = known_of(situation, form.values)
    found = []
    for page in form.pages:
        if page.shown_when is not None and page.shown_when(values, None) is not True:
            continue
        questions = tuple(one for one in page.questions if _is_asked(one, known))
        if questions:
            done = all(_is_settled(one, answers) for one in questions)
            found.append(Asked(page, questions, done))
    return tuple(found)


def _is_asked(question: Question, known: Collection[str]) -> bool:
    """A key of the subject is not asked where another one is known: one names it."""
    return question.name not in known and not any(one in known for one in question.alternatives)


def _is_settled(question: Question, answers: Mapping[str, Any]) -> bool:
    names = (question.name, *question.alternatives)
    return any(answers.get(name) is not None for name in names)
