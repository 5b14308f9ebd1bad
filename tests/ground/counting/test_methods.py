"""Each method gives its documented winner, and what a second implementation gives."""

from collections import Counter
from random import Random

from tests.ground.counting import reference

from klik.ground.counting.choices import Choice, Kind, Method, Profile, TieBreak, merged
from klik.ground.counting.methods import Result, Tie, count_options, duels

A, B, C, D = TOPICS = 1, 2, 3, 4
# The documented trap: 100 ballots of which each method takes another winner.
BALLOTS: Profile = {(A, B, C, D): 40, (B, C, D, A): 25, (C, B, D, A): 20, (D, C, B, A): 15}
PROFILES = 1_000


def test_plurality_takes_the_most_first_choices() -> None:
    firsts: Profile = {choice[:1]: ballots for choice, ballots in BALLOTS.items()}

    result = count_options(Kind.SINGLE, Method.PLURALITY, options=TOPICS, profile=firsts)

    assert (result.winner, _scores(result)) == (A, {A: 40, B: 25, C: 20, D: 15})
    assert (result.order, result.ballots, result.ties) == ((A, B, C, D), 100, ())


def test_borda_takes_the_most_points() -> None:
    result = count_options(Kind.RANKING, Method.BORDA, options=TOPICS, profile=BALLOTS)

    assert (result.winner, _scores(result)) == (B, {A: 120, B: 210, C: 180, D: 90})
    assert [figure.first_choices for figure in result.figures] == [40, 25, 20, 15]


def test_condorcet_takes_who_beats_all() -> None:
    result = count_options(Kind.RANKING, Method.CONDORCET, options=TOPICS, profile=BALLOTS)

    found = duels(TOPICS, BALLOTS)
    assert (result.winner, result.order) == (B, (B, C, D, A))
    assert all(found[B, other] > found[other, B] for other in (A, C, D))
    assert all(found[A, other] < found[other, A] for other in (B, C, D))


def test_where_nobody_beats_all_equals_go_by_first_choices() -> None:
    circle: Profile = {(A, B, C): 3, (B, C, A): 4, (C, A, B): 2}

    result = count_options(Kind.RANKING, Method.CONDORCET, options=(A, B, C), profile=circle)

    assert set(_scores(result).values()) == {1}
    assert result.order == (B, A, C)
    assert result.ties == (
        Tie(B, A, TieBreak.FIRST_CHOICES),
        Tie(A, C, TieBreak.FIRST_CHOICES),
    )


def test_equals_without_first_choices_go_by_the_list() -> None:
    even: Profile = {(A, B): 2, (B, A): 2}

    result = count_options(Kind.RANKING, Method.BORDA, options=(B, A), profile=even)
    listed = count_options(
        Kind.DOTS, Method.DOTS, options=TOPICS, profile={(A, B, B): 1, (A,): 1},
        tie_break=TieBreak.LISTING,
    )  # fmt: skip

    assert (result.order, result.ties) == ((B, A), (Tie(B, A, TieBreak.LISTING),))
    assert listed.order == TOPICS
    assert {tie.broken_by for tie in listed.ties} == {TieBreak.LISTING}


def test_a_ranking_that_stops_early_shares_the_last_places() -> None:
    result = count_options(Kind.RANKING, Method.BORDA, options=TOPICS, profile={(C,): 2})

    assert _scores(result) == {A: 2, B: 2, C: 6, D: 2}


def test_nobody_voted_gives_no_winner() -> None:
    result = count_options(Kind.APPROVAL, Method.APPROVAL, options=TOPICS, profile={})

    assert (result.winner, result.ballots, result.ties) == (None, 0, ())


def test_merged_options_count_each_voter_once() -> None:
    profile: Profile = {(A, B): 3, (B,): 2, (C, D): 1, (D,): 1}

    found = merged(Kind.APPROVAL, profile, {B: A, D: None})
    result = count_options(Kind.APPROVAL, Method.APPROVAL, options=(A, C), profile=found)

    assert found == {(A,): 5, (C,): 1, (): 1}
    assert (result.ballots, _scores(result)) == (7, {A: 5, C: 1})
    assert merged(Kind.DOTS, {(A, B, B): 1}, {B: A}) == {(A, A, A): 1}
    assert merged(Kind.RANKING, {(B, C, A): 1}, {B: A}) == {(A, C): 1}


def test_random_profiles_give_what_a_second_implementation_gives(random_numbers: Random) -> None:
    for _ in range(PROFILES):
        options = random_numbers.sample(range(1, 10), random_numbers.randint(2, 6))
        for kind, method, score in (
            (Kind.RANKING, Method.BORDA, reference.borda),
            (Kind.RANKING, Method.CONDORCET, reference.copeland),
            (Kind.APPROVAL, Method.APPROVAL, reference.places_named),
            (Kind.DOTS, Method.DOTS, reference.dots),
        ):
            ballots = [_ballot(kind, options, random_numbers) for _ in range(12)]

            result = count_options(kind, method, options=options, profile=Counter(ballots))

            scores = score(options, ballots)
            firsts = _firsts(kind, options, ballots)
            assert [float(figure.score) for figure in result.figures] == scores
            assert [figure.first_choices for figure in result.figures] == firsts
            assert list(result.order) == reference.order(options, scores, firsts)


def _ballot(kind: Kind, options: list[int], random_numbers: Random) -> Choice:
    size = random_numbers.randint(1, len(options))
    if kind is Kind.DOTS:
        return tuple(sorted(random_numbers.choices(options, k=5)))
    chosen = random_numbers.sample(options, size)
    return tuple(chosen) if kind is Kind.RANKING else tuple(sorted(chosen))


def _firsts(kind: Kind, options: list[int], ballots: list[Choice]) -> list[int]:
    if kind is Kind.APPROVAL:
        return [0] * len(options)
    return reference.firsts(options, ballots, by_dots=kind is Kind.DOTS)


def _scores(result: Result) -> dict[int, int]:
    return {figure.option: int(figure.score) for figure in result.figures}
