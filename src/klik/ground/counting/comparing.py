"""One person beside a room: intervals of shares, percentile, and likeness of two orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt
from typing import Final

Z_95: Final = 1.959964
"""Of the normal distribution: 95 of 100 lie within so many deviations of the mean."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which shares, from 0 to 1, the share lies with a certainty of 95 of 100."""

    low: float
    high: float


def wilson(count: int, total: int) -> Interval:
    """Return the score interval of `count` of `total`.

    Raises:
        ValueError: There is nothing to take a share of, or more than all.

    Source: Wilson 1927; TOGETHER.md 4.1, with vectors.
    """
    if not 0 <= count <= total or not total:
        raise ValueError(f"{count} of {total} is no share.")
    share = count / total
    shrunk = 1 + Z_95**2 / total
    centre = (share + Z_95**2 / (2 * total)) / shrunk
    half = Z_95 / shrunk * sqrt(share * (1 - share) / total + Z_95**2 / (4 * total**2))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def percentile(histogram: Mapping[int, int], value: int) -> Fraction:
    """Return which part of the answers lies below `value`, those equal to it for a half.

    Raises:
        ValueError: There are no answers.

    Source: TOGETHER.md 1.5.
    """
    total = sum(histogram.values())
    if not total:
        raise ValueError("There are no answers to stand among.")
    below = sum(count for other, count in histogram.items() if other < value)
    return Fraction(2 * below + histogram.get(value, 0), 2 * total)


def kendall_tau_b(one: Mapping[int, int], other: Mapping[int, int]) -> float | None:
    """Return how alike two orders are: 1 for the same, -1 for the reverse.

    Args:
        one: The place of each option; equal places are a tie.
        other: Likewise, of the same options.

    Returns:
        None where one of them puts everything in one place: it says nothing.

    Source: Kendall 1945.
    """
    agreeing = ordered = also_ordered = 0
    for first, second in combinations(one, 2):
        signs = [_sign(places[first] - places[second]) for places in (one, other)]
        agreeing += signs[0] * signs[1]
        ordered += abs(signs[0])
        also_ordered += abs(signs[1])
    if not ordered or not also_ordered:
        return None
    return agreeing / sqrt(ordered * also_ordered)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
