"""An editor makes a room, writes a question, leads it step by step, and moderates beside it."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.acting import WINGENE
from tests.factories.events import kept_event
from tests.factories.log_in import enter, text_of
from tests.factories.people import PASSWORD, SECRET, make_account
from tests.factories.polls import draft_of, gather, opened, present, write

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Question
from klik.domains.polls.queries import QuestionState
from klik.ground.counting.choices import Kind, Method
from klik.ground.tenancy import Role

pytestmark = pytest.mark.usefixtures("home", "no_queries_while_rendering")
SESSION = UUID(int=100)


@pytest.fixture
def desk() -> Client:
    """Log an editor of Wingene in."""
    roles = {WINGENE: {Role.EDITOR}}
    account = make_account("nora@voorbeeld.be", password=PASSWORD, totp_secret=SECRET, roles=roles)
    return enter(account)


def test_a_room_is_made_once_for_a_session(desk: Client) -> None:
    kept_event()
    begin = _at("hub-begin-room", session=SESSION)

    first, second = (desk.post(begin)["Location"] for _twice in range(2))

    assert first == second
    assert text_of(desk.get(_at("hub-rooms"))).count("Leid") >= 1


def test_a_session_of_others_has_no_room_here(desk: Client) -> None:
    assert desk.post(_at("hub-begin-room", session=UUID(int=5))).status_code == 404


def test_a_question_is_written_with_its_method_and_its_topic(desk: Client) -> None:
    kept_event()
    room = gather(str(SESSION))
    sent = {
        "text_nl": "Welk thema eerst?",
        "kind": "ranking",
        "options": "Groen | Green\nRust\n\nWater",
        "method": "condorcet",
        "tie_break": "listing",
        "topic": str(UUID(int=101)),
    }

    answer = desk.post(_at("hub-add-question", room=room.pk), sent)

    assert answer.status_code == 303
    question = Question.objects.get()
    assert (question.kind, question.method) == (Kind.RANKING, Method.CONDORCET)
    assert (question.topic_kind, question.topic_reference) == ("session", str(UUID(int=101)))
    options = [(one.text_nl, one.text_en) for one in queries.options_of(question)]
    assert options == [("Groen", "Green"), ("Rust", ""), ("Water", "")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "several", "at_most": ""}, "at_most"),
        ({"kind": "scale", "options": "", "least": "1", "most": "1"}, "least"),
        ({"kind": "single", "method": "borda"}, "method"),
        ({"kind": "ranking", "takes_ideas": "on"}, "takes_ideas"),
        ({"text_nl": " "}, "text_nl"),
    ],
)
def test_a_question_that_cannot_be_asked_so_is_told_beside_its_field(
    desk: Client, wrong: dict[str, str], field: str
) -> None:
    room = gather(str(SESSION))
    sent = {"text_nl": "Welk?", "kind": "single", "options": "A\nB", "tie_break": "listing"}

    answer = desk.post(_at("hub-add-question", room=room.pk), {**sent, **wrong})

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Question.objects.exists()


def test_the_remote_goes_on_step_by_step_until_the_result_is_final(desk: Client) -> None:
    question = write(gather(str(SESSION)))
    seen = []

    for step in ("open", "close", "reveal", "freeze"):
        assert desk.post(_step(question), {"step": step}).status_code == 303
        question.refresh_from_db()
        seen.append(question.state)

    assert seen == [
        QuestionState.OPEN,
        QuestionState.CLOSED,
        QuestionState.REVEALED,
        QuestionState.FROZEN,
    ]
    frozen = queries.frozen_result(question)
    assert frozen is not None
    assert frozen.digest in text_of(desk.get(_at("hub-lead", room=question.gathering_id)))


def test_a_step_that_was_left_out_is_refused_and_changes_nothing(desk: Client) -> None:
    question = opened(gather(str(SESSION)))

    answer = desk.post(_step(question), {"step": "reveal"})

    assert answer.status_code == 409
    question.refresh_from_db()
    assert question.state == QuestionState.OPEN


def test_an_idea_that_is_merged_counts_each_voter_once(desk: Client) -> None:
    question = opened(gather(str(SESSION)), draft_of(Kind.SEVERAL, at_most=2, takes_ideas=True))
    person = present(question.gathering)[0]
    idea = operations.propose_idea(question.pk, person, "Burger eerst")
    address = _at("hub-moderate-idea", question=question.pk, number=idea.number)
    desk.post(address, {"act": "accept"})
    operations.cast_ballot(question.pk, person, [3, idea.number])

    merged = desk.post(address, {"act": "merge", "into": "3"})

    assert merged.status_code == 303
    counted: Any = queries.room_count(question)
    assert {one.option: one.voters for one in counted.figures}[3] == 1


def test_the_screen_tells_how_to_join_and_nothing_of_a_hidden_result(desk: Client) -> None:
    question = opened(gather(str(SESSION)))
    for person in present(question.gathering, 3):
        operations.cast_ballot(question.pk, person, [2])
    address = reverse("hub:screen", args=[question.gathering_id])

    hidden = Client().get(address)
    for step in ("close", "reveal"):
        desk.post(_step(question), {"step": step})
    shown = Client().get(address)

    assert queries.code_in_words(question.gathering) in text_of(hidden)
    assert "3 antwoorden" in text_of(hidden)
    assert "De zaal koos" not in text_of(hidden)
    assert "<rect" not in hidden.content.decode()
    assert "De zaal koos: <b>Te ver of niet ver genoeg?</b>" in shown.content.decode()


def _step(question: Question) -> str:
    return _at("hub-step-question", question=question.pk)


def _at(name: str, **named: Any) -> str:
    return reverse(f"desk:{name}", kwargs={"municipality": "wingene", **named})
