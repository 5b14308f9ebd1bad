"""Saved queries of a page: a small closed set, so that nobody needs a language to ask in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from klik.domains.knowledge.models import PageVersion
from klik.ground.territory import municipality_of

SHOWS: Final = ("adopters", "pages")
# Inhabitants from and up to: small, middling and large municipalities of Flanders.
SIZES: Final = {"small": (0, 14_999), "middling": (15_000, 29_999), "large": (30_000, 10_000_000)}


@dataclass(frozen=True, slots=True)
class TableWish:
    """What a table on a page shows, asked anew each time that the page is read.

    Attributes:
        shows: `adopters` of a package, or `pages`.
        kind: Of pages; empty for all.
        package: Of which; empty for all pages. Adopters need one.
        province: Of municipalities: adopters, or the owners of pages; empty for all.
        size: Of those municipalities, one of `SIZES`; empty for all.
    """

    shows: str
    kind: str = ""
    package: str = ""
    province: str = ""
    size: str = ""


def tables_of(version: PageVersion) -> list[TableWish]:
    """Return the saved queries of a version."""
    return [TableWish(**one) for one in version.tables]


def is_within(wish: TableWish, nis: str) -> bool:
    """Say whether a municipality is one that a table asks for."""
    town = municipality_of(nis)
    least, most = SIZES.get(wish.size, (0, 10_000_000))
    return wish.province in {"", town.province} and least <= town.population <= most


def within(wish: TableWish, rows: Iterable[Any], *, nis: str) -> list[Any]:
    """Return the rows whose attribute `nis` names a municipality that a table asks for."""
    return [one for one in rows if is_within(wish, getattr(one, nis))]
