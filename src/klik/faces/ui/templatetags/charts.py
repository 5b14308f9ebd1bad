"""Numbers as pictures, always with the same numbers as a table; and how far a job is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.template import Library
from django.utils.safestring import SafeString

from klik.faces.ui import charts
from klik.faces.ui.charts import Point
from klik.faces.ui.drawing import PartMisused, drawn

register = Library()
_DRAWN: Final = {"bars": charts.bars, "shares": charts.shares}


@register.simple_tag
def column_chart(
    points: Sequence[Point], title: str, *, name: str, says: str = "", unit: str = ""
) -> SafeString:
    """Compare values over time, a column each.

    Args:
        points: At most 24, in order; `Point`s of klik.faces.ui.charts.
        title: What is shown.
        name: A name in the page, for the table.
        says: What the reader should see in it.
        unit: The head of the table's second column.
    """
    return drawn(
        "column_chart",
        title=title,
        name=name,
        says=says,
        unit=unit or title,
        points=points,
        columns=charts.columns(points),
        lines=charts.grid_lines(),
        height=charts.COLUMN_HEIGHT,
    )


@register.simple_tag
def bar_chart(
    points: Sequence[Point],
    title: str,
    *,
    name: str,
    says: str = "",
    kind: str = "bars",
) -> SafeString:
    """Compare a few things by name, or show the parts of a whole (`kind="shares"`).

    Each bar stands beside its own words and number, so it is its own table.
    """
    if kind not in _DRAWN:
        raise PartMisused(f"{kind!r} is none of {', '.join(_DRAWN)}")
    return drawn(
        "bar_chart", title=title, name=name, says=says, kind=kind, bars=_DRAWN[kind](points)
    )


@register.simple_tag
def progress(label: str, done: int, total: int, *, name: str) -> SafeString:
    """Show how far something is, in words and as a bar."""
    if done < 0 or total < 0:
        raise PartMisused(f"{label}: {done} of {total}")
    return drawn("progress", label=label, done=min(done, total), total=total, name=name)
