"""The topic that a room chose stands at its session, with who takes it further."""

import pytest
from django.template.loader import render_to_string
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.polls import close, draft_of, gather, opened, present

from klik.domains.polls import operations
from klik.domains.polls.models import Question
from klik.domains.polls.operations import NoTopic, OutcomeRefused, Words
from klik.faces.hub.live.attaching import at_session
from klik.ground.tenancy import acting_for

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")
PANEL = "panel-1"


def test_a_session_where_nothing_was_asked_tells_nothing() -> None:
    assert not at_session("elsewhere")
    assert "<section" not in render_to_string(
        "hub/live/_at_session.html", {"voices": at_session("elsewhere")}
    )


def test_the_topic_stands_at_the_session_once_it_is_revealed() -> None:
    question = _chosen(until="closed")
    before = at_session(PANEL).topic
    with acting_for([WINGENE], EDITOR):
        operations.reveal_question(question.pk, moment=NOON)

    assert before == ""
    assert at_session(PANEL).topic == "Te ver of niet ver genoeg?"


def test_who_takes_the_topic_further_and_what_came_of_it_stand_beside_it() -> None:
    question = _chosen(until="frozen")

    with acting_for([WINGENE], EDITOR):
        operations.set_outcome(
            question.pk,
            owner="Stad Voorbeeld",
            outcome=Words("Er kwam een werkgroep."),
            moment=NOON,
        )
    shown = render_to_string("hub/live/_at_session.html", {"voices": at_session(PANEL)})

    assert "Stad Voorbeeld neemt dit verder op." in shown
    assert "Er kwam een werkgroep." in shown
    assert f"/hub/vraag/{question.pk}/vergelijk/" in shown


def test_nothing_comes_of_a_question_that_gave_no_topic_nor_without_an_owner() -> None:
    question = _chosen(until="closed")

    with acting_for([WINGENE], EDITOR):
        with pytest.raises(NoTopic):
            operations.set_outcome(question.pk, owner="Stad", outcome=Words(""), moment=NOON)
        with pytest.raises(OutcomeRefused):
            operations.set_outcome(question.pk, owner=" ", outcome=Words(""), moment=NOON)


def _chosen(*, until: str) -> Question:
    question = opened(gather(), draft_of(topic_for=("session", PANEL)))
    operations.cast_ballot(question.pk, present(question.gathering)[0], [2])
    close(question, until=until)
    return question
