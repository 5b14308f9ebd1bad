"""Tags of the portal: its menu, and addresses of pages that may not be there."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library

from klik.faces.portal import places
from klik.ground.territory.languages import speaks_french_too

register = Library()


@register.inclusion_tag("portal/_menu.html", takes_context=True)
def portal_menu(context: Context, current: str) -> dict[str, Any]:
    """Show the menu of the portal of a municipality; `waiting` in the context counts per place."""
    house = context.get("house")
    items = places.menu_of(house.slug) if house else []
    waiting = context.get("waiting") or {}
    return {
        "items": [(item, item.name == current, waiting.get(item.name, 0)) for item in items],
    }


@register.simple_tag(takes_context=True)
def place(context: Context, name: str) -> str:
    """Return the address of a place of this municipality; empty where it has no page."""
    house = context.get("house")
    return places.address_of(name, house.slug) if house else ""


@register.inclusion_tag("portal/_links.html", takes_context=True)
def portal_links(context: Context) -> dict[str, Any]:
    """List every place of a municipality, in the footer."""
    house = context["house"]
    return {
        "items": places.menu_of(house.slug),
        "slug": house.slug,
        "speaks_french": speaks_french_too(house.nis),
    }
