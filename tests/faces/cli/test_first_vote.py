"""The first event of the demonstration has its vote: examples, final, and open to compare with."""

import pytest
from django.test import Client
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.log_in import text_of

from klik.domains.polls import queries
from klik.domains.polls.models import Question
from klik.faces.cli.demonstration.first_event import chosen_theme, key_of, themes
from klik.faces.cli.demonstration.first_vote import PEOPLE, SLUG, fill_first_vote


@pytest.fixture
def home(db: None) -> None:
    make_keys(WINGENE)


def test_the_room_chose_the_theme_once_and_its_result_is_final(home: None) -> None:
    assert [fill_first_vote(WINGENE, EDITOR, moment=NOON) for _ in range(2)] == [PEOPLE, PEOPLE]

    topic = queries.topic_of("session", str(key_of(SLUG, "panel")))
    assert topic is not None
    assert topic.text_nl == themes()[chosen_theme()]["nl"]
    assert queries.digest_is_right(Question.objects.get())


def test_a_visitor_compares_with_the_room_and_reads_that_the_ballots_are_invented(
    home: None,
) -> None:
    fill_first_vote(WINGENE, EDITOR, moment=NOON)
    question = Question.objects.get()

    answer = Client().post(f"/hub/vraag/{question.pk}/vergelijk/", {"answer": "3"}, follow=True)

    assert "met verzonnen stemmen" in text_of(answer)
    assert f"De zaal: {PEOPLE} antwoorden" in text_of(answer)
