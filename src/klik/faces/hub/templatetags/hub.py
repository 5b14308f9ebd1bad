"""Tags of the hub: its menu, and in which language a text is there."""

from __future__ import annotations

from collections.abc import Mapping

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from klik.faces.hub import places

register = Library()


@register.simple_tag
def hub_menu(current: str) -> SafeString:
    """Show the menu of the hub."""
    return render_to_string("hub/_menu.html", {"items": places.menu(), "current": current})


@register.filter
def said_in(texts: Mapping[str, str]) -> str:
    """Tell in which language `said` gives a text: that of the page, or else Dutch."""
    language = (get_language() or "nl")[:2]
    return language if texts.get(language) else "nl"
