"""What came of a package, from what was decided: nothing under five, nor from which that follows.

Source: TOGETHER 1.5: a cell under five is hidden, and so is what would tell it by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from klik.domains.cases.queries import counting
from klik.domains.cases.queries.counting import Counted

LEAST: Final = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a package in one municipality, or in all that are shown.

    Attributes:
        nis: Of the municipality; empty for all.
        decisions: How many; None where it is too few to tell.
        automatic_percent: Of those, how many in a hundred nobody had to ask for; None where it or
            its opposite is too few to tell.
        median_days: From what came in to the decision; None where too few are known.
    """

    nis: str
    decisions: int | None
    automatic_percent: int | None
    median_days: int | None


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a package.

    Attributes:
        whole: Over the municipalities of which the number is told, and of no other: else the one
            that is not told would follow.
        by_nis: Of each municipality that decided something.
    """

    whole: Result
    by_nis: Mapping[str, Result]


def results_of(package: str) -> Results:
    """Return what came of a package in the municipalities acted for.

    Raises:
        NotActing: Outside `acting_for`.
    """
    return told(counting.counted_decisions(package))


def told(counted: Iterable[Counted]) -> Results:
    """Return exact counts as they may be shown."""
    every = list(counted)
    shown = [one for one in every if one.decisions >= LEAST]
    split = [one for one in shown if _is_split_told(one)]
    timed = [one for one in shown if sum(one.days.values()) >= LEAST]
    return Results(
        whole=Result(
            nis="",
            decisions=sum(one.decisions for one in shown) or None,
            automatic_percent=_percent(split),
            median_days=_median(timed),
        ),
        by_nis={one.nis: _told_of(one) for one in every},
    )


def _told_of(counted: Counted) -> Result:
    if counted.decisions < LEAST:
        return Result(counted.nis, None, None, None)
    return Result(
        nis=counted.nis,
        decisions=counted.decisions,
        automatic_percent=_percent([counted] if _is_split_told(counted) else []),
        median_days=_median([counted] if sum(counted.days.values()) >= LEAST else []),
    )


def _is_split_told(counted: Counted) -> bool:
    parts = (counted.automatic, counted.decisions - counted.automatic)
    return all(one == 0 or one >= LEAST for one in parts)


def _percent(counted: Iterable[Counted]) -> int | None:
    rows = list(counted)
    decisions = sum(one.decisions for one in rows)
    # A sum of numerators over a sum of denominators, never a mean of percentages (TOGETHER 4.7).
    automatic = sum(one.automatic for one in rows)
    return (200 * automatic + decisions) // (2 * decisions) if decisions else None


def _median(counted: Iterable[Counted]) -> int | None:
    days: Counter[int] = Counter()
    for one in counted:
        days.update(one.days)
    left = (days.total() + 1) // 2
    for number, times in sorted(days.items()):
        left -= times
        if left <= 0:
            return number
    return None
