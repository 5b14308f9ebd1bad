"""Who comes later answers first, stands beside the room, and is never added to it."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.factories.acting import HERENT, WINGENE
from tests.factories.keys import make_keys
from tests.factories.polls import close, draft_of, gather, opened, present, visitors

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Gathering, Question
from klik.domains.polls.operations import QuestionDraft
from klik.ground.counting.choices import Kind
from klik.ground.counting.comparing import wilson


@pytest.fixture
def hall(db: None) -> Gathering:
    """Give a gathering of Wingene that one can join."""
    make_keys(WINGENE, HERENT)
    return gather()


def frozen(hall: Gathering, draft: QuestionDraft, choices: Sequence[Sequence[int]]) -> Question:
    """Let a room choose, and make that final."""
    question = opened(hall, draft)
    for who, choice in zip(present(hall, len(choices)), choices, strict=True):
        operations.cast_ballot(question.pk, who, choice)
    close(question)
    return queries.question_by(question.pk)


def test_the_room_is_frozen_with_its_digest(hall: Gathering) -> None:
    question = frozen(hall, draft_of(), [[1]] * 3 + [[3]] * 4)

    result = queries.frozen_result(question)

    assert result is not None
    assert (result.ballots, result.method) == (7, "plurality")
    assert result.digest == queries.digest_of(result.salt, ["3", "1"] + ["3"] * 3 + ["1"] * 2)
    assert queries.digest_is_right(question)
    Ballot.objects.filter(choice="1").update(choice="2")
    assert not queries.digest_is_right(question)


def test_a_visitor_answers_first_then_compares(hall: Gathering) -> None:
    question = frozen(hall, draft_of(), [[1]] * 6 + [[3]] * 9)
    [late] = visitors(hall)

    for who in (None, late):
        with pytest.raises(queries.AnswerFirst):
            queries.comparison(question, who)
    assert queries.question_shown(question, late).may_answer
    operations.cast_ballot(question.pk, late, [1])
    found = queries.comparison(question, late)

    assert (found.own, found.room.answers, found.room.winner) == ((1,), 15, 3)
    # Nobody chose the second: with the six of the first it stays out of sight.
    assert [(one.least, one.count, one.interval) for one in found.room.shares] == [
        (3, 9, wilson(9, 15))
    ]
    assert found.visitors.answers is None


def test_visitors_are_a_population_of_their_own_in_steps(hall: Gathering) -> None:
    question = frozen(hall, draft_of(), [[1]] * 6)
    people = visitors(hall, 13)
    seen = []
    for who, choice in zip(people, [2] * 5 + [1] * 8, strict=True):
        operations.cast_ballot(question.pk, who, [choice])
        seen.append(queries.comparison(question, people[0]).visitors.answers)

    assert seen == [None] * 4 + [5] * 5 + [10] * 4
    assert queries.room_result(question).answers == 6
    assert queries.digest_is_right(question)


def test_a_visitor_does_not_change_her_answer(hall: Gathering) -> None:
    question, [late] = frozen(hall, draft_of(), [[1]] * 6), visitors(hall)
    operations.cast_ballot(question.pk, late, [1])
    operations.cast_ballot(question.pk, late, [1])

    with pytest.raises(operations.AnsweredAlready):
        operations.cast_ballot(question.pk, late, [2])

    assert not queries.question_shown(question, late).may_answer


def test_who_voted_in_the_room_keeps_that_ballot_and_compares(hall: Gathering) -> None:
    question = opened(hall)
    who, silent = present(hall, 2)
    operations.cast_ballot(question.pk, who, [1])
    close(question)

    with pytest.raises(operations.AnsweredAlready):
        operations.cast_ballot(question.pk, who, [2])
    operations.cast_ballot(question.pk, silent, [2])

    found = queries.question_by(question.pk)
    assert queries.comparison(found, who).own == (1,)
    populations = Ballot.objects.order_by("pk").values_list("population", flat=True)
    assert list(populations) == ["room", "visitor"]


def test_who_looked_first_counts_with_nobody(hall: Gathering) -> None:
    question = frozen(hall, draft_of(), [[1]] * 6)
    peeker, *others = visitors(hall, 6)
    operations.peek(question.pk, peeker)
    operations.cast_ballot(question.pk, peeker, [3])
    for who in others:
        operations.cast_ballot(question.pk, who, [2])
        operations.peek(question.pk, who)  # after answering, which is no peeking

    counted = queries.visitors_count(question)

    assert counted.ballots == 5
    assert queries.comparison(question, peeker).own == (3,)


def test_a_scale_gives_a_percentile_and_its_bands(hall: Gathering) -> None:
    question = frozen(hall, draft_of(Kind.SCALE), [[1]] * 2 + [[2]] * 4 + [[4]] * 6 + [[5]] * 8)
    [late] = visitors(hall)
    operations.cast_ballot(question.pk, late, [4])

    found = queries.comparison(question, late)

    bands = [(one.least, one.most, one.count) for one in found.room.shares]
    assert bands == [(1, 2, 6), (3, 4, 6), (5, 5, 8)]
    assert (found.room.mean, found.room.median) == (None, None)
    assert found.percentile == pytest.approx((6 + 3) / 20)
    assert found.likeness is None


def test_a_ranking_gives_its_likeness(hall: Gathering) -> None:
    question = frozen(hall, draft_of(Kind.RANKING), [[3, 2, 1]] * 6 + [[2, 3, 1]] * 5)
    [alike, reverse] = visitors(hall, 2)
    operations.cast_ballot(question.pk, alike, [3, 2, 1])
    operations.cast_ballot(question.pk, reverse, [1, 2, 3])

    found = [queries.comparison(question, who) for who in (alike, reverse)]

    assert [one.likeness for one in found] == [pytest.approx(1), pytest.approx(-1)]
    assert found[0].room.order == (3, 2, 1)


def test_nothing_is_compared_before_it_is_final(hall: Gathering) -> None:
    question, [who] = opened(hall), present(hall)
    operations.cast_ballot(question.pk, who, [1])
    close(question, until="revealed")

    with pytest.raises(queries.NotFrozen):
        queries.comparison(queries.question_by(question.pk), who)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.sampled_from([[1], [2], [3], [1, 2], [2, 3]]), max_size=14), some.data())
def test_no_share_of_few_is_shown(
    hall: Gathering, choices: list[list[int]], data: some.DataObject
) -> None:
    kind = data.draw(some.sampled_from([Kind.APPROVAL, Kind.RANKING, Kind.DOTS]))
    reference = f"panel-{Gathering.objects.count() + 1}"
    question = frozen(gather(reference), draft_of(kind, at_most=3), choices)

    shown = queries.room_result(question)

    assert (shown.answers is None) == (len(choices) < 5)
    for one in shown.shares:
        assert one.count >= 5
        assert len(choices) - one.count >= 5 or (kind is Kind.RANKING and len(choices) == one.count)
