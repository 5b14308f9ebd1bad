"""Who was not there answers first, and then sees the room and who answered later, never added."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.log_in import text_of
from tests.factories.polls import close, draft_of, gather, opened, present

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Question
from klik.ground.counting.choices import Kind

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")
MANY = [1] * 5 + [2] * 10 + [3] * 5


def test_nothing_is_compared_before_the_result_is_final() -> None:
    question = opened(gather())
    close(question, until="revealed")

    assert Client().get(_at(question)).status_code == 409


def test_a_late_visitor_is_asked_first_and_sees_no_figure() -> None:
    question = _final(MANY)

    asked = Client().get(_at(question)).content.decode()

    assert "Antwoord eerst." in asked
    assert "%" not in asked.partition("<main")[2].partition("</main")[0]


def test_a_late_visitor_stands_beside_the_room_with_intervals() -> None:
    question = _final(MANY)

    shown = text_of(Client().post(_at(question), {"answer": "2"}, follow=True))

    assert "50\u00a0% van de zaal koos hetzelfde als u." in shown
    assert "tussen 30\u00a0% en 70\u00a0%" in shown  # Wilson, 10 of 20: 0.299 to 0.701
    assert "De zaal: 20 antwoorden" in shown


def test_later_answers_are_a_population_of_their_own_and_come_by_five() -> None:
    question = _final(MANY)
    for _number in range(4):
        Client().post(_at(question), {"answer": "1"})

    four = text_of(Client().get(_at(question)))
    fifth = Client()
    five = text_of(fifth.post(_at(question), {"answer": "1"}, follow=True))

    assert "Later:" not in four
    assert "Later: 5 antwoorden" in five
    assert "De zaal: 20 antwoorden" in five
    assert queries.ballots_cast(question) == 20


def test_an_answer_of_a_visitor_stays() -> None:
    question, client = _final(MANY), Client()
    client.post(_at(question), {"answer": "1"})

    again = client.post(_at(question), {"answer": "2"})

    assert again.status_code == 409
    assert Ballot.objects.get(population="visitor").choice == "1"


def test_who_only_looks_is_counted_with_nobody() -> None:
    question, client = _final(MANY), Client()

    looked = text_of(client.post(_at(question), {"look": "yes"}))
    client.post(_at(question), {"answer": "1"})

    assert "U kijkt alleen" in looked
    assert queries.visitors_count(question).ballots == 0


def test_cells_of_fewer_than_five_are_not_shown_nor_what_gives_them_away() -> None:
    question = _final([1] * 9 + [2] * 8 + [3] * 3)

    shown = text_of(Client().post(_at(question), {"answer": "1"}, follow=True))

    assert shown.count("Zaal: te weinig om te tonen") == 2


def test_a_room_of_four_shows_no_figure() -> None:
    question = _final([1, 1, 2, 2])

    shown = text_of(Client().post(_at(question), {"answer": "1"}, follow=True))

    assert "Te weinig mensen antwoordden" in shown
    assert "De zaal:" not in shown


@pytest.mark.parametrize(
    ("kind", "ballots", "sent", "said"),
    [
        (
            Kind.SCALE,
            [[one] for one in (1, 2, 3, 4, 5) for _each in range(5)],
            {"answer": "4"},
            "70\u00a0% van de zaal ligt lager dan u.",
        ),
        (
            Kind.RANKING,
            [[1, 2, 3]] * 6,
            {"place_1": "1", "place_2": "2", "place_3": "3"},
            "Uw volgorde lijkt sterk op die van de zaal.",
        ),
    ],
)
def test_a_scale_tells_the_place_and_an_order_the_likeness(
    kind: Kind, ballots: list[list[int]], sent: Any, said: str
) -> None:
    question = _final(ballots, kind)

    shown = text_of(Client().post(_at(question), sent, follow=True))

    assert said in shown


def test_who_was_in_the_room_compares_with_what_she_answered_there() -> None:
    question = opened(gather())
    client = Client()
    client.post(reverse("hub:join"), {"code": question.gathering.code})
    client.post(reverse("hub:question", args=[question.pk]), {"answer": "2"})
    _vote(question, MANY)
    close(question)

    assert "De zaal: 21 antwoorden" in text_of(client.get(_at(question)))


def _final(ballots: list[Any], kind: Kind = Kind.SINGLE) -> Question:
    question = opened(gather(), draft_of(kind))
    _vote(question, ballots)
    close(question)
    question.refresh_from_db()
    return question


def _vote(question: Question, ballots: list[Any]) -> None:
    people = present(question.gathering, len(ballots))
    for person, ballot in zip(people, ballots, strict=True):
        operations.cast_ballot(
            question.pk, person, ballot if isinstance(ballot, list) else [ballot]
        )


def _at(question: Question) -> str:
    return reverse("hub:compare", args=[question.pk])
