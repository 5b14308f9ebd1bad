"""Tags of the portal: its menu, and addresses of pages that may not be there."""

from __future__ import annotations

from functools import lru_cache

from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from klik.faces.portal import places

register = Library()


@register.simple_tag(takes_context=True)
def portal_menu(context: Context, current: str) -> SafeString:
    """Show the menu of the portal of a municipality; `waiting` in the context counts per place."""
    house = context.get("house")
    waiting = context.get("waiting") or {}
    if not house:
        return SafeString("")
    return _menu(house.slug, current, tuple(waiting.items()), get_language())


@register.simple_tag(takes_context=True)
def place(context: Context, name: str) -> str:
    """Return the address of a place of this municipality; empty where it has no page."""
    house = context.get("house")
    return places.address_of(name, house.slug) if house else ""


@register.simple_tag(takes_context=True)
def portal_links(context: Context) -> SafeString:
    """List every place of a municipality, in the footer."""
    house = context["house"]
    return _links(house.slug, get_language())


# Equal for whoever sees the same numbers: drawn once, and nothing in it says whose they are.
@lru_cache(maxsize=1024)
def _menu(
    slug: str, current: str, waiting: tuple[tuple[str, int], ...], _language: str | None
) -> SafeString:
    counts = dict(waiting)
    items = [(one, one.name == current, counts.get(one.name, 0)) for one in places.menu_of(slug)]
    return render_to_string("portal/_menu.html", {"items": items})


@lru_cache(maxsize=1024)
def _links(slug: str, _language: str | None) -> SafeString:
    items = places.menu_of(slug)
    return render_to_string("portal/_links.html", {"items": items, "slug": slug})
