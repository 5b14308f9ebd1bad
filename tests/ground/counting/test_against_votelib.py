"""The methods agree with votelib, an independent library (MIT), on random profiles."""

from collections import Counter
from random import Random

from votelib.component.rankscore import Borda
from votelib.convert import (
    ApprovalToSimpleVotes,
    RankedToCondorcetVotes,
    RankedToFirstPreference,
    RankedToPositionalVotes,
)
from votelib.evaluate.condorcet import CondorcetWinner, Copeland, pairwise_wins

from klik.ground.counting.choices import Kind, Method, Profile
from klik.ground.counting.methods import Result, count_options

PROFILES = 1_000


def test_rankings_agree(random_numbers: Random) -> None:
    for _ in range(PROFILES):
        options = list(range(1, random_numbers.randint(3, 7)))
        ballots = [tuple(random_numbers.sample(options, len(options))) for _ in range(15)]
        profile: Profile = Counter(ballots)

        borda, condorcet = (
            count_options(Kind.RANKING, method, options=options, profile=profile)
            for method in (Method.BORDA, Method.CONDORCET)
        )

        duels = RankedToCondorcetVotes().convert(profile)
        copeland = Copeland.scores(pairwise_wins(duels))
        assert _scores(borda) == RankedToPositionalVotes(Borda(base=0)).convert(profile)
        assert _firsts(borda) == RankedToFirstPreference().convert(profile)
        # It counts duels won less duels lost; we count a draw for a half.
        assert {
            option: 2 * score - (len(options) - 1) for option, score in _scores(condorcet).items()
        } == {option: copeland.get(option, 0) for option in options}
        assert CondorcetWinner().evaluate(duels) in ([], [condorcet.winner])


def test_approvals_agree(random_numbers: Random) -> None:
    for _ in range(PROFILES):
        options = list(range(1, random_numbers.randint(3, 10)))
        size = random_numbers.randint(1, len(options))
        ballots = [tuple(sorted(random_numbers.sample(options, size))) for _ in range(15)]

        result = count_options(
            Kind.APPROVAL, Method.APPROVAL, options=options, profile=Counter(ballots)
        )

        sets = Counter(map(frozenset, ballots))
        theirs = ApprovalToSimpleVotes().convert(sets)
        assert {option: score for option, score in _scores(result).items() if score} == theirs


def _scores(result: Result) -> dict[int, float]:
    return {figure.option: float(figure.score) for figure in result.figures}


def _firsts(result: Result) -> dict[int, int]:
    return {one.option: one.first_choices for one in result.figures if one.first_choices}
