"""The numbers of a run: what it decides, what that costs, and how it differs from the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import queries
from klik.faces.desk.runs.naming import READING, language_of_page
from klik.faces.ui.charts import Point
from klik.faces.ui.words import (
    NARROW,
    day_written,
    difference_written,
    money_written,
    number_written,
)

if TYPE_CHECKING:
    from klik.domains.grants.models import Run

RUNS_COMPARED: Final = 11
_FEWEST_IN_A_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it compares to."""

    label: str
    number: str
    beside: str = ""
    status: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AwardSum:
    """What a run grants of one award."""

    title: str
    given_as: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One number of this run beside the last."""

    label: str
    last: str
    now: str
    difference: str


def granted(run: Run) -> int:
    """Return how many children get a decision."""
    treated = run.figures["treatments"]
    return int(treated.get("grant", 0) + treated.get("revise", 0))


def key_figures(run: Run, groups: dict[str, int]) -> Iterator[Figure]:
    """Yield the numbers of a run that somebody looks at first.

    Args:
        run: Which.
        groups: How many children there are of each of `queries.GROUPS`.
    """
    not_selected = groups["not-selected"]
    revised = run.figures["treatments"].get("revise", 0)
    amount, _space, unit = money_written(run.figures["total_cents"]).partition(NARROW)
    yield Figure(
        _("Children looked at"),
        number_written(run.figures["rows"]),
        (
            _("{total} not selected; rows about one child count once")
            if not_selected
            else _("rows about one child count once")
        ).format(total=number_written(not_selected)),
    )
    yield Figure(
        _("Get it"),
        number_written(granted(run)),
        _("{total} in place of an earlier decision").format(total=revised) if revised else "",
        "granted" if granted(run) else "",
    )
    persons = groups["person"]
    alone = persons - _granted_with_reason(run, groups)
    yield Figure(
        _("For a person"),
        number_written(persons),
        _("{alone} not decided, {granted} granted as well").format(
            alone=number_written(alone), granted=number_written(persons - alone)
        )
        if persons
        else "",
        "action" if persons else "",
    )
    yield Figure(_("Nothing to do"), number_written(groups["nothing"]), _("decided before, mostly"))
    yield Figure(_("Granted together"), amount, unit=unit)


def award_sums(run: Run) -> Iterator[AwardSum]:
    """Yield what a run grants per award, as the package calls it."""
    content = catalogue.compiled(catalogue.adoption_of(run.adoption_id)).package.content
    language = language_of_page()
    titles = {one["id"]: one["title"] for one in content["benefits"]}
    for award, sums in run.figures["awards"].items():
        title = titles[award].get(language, titles[award]["nl"])
        yield AwardSum(title, sums["given_as"], sums["count"], sums["cents"])


def shares(groups: dict[str, int], run: Run) -> list[Point]:
    """Return what happens with the children as parts of the whole; nothing where there are none."""
    alone = groups["person"] - _granted_with_reason(run, groups)
    parts = (
        (_("Get it"), granted(run)),
        (_("Only a person can decide"), alone),
        (_("Not selected"), groups["not-selected"]),
        (_("Nothing to do"), groups["nothing"]),
    )
    return [Point(label, value) for label, value in parts if value]


def runs_over_time(run: Run) -> list[Point]:
    """Return how many children the latest runs granted and this one; nothing below three runs."""
    before = [] if run.kind == READING else queries.runs_before(run, most=RUNS_COMPARED)
    if len(before) < _FEWEST_IN_A_ROW:  # a small run after the first full one is no trend
        return []
    points = [Point(day_written(one.planned_on), granted(one), _short(one)) for one in before]
    return [*points, Point(day_written(run.planned_on), granted(run), _short(run), is_now=True)]


def compared(run: Run, difference: queries.Difference) -> dict[str, Any]:
    """Return this run beside the last one; empty where it is the first."""
    last = difference.last
    if last is None or run.kind == READING:
        return {}
    if standing := int(run.figures["reasons"].get("decided", 0)):
        return {"adds": _adds(run, standing)}
    rows = [
        _counted(_("Children looked at"), last.figures["rows"], run.figures["rows"]),
        _counted(_("Decisions"), granted(last), granted(run)),
        _counted(_("Only a person can decide"), _treated(last, "person"), _treated(run, "person")),
        _amounts(_("Granted together"), last.figures["total_cents"], run.figures["total_cents"]),
    ]
    return {
        "last_title": day_written(last.planned_on, short=True),
        "this_title": _("This run"),
        "rows": rows,
        "new": len(difference.new),
        "gone": len(difference.gone),
        "changed": len(difference.changed),
    }


def _adds(run: Run, standing: int) -> str:
    """Return what a run does beside what earlier ones decided, which it leaves as it is."""
    made = ngettext(
        "This run grants {total} child {amount}.",
        "This run grants {total} children {amount} together.",
        granted(run),
    ).format(total=number_written(granted(run)), amount=money_written(run.figures["total_cents"]))
    stays = ngettext(
        "{total} child was decided before. That stays as it is.",
        "{total} children were decided before. That stays as it is.",
        standing,
    ).format(total=number_written(standing))
    return f"{made} {stays}"


def _granted_with_reason(run: Run, groups: dict[str, int]) -> int:
    return max(groups["person"] - _treated(run, "person"), 0)


def _treated(run: Run, treatment: str) -> int:
    return int(run.figures["treatments"].get(treatment, 0))


def _short(run: Run) -> str:
    return f"{run.planned_on.day}/{run.planned_on.month}"


def _counted(label: str, last: int, now: int) -> Compared:
    return Compared(
        label, number_written(last), number_written(now), difference_written(now - last)
    )


def _amounts(label: str, last: int, now: int) -> Compared:
    sign = "+" if now > last else ""
    return Compared(
        label, money_written(last), money_written(now), f"{sign}{money_written(now - last)}"
    )
