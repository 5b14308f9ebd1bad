"""Answers on a scale: median, mean, and how often each value was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from klik.ground.counting.choices import Profile


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """What a scale gave.

    Attributes:
        ballots: How many were cast.
        histogram: How often each value of the scale was chosen, zero where nobody did.
        median: The middle answer, or half-way between the two middle ones; None without answers.
        mean: Exactly; None without answers.
    """

    ballots: int
    histogram: Mapping[int, int]
    median: Fraction | None
    mean: Fraction | None


def count_scale(profile: Profile, *, least: int, most: int) -> ScaleResult:
    """Count answers on the scale from `least` to `most`, both included."""
    histogram = {value: profile.get((value,), 0) for value in range(least, most + 1)}
    ballots = sum(histogram.values())
    if not ballots:
        return ScaleResult(0, histogram, None, None)
    total = sum(value * count for value, count in histogram.items())
    middle = _answer(histogram, (ballots - 1) // 2) + _answer(histogram, ballots // 2)
    return ScaleResult(ballots, histogram, Fraction(middle, 2), Fraction(total, ballots))


def _answer(histogram: Mapping[int, int], place: int) -> int:
    """Return the answer at a place, from zero, were all of them put in order."""
    passed = accumulate(histogram.values())
    return next(value for value, so_far in zip(histogram, passed, strict=True) if so_far > place)
