"""The places of the hub: what stands in its menu, as far as it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A place with its address.

    Attributes:
        name: Of its route, below `hub:`; a page says it as the place where it is.
        word: In the menu.
        symbol: Beside it on a phone.
        href: Its address.
    """

    name: str
    word: str | Promise
    symbol: str
    href: str


_PLACES: Final = (
    ("home", _("Hub"), "home"),
    ("events", _("Events"), "calendar"),
    ("join", _("Take part"), "ballot"),
    ("knowledge", _("Knowledge"), "info"),
    ("search", _("Search"), "search"),
)


def menu() -> list[MenuItem]:
    """Return the places that this installation has pages of."""
    return [
        MenuItem(name, word, symbol, address)
        for name, word, symbol in _PLACES
        if (address := address_of(name))
    ]


def address_of(name: str, *parts: object) -> str:
    """Return the address of a page of the hub; empty where there is no such page."""
    try:
        return reverse(f"hub:{name}", args=parts)
    except NoReverseMatch:
        return ""
