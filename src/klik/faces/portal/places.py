"""The places of the portal: what stands in its menu, as far as it is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ANY: Final = "REFERENCE"


@dataclass(frozen=True, slots=True)
class Place:
    """One word of the menu.

    Attributes:
        name: Of its route, below `portal:`; a page says it as the place where it is.
        word: In the menu.
        symbol: Beside it on a phone.
    """

    name: str
    word: str | Promise
    symbol: str


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A place with its address."""

    name: str
    word: str
    symbol: str
    href: str


PLACES: Final = (
    Place("home", _("Start"), "home"),
    Place("services", _("Services"), "search"),
    Place("cases", _("My cases"), "case"),
    Place("messages", _("Messages"), "mail"),
    Place("my-data", _("My data"), "person"),
    Place("my-municipality", _("My municipality"), "pin"),
)


def menu_of(slug: str) -> list[MenuItem]:
    """Return the places of a municipality that have a page."""
    items = []
    for place in PLACES:
        href = address_of(place.name, slug)
        if href:
            items.append(MenuItem(place.name, str(place.word), place.symbol, href))
    return items


def address_of(name: str, slug: str, reference: str = "") -> str:
    """Return the address of a place, or of one thing there; empty where it has no page."""
    try:
        if not reference:
            return _address_of(name, slug)
        before, after = _around_reference(name, slug)
    except NoReverseMatch:
        return ""
    return f"{before}{quote(reference, safe='')}{after}"


@lru_cache(maxsize=4096)
def _address_of(name: str, slug: str) -> str:
    # Each page asks for the same six, twice.
    return reverse(f"portal:{name}", kwargs={"municipality": slug})


@lru_cache(maxsize=4096)
def _around_reference(name: str, slug: str) -> tuple[str, str]:
    # A list asks for each of its lines: only the reference differs, and it is kept nowhere.
    before, after = reverse(f"portal:{name}", args=[slug, _ANY]).split(_ANY)
    return before, after
