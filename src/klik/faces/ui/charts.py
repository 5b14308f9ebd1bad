"""Charts as numbers for a template to draw: x in per cent, y in pixels, so text keeps its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from klik.faces.ui import words
from klik.faces.ui.drawing import PartMisused

COLUMN_HEIGHT: Final = 260
_TOP, _FLOOR = 18, 234
_FILLED: Final = 0.64  # of the room that a column has
_LINES: Final = 4
_ABOVE: Final = 6
MOST_COLUMNS: Final = 24
_ROOMY: Final = 8  # so many labels fit on a phone


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart.

    Attributes:
        label: What it is, in full, for the table.
        value: How many; never negative.
        short: The label under a column; the label itself where empty.
        written: The value as it is read; a plain count where empty.
        is_now: Whether it is the one the page is about.
    """

    label: str
    value: int
    short: str = ""
    written: str = ""
    is_now: bool = False

    def __post_init__(self) -> None:
        if self.value < 0:
            raise PartMisused(f"{self.label}: a chart shows no negative value, {self.value}")

    @property
    def shown(self) -> str:
        """Return the value as it is read."""
        return self.written or words.number_written(self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """A point and where its column stands: x and width in per cent, y and height in pixels.

    Every second column `is_between`: its label gives way where there is little room.
    """

    point: Point
    x: str
    width: str
    y: int
    height: int
    middle: str
    value_y: int
    is_between: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A point and how long its bar is, in per cent; for parts of a whole also the share."""

    point: Point
    width: str
    share: int


def columns(points: Sequence[Point]) -> list[Column]:
    """Return where each column stands, the highest filling the chart.

    Raises:
        PartMisused: There are none, or more than fit on a phone.
    """
    if not 1 <= len(points) <= MOST_COLUMNS:
        raise PartMisused(f"a chart has 1 to {MOST_COLUMNS} columns, not {len(points)}")
    most = max(point.value for point in points) or 1
    room = 100 / len(points)
    placed = []
    for at, point in enumerate(points):
        height = round((_FLOOR - _TOP) * point.value / most)
        placed.append(
            Column(
                point=point,
                x=_per_cent(room * (at + (1 - _FILLED) / 2)),
                width=_per_cent(room * _FILLED),
                y=_FLOOR - height,
                height=height,
                middle=_per_cent(room * (at + 0.5)),
                value_y=_FLOOR - height - _ABOVE,
                is_between=len(points) > _ROOMY and (len(points) - at) % 2 == 0,
            )
        )
    return placed


def grid_lines() -> list[int]:
    """Return the heights of the lines behind the columns, in pixels from above."""
    step = (_FLOOR - _TOP) / _LINES
    return [round(_TOP + step * at) for at in range(_LINES)]


def bars(points: Sequence[Point]) -> list[Bar]:
    """Return how long each bar is, the longest filling the line.

    Raises:
        PartMisused: There are no points.
    """
    most = max((point.value for point in points), default=0)
    return _bars(points, most)


def shares(points: Sequence[Point]) -> list[Bar]:
    """Return how long each bar is as a part of the whole, which is the sum of all.

    Raises:
        PartMisused: There are no points.
    """
    return _bars(points, sum(point.value for point in points))


def _bars(points: Sequence[Point], whole: int) -> list[Bar]:
    if not points:
        raise PartMisused("a chart needs a point")
    total = sum(point.value for point in points) or 1
    return [
        Bar(
            point=point,
            width=_per_cent(100 * point.value / (whole or 1)),
            share=round(100 * point.value / total),
        )
        for point in points
    ]


def _per_cent(number: float) -> str:
    return f"{number:.2f}%"
