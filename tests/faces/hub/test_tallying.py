"""What everybody in a room is sent: from memory, with a rising sequence, and nothing hidden."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.polls import draft_of, gather, opened, present

from klik.domains.polls import operations
from klik.domains.polls.models import Question
from klik.faces.hub.live import tallying
from klik.ground.counting.choices import Kind
from klik.ground.tenancy import acting_for

pytestmark = pytest.mark.usefixtures("town")
STEPS = (operations.close_question, operations.reveal_question, operations.freeze_question)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    tallying.forget()
    yield
    tallying.forget()


def test_who_looks_again_within_a_second_is_answered_without_the_database(
    django_assert_num_queries: Any,
) -> None:
    question = opened(gather())
    first = Client().get(_at(question))

    with django_assert_num_queries(0):
        again = Client().get(_at(question), headers={"if-none-match": first["ETag"]})
        other = Client().get(_at(question))

    assert (again.status_code, again.content) == (304, b"")
    assert other.content == first.content
    assert first["Cache-Control"] == "public, max-age=1"


def test_a_later_count_has_a_higher_sequence() -> None:
    question = opened(gather())
    seen = []

    for person in present(question.gathering, 3):
        operations.cast_ballot(question.pk, person, [1])
        tallying.forget()
        seen.append(Client().get(_at(question)).json())

    assert [one["ballots"] for one in seen] == [1, 2, 3]
    assert seen == sorted(seen, key=lambda one: one["sequence"])
    assert len({one["sequence"] for one in seen}) == 3


def test_nothing_is_sent_of_a_result_that_is_hidden() -> None:
    question = opened(gather(), draft_of(Kind.RANKING))
    operations.cast_ballot(question.pk, present(question.gathering)[0], [2, 1])
    seen = []

    for step in (operations.open_question, *STEPS):
        _take(step, question)
        tallying.forget()
        seen.append(Client().get(_at(question)).json()["figures"])

    assert [one is not None for one in seen] == [False, False, True, False]


def test_a_stage_changes_when_the_page_of_the_room_does() -> None:
    question = opened(gather())
    stages = [_stage(question)]

    for step in STEPS:
        _take(step, question)
        stages.append(_stage(question))
    opened(question.gathering, key="q2")
    stages.append(_stage(question))

    assert len(set(stages)) == 5


def _take(step: Callable[..., object], question: Question) -> None:
    with acting_for([WINGENE], EDITOR):
        step(question.pk, moment=NOON)


def _stage(question: Question) -> str:
    tallying.forget()
    return str(Client().get(_at(question)).json()["stage"])


def _at(question: Question) -> str:
    return reverse("hub:tally", args=[question.gathering_id])
