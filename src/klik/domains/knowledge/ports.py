"""What knowledge needs of others: where the pages of the hub are."""

from __future__ import annotations

from typing import Protocol

from klik.ground.ports import Port
from klik.ground.programmes.programme import Addresses


class HubPages(Protocol):
    """Whole addresses of pages, for mails and calendars; empty where there is no such page."""

    def event(self, slug: str, /) -> str:
        """Return where an event is."""

    def session(self, slug: str, key: str, /) -> str:
        """Return where a session is."""

    def registration(self, slug: str, code: str, /) -> str:
        """Return where who holds a code confirms or cancels her registration."""


class NoPages:
    """An installation without pages of the hub: a mail gives the code itself."""

    def event(self, _slug: str, /) -> str:
        """Return nothing."""
        return ""

    def session(self, _slug: str, _key: str, /) -> str:
        """Return nothing."""
        return ""

    def registration(self, _slug: str, _code: str, /) -> str:
        """Return nothing."""
        return ""


hub_pages: Port[HubPages] = Port("klik.domains.knowledge.ports.hub_pages")


def addresses_of(slug: str) -> Addresses:
    """Return where the pages of an event are, as formats ask for them."""
    pages = hub_pages.service()
    return Addresses(pages.event(slug), lambda key: pages.session(slug, key))
