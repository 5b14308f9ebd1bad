"""The methods once more, by another road: one ballot and one pair at a time, from a matrix.

It shares no code with klik.ground.counting. Borda is taken as duels won over all ballots, which
equals points for places; Copeland as the sign of each duel.
"""

from __future__ import annotations

from collections.abc import Sequence


def matrix(options: Sequence[int], ballots: Sequence[Sequence[int]]) -> list[list[float]]:
    """Return per pair how often the row stands above the column, a shared place for a half."""
    size = len(options)
    found = [[0.0] * size for _ in options]
    for ballot in ballots:
        places = [ballot.index(one) if one in ballot else size for one in options]
        for row in range(size):
            for column in range(size):
                if row != column:
                    found[row][column] += (
                        1.0
                        if places[row] < places[column]
                        else 0.5 * (places[row] == places[column])
                    )
    return found


def borda(options: Sequence[int], ballots: Sequence[Sequence[int]]) -> list[float]:
    """Return the points of each option."""
    return [sum(row) for row in matrix(options, ballots)]


def copeland(options: Sequence[int], ballots: Sequence[Sequence[int]]) -> list[float]:
    """Return the duels that each option won, a draw for a half."""
    found = matrix(options, ballots)
    size = range(len(options))
    return [
        sum(
            (found[row][column] > found[column][row])
            + 0.5 * (found[row][column] == found[column][row])
            for column in size
            if column != row
        )
        for row in size
    ]


def places_named(options: Sequence[int], ballots: Sequence[Sequence[int]]) -> list[float]:
    """Return on how many ballots each option stands."""
    return [float(sum(one in ballot for ballot in ballots)) for one in options]


def dots(options: Sequence[int], ballots: Sequence[Sequence[int]]) -> list[float]:
    """Return the dots of each option."""
    return [float(sum(list(ballot).count(one) for ballot in ballots)) for one in options]


def firsts(options: Sequence[int], ballots: Sequence[Sequence[int]], *, by_dots: bool) -> list[int]:
    """Return on how many ballots each option stands alone at the top."""
    found = [0] * len(options)
    for ballot in ballots:
        if by_dots:
            given = [list(ballot).count(one) for one in options]
            best = [place for place, number in enumerate(given) if number == max(given)]
        else:
            best = [place for place, one in enumerate(options) if one == ballot[0]]
        if len(best) == 1:
            found[best[0]] += 1
    return found


def order(options: Sequence[int], scores: Sequence[float], first: Sequence[int]) -> list[int]:
    """Return the options by taking the best of what is left, again and again."""
    left, found = list(range(len(options))), []
    while left:
        best = left[0]
        for place in left[1:]:
            if (scores[place], first[place]) > (scores[best], first[best]):
                best = place
        found.append(options[best])
        left.remove(best)
    return found
