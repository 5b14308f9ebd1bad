"""Ideas, the panel, what is revealed, and snapshots that never go back."""

from datetime import date, datetime

import pytest
from django.db.models import DateTimeField
from tests.factories.acting import EDITOR, HERENT, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.polls import close, draft_of, gather, opened, present, visitors, write

from klik.domains.polls import operations, ports, queries
from klik.domains.polls.models import (
    Ballot,
    Gathering,
    Option,
    PanelQuestion,
    PanelState,
    Participant,
    Peek,
    TallySnapshot,
    Upvote,
)
from klik.ground.counting.choices import Kind
from klik.ground.counting.methods import Result
from klik.ground.tenancy import acting_for


@pytest.fixture
def hall(db: None) -> Gathering:
    """Give a gathering of Wingene that one can join."""
    make_keys(WINGENE, HERENT)
    return gather()


def test_a_merged_idea_counts_each_voter_once(hall: Gathering) -> None:
    question = opened(hall, draft_of(Kind.APPROVAL, options=(), takes_ideas=True))
    an, bo, cas = present(hall, 3)
    first, second, third = (
        operations.propose_idea(question.pk, who, words).number
        for who, words in ((an, "Burger centraal"), (bo, "De burger eerst"), (cas, "Reclame"))
    )
    with acting_for([WINGENE], EDITOR):
        for number in (first, second, third):
            operations.accept_idea(question.pk, number, moment=NOON)
    operations.cast_ballot(question.pk, an, [first, second])
    operations.cast_ballot(question.pk, bo, [second])
    operations.cast_ballot(question.pk, cas, [third])

    with acting_for([WINGENE], EDITOR):
        operations.merge_idea(question.pk, second, into=first, moment=NOON)
        operations.reject_idea(question.pk, third, moment=NOON)
        with pytest.raises(operations.MergedWrongly):
            operations.merge_idea(question.pk, first, into=third, moment=NOON)

    merged = queries.room_count(question)
    assert isinstance(merged, Result)
    assert (merged.ballots, merged.order) == (3, (first,))
    assert merged.figures[0].voters == 2
    assert queries.own_choice(question, an) == (first, second)  # no ballot was copied or changed
    assert operations.cast_ballot(question.pk, cas, [second]) == (second,)  # a page of before


def test_an_idea_waits_for_an_editor(hall: Gathering) -> None:
    question = write(hall, draft_of(Kind.APPROVAL, options=(), takes_ideas=True))
    [an], [late] = present(hall), visitors(hall)
    idea = operations.propose_idea(question.pk, an, "  Samen   leren ")

    assert operations.propose_idea(question.pk, an, "Samen leren").pk == idea.pk
    hers, others = (queries.question_shown(question, who) for who in (an, late))
    assert (hers.options, hers.own_ideas) == ((), (("Samen leren", "proposed"),))
    assert others.own_ideas == ()
    assert [one.pk for one in queries.ideas_waiting(question)] == [idea.pk]
    for number in range(4):
        operations.propose_idea(question.pk, an, f"Idee {number}")
    with pytest.raises(operations.EnoughIdeas):
        operations.propose_idea(question.pk, an, "Nog een")
    with pytest.raises(operations.IdeaRefused):
        operations.propose_idea(question.pk, an, " ")
    with pytest.raises(operations.JoinFirst):
        operations.propose_idea(question.pk, late, "Van thuis")


def test_ideas_end_with_voting(hall: Gathering) -> None:
    question, [an] = opened(hall, draft_of(Kind.APPROVAL, takes_ideas=True)), present(hall)
    close(question, until="revealed")

    with pytest.raises(operations.NoIdeas):
        operations.propose_idea(question.pk, an, "Te laat")
    with acting_for([WINGENE], EDITOR), pytest.raises(operations.NoIdeas):
        operations.set_taking_ideas(question.pk, takes_ideas=True, moment=NOON)
    with acting_for([WINGENE], EDITOR), pytest.raises(operations.QuestionUnderWay):
        operations.reject_idea(question.pk, 1, moment=NOON)


def test_results_stay_hidden_until_revealed(hall: Gathering) -> None:
    question, [an] = opened(hall), present(hall)
    operations.cast_ballot(question.pk, an, [3])
    operations.take_snapshot(question.pk, moment=NOON)
    seen = {}

    for state in ("open", "closed", "revealed"):
        if state != "open":
            with acting_for([WINGENE], EDITOR):
                step = {"closed": operations.close_question, "revealed": operations.reveal_question}
                step[state](question.pk, moment=NOON)
        seen[state] = queries.question_shown(queries.question_by(question.pk), an).result

    assert (seen["open"], seen["closed"]) == (None, None)
    assert seen["revealed"] is not None
    assert isinstance(seen["revealed"].counted, Result)
    assert seen["revealed"].counted.winner == 3
    assert queries.ballots_cast(question) == 1


def test_a_higher_sequence_was_counted_later(hall: Gathering) -> None:
    question, people = opened(hall), present(hall, 8)
    taken = []
    for who in people:
        operations.cast_ballot(question.pk, who, [1])
        taken.append(operations.take_snapshot(question.pk, moment=NOON))
        taken.append(operations.take_snapshot(question.pk, moment=NOON))  # nothing changed

    assert [(one.sequence, one.ballots) for one in taken[::2]] == [(n, n) for n in range(1, 9)]
    assert taken[1] == taken[0]
    assert queries.latest_tally(question) == taken[-1]
    assert TallySnapshot.objects.count() == 5


def test_the_winner_becomes_the_topic(hall: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str, ports.Topic]] = []

    def take(kind: str, reference: str, /, *, topic: ports.Topic, moment: datetime) -> None:
        told.append((kind, reference, topic))

    monkeypatch.setattr(ports.takes_topic, "_service", take)
    question = opened(hall, draft_of(topic_for=("session", "panel")))
    for who, choice in zip(present(hall, 3), (3, 3, 1), strict=True):
        operations.cast_ballot(question.pk, who, [choice])
    assert queries.topic_of("session", "panel") is None

    close(question, until="revealed")

    topic = ports.Topic(question.pk, 3, "De burger centraal", "Citizen central")
    assert told == [("session", "panel", topic)]
    assert queries.topic_of("session", "panel") == topic


def test_the_panel_is_asked_what_most_want(hall: Gathering) -> None:
    an, bo, cas = present(hall, 3)
    first = operations.ask_panel(hall.pk, an, "Wat kost dat?")
    second = operations.ask_panel(hall.pk, bo, "Wie doet mee?")
    assert operations.ask_panel(hall.pk, an, "Wat  kost dat?").pk == first.pk
    assert [one.id for one in queries.asked_panel(hall, an)] == [first.pk]  # her own, still waiting
    assert queries.asked_panel(hall, cas) == []
    with pytest.raises(queries.PanelQuestionNotFound):
        operations.vote_up(first.pk, cas)
    assert [one.id for one in queries.panel_waiting(hall)] == [first.pk, second.pk]

    with acting_for([WINGENE], EDITOR):
        for asked in (first, second):
            operations.moderate_panel_question(asked.pk, state=PanelState.ACCEPTED, moment=NOON)
    operations.vote_up(second.pk, cas)
    operations.vote_up(second.pk, cas)
    operations.vote_up(first.pk, cas)
    operations.take_back_vote(first.pk, cas)

    seen = queries.asked_panel(hall, cas)
    assert [(one.id, one.votes, one.is_voted) for one in seen] == [
        (second.pk, 1, True),
        (first.pk, 0, False),
    ]


def test_tokens_of_long_ago_are_forgotten_and_ballots_stay(hall: Gathering) -> None:
    question = opened(hall)
    joined = operations.join(hall.code, token=None, moment=NOON)
    operations.cast_ballot(question.pk, joined.participant, [1])

    assert operations.forget_tokens(joined_before=date(2026, 11, 23)) == 0
    assert operations.forget_tokens(joined_before=date(2026, 11, 24)) == 1

    assert queries.participant_with(hall, joined.token) is None
    assert queries.ballots_cast(question) == 1


def test_nothing_says_at_which_moment_somebody_took_part() -> None:
    for model in (Ballot, Option, PanelQuestion, Participant, Peek, Upvote):
        fields = model._meta.get_fields()  # noqa: SLF001 -- Django's public-by-habit Meta
        assert not [one.name for one in fields if isinstance(one, DateTimeField)]
