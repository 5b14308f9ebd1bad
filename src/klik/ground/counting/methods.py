"""From ballots to a winner: each method, its figures, and how equals were put in order.

Source: the profile of 100 ballots in TOGETHER.md 1.4 gives each method another winner; it stands in
tests/ground/counting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from klik.ground.counting.choices import Kind, Method, Profile, TieBreak


@dataclass(frozen=True, slots=True)
class Figure:
    """What one option got.

    Attributes:
        option: Its number.
        score: By the method: ballots, points, duels won (a draw is half), or dots.
        voters: On how many ballots it stands.
        first_choices: On how many it stands alone at the top; zero where ballots have no order.
    """

    option: int
    score: Fraction
    voters: int
    first_choices: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two options with one score, and what put the first above the second."""

    above: int
    below: int
    broken_by: TieBreak


@dataclass(frozen=True, slots=True)
class Result:
    """What a question gave.

    Attributes:
        method: By which it was counted.
        ballots: How many were cast.
        winner: The number of an option; None where nobody named any.
        order: Every option, the winner first.
        figures: Of every option, in the order of the list.
        ties: Between neighbours in the order, from the top.
    """

    method: Method
    ballots: int
    winner: int | None
    order: tuple[int, ...]
    figures: tuple[Figure, ...]
    ties: tuple[Tie, ...]


def count_options(
    kind: Kind,
    method: Method,
    *,
    options: Sequence[int],
    profile: Profile,
    tie_break: TieBreak = TieBreak.FIRST_CHOICES,
) -> Result:
    """Count ballots on options.

    Args:
        kind: How the question was asked; any but a scale.
        method: One of `METHODS[kind]`.
        options: Their numbers in the order of the list.
        profile: Choices as `checked_choice` gives them, of these options only.
        tie_break: What decides between equal scores.
    """
    scores = _scores(kind, method, options, profile)
    voters = Counter[int]()
    for choice, ballots in profile.items():
        for option in set(choice):
            voters[option] += ballots
    firsts = _first_choices(kind, profile)
    figures = tuple(Figure(one, scores[one], voters[one], firsts[one]) for one in options)
    order = _in_order(figures, tie_break)
    named = any(voters.values())
    return Result(
        method=method,
        ballots=sum(profile.values()),
        winner=order[0].option if named else None,
        order=tuple(figure.option for figure in order),
        figures=figures,
        ties=_ties(order, tie_break) if named else (),
    )


def duels(options: Sequence[int], profile: Profile) -> dict[tuple[int, int], int]:
    """Return for each pair how many ballots put the first above the second.

    Who is named stands above who is not; between two that are not named a ballot says nothing.
    """
    found = {(one, other): 0 for one in options for other in options if one != other}
    for choice, ballots in profile.items():
        below = set(options)
        for one in choice:
            below.discard(one)
            for other in below:
                found[one, other] += ballots
    return found


def _scores(
    kind: Kind, method: Method, options: Sequence[int], profile: Profile
) -> dict[int, Fraction]:
    if method is Method.BORDA:
        return _borda(options, profile)
    if method is Method.CONDORCET:
        return _copeland(options, profile)
    scores = dict.fromkeys(options, Fraction())
    for choice, ballots in profile.items():
        for option in choice if kind is Kind.DOTS else set(choice):
            scores[option] += ballots
    return scores


def _borda(options: Sequence[int], profile: Profile) -> dict[int, Fraction]:
    # The best of m gets m-1 points, the next m-2; who is not named shares what is left.
    scores = dict.fromkeys(options, Fraction())
    for choice, ballots in profile.items():
        for place, option in enumerate(choice):
            scores[option] += ballots * (len(options) - 1 - place)
        rest = Fraction(len(options) - len(choice) - 1, 2)
        for option in set(options) - set(choice):
            scores[option] += ballots * rest
    return scores


def _copeland(options: Sequence[int], profile: Profile) -> dict[int, Fraction]:
    # Whoever wins every duel is first, if there is such a one; else who wins most of them.
    found = duels(options, profile)
    scores = dict.fromkeys(options, Fraction())
    for (one, other), ballots in found.items():
        against = found[other, one]
        scores[one] += Fraction((ballots > against) * 2 + (ballots == against), 2)
    return scores


def _first_choices(kind: Kind, profile: Profile) -> Counter[int]:
    firsts = Counter[int]()
    for choice, ballots in profile.items():
        if kind in {Kind.SINGLE, Kind.RANKING}:
            firsts.update(dict.fromkeys(choice[:1], ballots))
        elif kind is Kind.DOTS:
            dots = Counter(choice).most_common(2)
            if dots and (len(dots) == 1 or dots[0][1] > dots[1][1]):
                firsts[dots[0][0]] += ballots
    return firsts


def _in_order(figures: Sequence[Figure], tie_break: TieBreak) -> list[Figure]:
    firsts_count = tie_break is TieBreak.FIRST_CHOICES
    # Sorting keeps the order of the list between equals: the last word of each tie-break.
    return sorted(
        figures, key=lambda one: (one.score, one.first_choices * firsts_count), reverse=True
    )


def _ties(order: Sequence[Figure], tie_break: TieBreak) -> tuple[Tie, ...]:
    return tuple(
        Tie(
            above.option,
            below.option,
            tie_break if above.first_choices > below.first_choices else TieBreak.LISTING,
        )
        for above, below in pairwise(order)
        if above.score == below.score
    )
