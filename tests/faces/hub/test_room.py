"""In a room one joins with a code, answers, changes that, and sees results once they are shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.log_in import text_of
from tests.factories.polls import THEMES, close, draft_of, gather, opened, write

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Gathering, Question
from klik.domains.polls.queries import PanelState
from klik.ground.counting.choices import Kind
from klik.ground.tenancy import acting_for

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")


def test_a_code_leads_into_the_room_however_it_is_typed() -> None:
    gathering = gather()
    code = queries.code_in_words(gathering).lower()

    answer = Client().post(reverse("hub:join"), {"code": f" {code} "})

    assert answer["Location"] == reverse("hub:room", args=[gathering.pk])
    assert answer.cookies["klik-zaal"]["httponly"]
    assert answer.cookies["klik-zaal"]["samesite"] == "Lax"


def test_the_address_of_a_qr_code_fills_the_code_in_and_joins_nobody() -> None:
    gathering = gather()

    answer = Client().get(reverse("hub:join"), {"code": gathering.code})

    assert f'value="{gathering.code}"' in answer.content.decode()
    assert "klik-zaal" not in answer.cookies


def test_a_wrong_code_is_said_beside_its_field() -> None:
    answer = Client().post(reverse("hub:join"), {"code": "nergens"})

    assert answer.status_code == 422
    assert "Kijk nog eens naar het scherm in de zaal." in text_of(answer)


def test_who_did_not_join_is_led_to_the_code() -> None:
    question = opened(gather())

    for address in (_room(question.gathering), _question(question)):
        assert Client().get(address)["Location"] == reverse("hub:join")


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        (Kind.SINGLE, {"answer": "2"}, "2"),
        (Kind.SEVERAL, {"answer": ["3", "1"]}, "1,3"),
        (Kind.APPROVAL, {"answer": ["1", "2", "3"]}, "1,2,3"),
        (Kind.RANKING, {"place_1": "3", "place_2": "1"}, "3,1"),
        (Kind.DOTS, {"dots_1": "2", "dots_2": "0", "dots_3": "1"}, "1,1,3"),
        (Kind.SCALE, {"answer": "4"}, "4"),
    ],
    ids=[one.value for one in Kind],
)
def test_every_kind_is_answered_with_a_plain_form(kind: Kind, sent: Any, kept: str) -> None:
    question = opened(gather(), draft_of(kind, at_most=3))
    client = _joined(question.gathering)
    empty = text_of(client.get(_room(question.gathering)))

    answer = client.post(_question(question), sent, follow=True)

    assert "Stuur mijn antwoord" in empty
    assert Ballot.objects.get().choice == kept
    assert "Uw antwoord telt mee" in text_of(answer)
    assert "U kunt het veranderen tot de vraag sluit." in text_of(answer)


def test_an_answer_changes_until_the_question_closes() -> None:
    question = opened(gather())
    client = _joined(question.gathering)

    client.post(_question(question), {"answer": "1"})
    client.post(_question(question), {"answer": "2"})
    close(question, until="closed")
    late = client.post(_question(question), {"answer": "3"})

    assert [one.choice for one in Ballot.objects.all()] == ["2"]
    assert late.status_code in {409, 422}
    shown = text_of(client.get(_room(question.gathering)))
    assert "Het kan niet meer veranderen." in shown
    assert THEMES[1].nl in shown


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        (Kind.SINGLE, {}, "Kies"),
        (Kind.SEVERAL, {"answer": ["1", "2", "3"]}, "U koos te veel."),
        (Kind.RANKING, {"place_1": "2", "place_2": "2"}, "U koos iets twee keer."),
        (Kind.DOTS, {"dots_1": "2", "dots_2": "1", "dots_3": "0"}, "U koos te veel."),
        (Kind.DOTS, {"dots_1": "0", "dots_2": "0", "dots_3": "0"}, "U koos nog niets."),
    ],
)
def test_what_a_question_does_not_allow_is_said_and_not_counted(
    kind: Kind, sent: Any, said: str
) -> None:
    question = opened(gather(), draft_of(kind, at_most=2))

    answer = _joined(question.gathering).post(_question(question), sent)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "9" * 30},
        {"answer": "-1"},
        {"answer": "1,2"},
        {"answer": ["1", "2"]},
        {"answer": "1", "place_1": "x"},
        {"dots_1": "999999"},
        {"dots_x": "1"},
        {"place_1": "1"},
    ],
    ids=str,
)
def test_what_no_form_sends_is_counted_as_the_form_reads_it_or_not_at_all(sent: Any) -> None:
    question = opened(gather())

    answer = _joined(question.gathering).post(_question(question), sent)

    assert answer.status_code in {302, 422}
    kept = [one.choice for one in Ballot.objects.all()]
    assert all(one in {"1", "2", "3"} for one in kept)
    assert len(kept) == (answer.status_code == 302)


def test_nothing_of_a_result_stands_in_a_page_before_it_is_revealed() -> None:
    question = opened(gather())
    client = _joined(question.gathering)
    _joined(question.gathering).post(_question(question), {"answer": "3"})
    close(question, until="closed")

    hidden = [client.get(address).content.decode() for address in _pages(question)]
    with acting_for([WINGENE], EDITOR):
        operations.reveal_question(question.pk, moment=NOON)
    shown = client.get(_room(question.gathering)).content.decode()

    assert not any("De zaal koos" in page or "1 antwoord" in page for page in hidden)
    assert "De zaal koos: <b>De burger centraal</b>" in shown
    assert "1 antwoord" in shown


def test_an_idea_and_a_question_to_the_panel_wait_for_the_moderator() -> None:
    gathering = gather()
    question = write(gathering, draft_of(takes_ideas=True))
    mine, other = _joined(gathering), _joined(gathering)

    mine.post(reverse("hub:propose-idea", args=[question.pk]), {"idea": "Meer bankjes"})
    mine.post(reverse("hub:ask-panel", args=[gathering.pk]), {"ask": "Wie betaalt dat?"})

    here, there = (text_of(one.get(_room(gathering))) for one in (mine, other))
    assert "Wacht op de moderator" in here
    assert "Wie betaalt dat?" in here
    assert "Meer bankjes" not in there
    assert "Wie betaalt dat?" not in there


def test_a_question_to_the_panel_is_voted_up_once_and_taken_back() -> None:
    gathering = gather()
    mine, other = _joined(gathering), _joined(gathering)
    mine.post(reverse("hub:ask-panel", args=[gathering.pk]), {"ask": "Wie betaalt dat?"})
    asked = queries.panel_waiting(gathering)[0].id
    with acting_for([WINGENE], EDITOR):
        operations.moderate_panel_question(asked, state=PanelState.ACCEPTED, moment=NOON)
    address = reverse("hub:vote-panel", args=[asked])

    for _twice in range(2):
        other.post(address, {"vote": "up"})
    voted = text_of(other.get(_room(gathering)))
    other.post(address, {"vote": "back"})

    assert "1 stem" in voted
    assert "0 stemmen" in text_of(mine.get(_room(gathering)))


@pytest.mark.parametrize(
    ("name", "sent", "field"),
    [("hub:propose-idea", {"idea": " "}, "id_idea"), ("hub:ask-panel", {"ask": ""}, "id_ask")],
)
def test_empty_words_are_refused_beside_their_field(
    name: str, sent: dict[str, str], field: str
) -> None:
    gathering = gather()
    question = write(gathering, draft_of(takes_ideas=True))
    about = question.pk if name == "hub:propose-idea" else gathering.pk

    answer = _joined(gathering).post(reverse(name, args=[about]), sent)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()


def test_nobody_acts_in_a_room_that_she_did_not_join() -> None:
    question = opened(gather())
    stranger = _joined(gather("panel-2"))

    for name, about in (
        ("hub:propose-idea", question.pk),
        ("hub:ask-panel", question.gathering_id),
    ):
        answer = stranger.post(reverse(name, args=[about]), {"idea": "x", "ask": "x"})
        assert answer.status_code == 403
    assert stranger.post(_question(question), {"answer": "1"})["Location"] == reverse("hub:join")
    assert not Ballot.objects.exists()


def _joined(gathering: Gathering) -> Client:
    client = Client()
    client.post(reverse("hub:join"), {"code": gathering.code})
    return client


def _room(gathering: Gathering) -> str:
    return reverse("hub:room", args=[gathering.pk])


def _question(question: Question) -> str:
    return reverse("hub:question", args=[question.pk])


def _pages(question: Question) -> list[str]:
    return [_room(question.gathering), _question(question)]
