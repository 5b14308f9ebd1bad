"""Tags of the hub: its menu."""

from __future__ import annotations

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from klik.faces.hub import places

register = Library()


@register.simple_tag
def hub_menu(current: str) -> SafeString:
    """Show the menu of the hub."""
    return render_to_string("hub/_menu.html", {"items": places.menu(), "current": current})


@register.filter
def panel_name(identifier: int) -> str:
    """Return the name in the page of a question to the panel, for its buttons."""
    return f"panel-{identifier}"
