"""What may be shown of few: no cell under five, and none that follows from the others.

Three forms, for what a breakdown says besides its cells:

- cells that make up the total: `shown_cells`;
- cells of which each stands against the total by itself, as where one chooses several:
  `shown_shares`;
- cells on a scale, of which also the middle and one's own place are told: `bands_of`.

Source: TOGETHER.md 1.5: no cell under 5, also by differencing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

FEWEST: Final = 5
_Key = TypeVar("_Key", bound=Hashable)


def shown_cells(cells: Mapping[_Key, int]) -> dict[_Key, int]:
    """Return which cells of a total may be shown beside it; none where the total is too small.

    What is left out holds at least five together, in at least two cells: taking what is shown from
    the total gives nothing away.
    """
    hidden = {key for key, count in cells.items() if count < FEWEST}
    rising = sorted((key for key in cells if key not in hidden), key=lambda key: cells[key])
    left_out = sum(cells[key] for key in hidden)
    while hidden and rising and (left_out < FEWEST or len(hidden) == 1):
        left_out += cells[rising[0]]
        hidden.add(rising.pop(0))
    return {key: count for key, count in cells.items() if key not in hidden}


def shown_shares(counts: Mapping[_Key, int], total: int) -> dict[_Key, int]:
    """Return which counts may be shown beside the total: at least five are in, and five out."""
    return {
        key: count for key, count in counts.items() if count >= FEWEST and total - count >= FEWEST
    }


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring values of a scale that are shown as one; at least five chose among them."""

    least: int
    most: int
    count: int


def bands_of(histogram: Mapping[int, int]) -> tuple[Band, ...]:
    """Return a histogram in bands of five answers or more, the lowest first; none with fewer.

    Values are joined from below; what is left at the top joins the last band.
    """
    bands: list[Band] = []
    least, count = None, 0
    for value in sorted(histogram):
        least = value if least is None else least
        count += histogram[value]
        if count >= FEWEST:
            bands.append(Band(least, value, count))
            least, count = None, 0
    if least is not None and bands:
        last = bands.pop()
        bands.append(Band(last.least, max(histogram), last.count + count))
    return tuple(bands)
