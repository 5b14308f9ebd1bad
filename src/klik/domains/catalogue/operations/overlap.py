"""Whether two adoptions would both decide about the same person on the same day."""

from __future__ import annotations

from collections.abc import Iterable

from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.catalogue.queries.places import (
    Period,
    Territory,
    is_whole,
    period_in_words,
    territory_in_words,
)

_STREETS_NAMED = 3


def first_overlap(
    municipality_nis: str, territory: Territory, period: Period, standing: Iterable[AdoptionRecord]
) -> str:
    """Return in words what an adoption overlaps with, and what to do; empty where nothing.

    Two old municipalities lie apart, and so do lists of streets without a common street. A list of
    streets and an old municipality may overlap: no table says in which one a street lies.

    Args:
        municipality_nis: Whose adoptions these are.
        territory: Of the new one; empty for the whole municipality.
        period: Its first and last day, both included; None is no end.
        standing: The adoptions of the same family.
    """
    for record in standing:
        where = _common_place(municipality_nis, territory, record.territory)
        days = _common_days(period, (record.from_on, record.until_on))
        if where and days:
            return (
                f"{record.package} {record.release.version} already holds {where} {days}: decision "
                f"{record.council_reference} of {record.council_decided_on}, for "
                f"{territory_in_words(municipality_nis, record.territory)}, "
                f"{period_in_words((record.from_on, record.until_on))}. End that one first, or "
                "choose other days or another territory"
            )
    return ""


def _common_days(one: Period, other: Period) -> str:
    first = max(one[0], other[0])
    last = min((day for day in (one[1], other[1]) if day is not None), default=None)
    return "" if last is not None and last < first else period_in_words((first, last))


def _common_place(municipality_nis: str, one: Territory, other: Territory) -> str:
    if is_whole(municipality_nis, one):
        return f"in {territory_in_words(municipality_nis, other)}"
    if is_whole(municipality_nis, other):
        return f"in {territory_in_words(municipality_nis, one)}"
    if "streets" in one and "streets" in other:
        return _common_streets(one["streets"], other["streets"])
    if "streets" in one or "streets" in other:
        return "perhaps in the same streets (no table says in which former municipality they lie)"
    return f"in {territory_in_words(municipality_nis, one)}" if one == other else ""


def _common_streets(one: list[str], other: list[str]) -> str:
    known = {_folded(street) for street in other}
    common = [street for street in one if _folded(street) in known]
    if not common:
        return ""
    more = len(common) - _STREETS_NAMED
    return f"in {', '.join(common[:_STREETS_NAMED])}" + (f" and {more} more" if more > 0 else "")


def _folded(street: str) -> str:
    return " ".join(street.split()).casefold()
