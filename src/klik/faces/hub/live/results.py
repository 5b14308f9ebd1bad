"""What a room gave, as bars that each carry their own words and number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klik.domains.polls.queries import Counted, OptionShown, QuestionShown, Share, Shown
from klik.faces.hub.live.answering import scale_word
from klik.faces.ui.charts import Point
from klik.faces.ui.languages import letter_language
from klik.ground.counting.choices import Method
from klik.ground.counting.scales import ScaleResult

if TYPE_CHECKING:
    from klik.domains.polls.models import Question


@dataclass(frozen=True, slots=True)
class ResultShown:
    """A result for a page.

    Attributes:
        points: In the order of the result; of a scale, in its own order.
        says: What the reader should see in it.
        winner: The words of what won; empty for a scale, and where nobody answered.
        ballots: How many answered.
    """

    points: tuple[Point, ...]
    says: str
    winner: str
    ballots: int


def result_of(shown: QuestionShown) -> ResultShown | None:
    """Return what the room gave, as this participant may see it; None while it is hidden."""
    if shown.result is None:
        return None
    return drawn(shown.question, shown.options, shown.result.counted)


def drawn(asked: Question, options: tuple[OptionShown, ...], counted: Counted) -> ResultShown:
    """Return what was counted, for a page."""
    answers = ngettext("%(number)s answer", "%(number)s answers", counted.ballots) % {
        "number": counted.ballots
    }
    if isinstance(counted, ScaleResult):
        points = tuple(
            Point(scale_word(asked, value), count) for value, count in counted.histogram.items()
        )
        middle = "" if counted.median is None else f"{float(counted.median):g}"
        says = _("%(answers)s, median %(middle)s") % {"answers": answers, "middle": middle}
        return ResultShown(points, says if middle else answers, "", counted.ballots)
    words = {one.number: one.text(letter_language()) for one in options}
    figures = {one.option: one for one in counted.figures}
    points = tuple(
        Point(
            words.get(one, str(one)),
            round(figures[one].score),
            written=_written(Method(asked.method), figures[one].score),
        )
        for one in counted.order
        if one in figures
    )
    winner = words.get(counted.winner, "") if counted.winner is not None else ""
    return ResultShown(points, answers, winner if counted.ballots else "", counted.ballots)


def _written(method: Method, score: Any) -> str:
    number = f"{float(score):g}"
    units: Mapping[Method, str] = {
        Method.BORDA: _("%(number)s points"),
        Method.CONDORCET: _("%(number)s duels"),
        Method.DOTS: _("%(number)s dots"),
    }
    return units[method] % {"number": number} if method in units else number


def drawn_for_good(
    asked: Question, options: tuple[OptionShown, ...], shown: Shown
) -> ResultShown | None:
    """Return what may be shown of a final result; None where too few answered."""
    if shown.answers is None:
        return None
    answers = ngettext("%(number)s answer", "%(number)s answers", shown.answers) % {
        "number": shown.answers
    }
    words = {one.number: one.text(letter_language()) for one in options}
    points = tuple(
        Point(span_label(asked, words, one.least, one.most), one.count, written=percent(one.share))
        for one in in_order(shown)
    )
    winner = words.get(shown.winner, "") if shown.winner is not None else ""
    return ResultShown(points, answers, winner, shown.answers)


def in_order(shown: Shown) -> list[Share]:
    """Return shares in the order of the result; of a scale, in its own order."""
    place = {number: at for at, number in enumerate(shown.order)}
    return sorted(shown.shares, key=lambda one: (place.get(one.least, 0), one.least))


def span_label(asked: Question, words: Mapping[int, str], least: int, most: int) -> str:
    """Return what a share is of: an option, or values of a scale next to each other."""
    if words:
        return words.get(least, str(least))
    if least == most:
        return scale_word(asked, least)
    return _("%(least)s to %(most)s") % {
        "least": scale_word(asked, least),
        "most": scale_word(asked, most),
    }


def percent(share: float) -> str:
    """Return a share as it is read, in whole per cent."""
    return f"{round(share * 100)}\N{NO-BREAK SPACE}%"
