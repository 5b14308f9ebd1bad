"""Parts that lie on the page: icons, headings, states, notices, cards, sheets, persons."""

from __future__ import annotations

from collections.abc import Sized
from functools import lru_cache
from typing import Final

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from klik.faces.ui.drawing import drawn, drawn_alike, require_one_of, require_status

register = Library()
_CARDS: Final = ("", "raised", "tint")
_ICON_OF: Final = {"": "info"}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, *, size: str = "") -> SafeString:
    """Draw an icon beside a word; it is hidden from who listens, because the word says it."""
    size_of = format_html(' data-size="{}"', size) if size else ""
    return format_html(
        '<svg class="icon" aria-hidden="true"{}><use href="{}#{}"/></svg>',
        size_of,
        static("icons.svg"),
        name,
    )


@register.simple_block_tag
def heading(content: str, title: str, *, kicker: str = "", lead: str = "") -> SafeString:
    """Open a page: what is so, in one title; what is inside the tag stands below it."""
    below = SafeString(content.strip())
    return drawn("heading", title=title, kicker=kicker, lead=lead, content=below)


@register.simple_tag
def badge(word: str, status: str = "", *, symbol: str = "") -> SafeString:
    """Show the state of a thing in at most three words, with its own shape."""
    known = require_status(status)
    return drawn_alike("badge", word=word, status=known, symbol=symbol or known)


@register.simple_tag
def count(number: int, word: str = "") -> SafeString:
    """Show how many there are, beside a word; `word` is read out after the number."""
    return drawn_alike("count", number=number, word=word)


@register.simple_block_tag
def notice(
    content: str, title: str, *, status: str = "", symbol: str = "", level: int = 2
) -> SafeString:
    """Say what somebody must know before going on."""
    known = require_status(status)
    return drawn(
        "notice",
        title=title,
        status=known,
        symbol=symbol or _ICON_OF.get(known, known),
        level=level,
        content=content,
    )


@register.simple_block_tag
def card(  # noqa: PLR0913 -- every way in which a card may differ
    content: str,
    title: str,
    *,
    href: str = "",
    symbol: str = "",
    kind: str = "",
    foot: str = "",
    level: int = 3,
) -> SafeString:
    """Open one thing; with `href` the whole card is the target and its title the link's name."""
    return drawn(
        "card",
        title=title,
        href=href,
        symbol=symbol,
        kind=require_one_of(_CARDS, kind),
        foot=foot,
        level=level,
        content=content,
    )


@register.simple_block_tag
def section(
    content: str,
    title: str,
    *,
    name: str,
    note: str = "",
    link: str = "",
    link_word: str = "",
) -> SafeString:
    """Group what belongs together under a title, with at most one link to see or do more."""
    return drawn(
        "section",
        title=title,
        name=name,
        note=note,
        link=link,
        link_word=link_word,
        content=content,
    )


@register.simple_block_tag
def sheet(content: str, *, label: str) -> SafeString:
    """Lay out a decision, or any other thing that would be a paper."""
    return drawn("sheet", label=label, content=content)


@register.simple_block_tag
def amount(content: str, number: str, *, unit: str = "") -> SafeString:
    """Show the one number of a page, with what it means beside it."""
    return drawn("amount", number=number, unit=unit, content=content)


@register.simple_tag
def person(name: str, role: str = "") -> SafeString:
    """Name who: a name and a role, never a face."""
    return drawn("person", name=name, role=role)


@register.simple_block_tag
def empty(content: str, title: str, *, level: int = 2) -> SafeString:
    """Say that there is nothing here, why, and what one may do."""
    return drawn("empty", title=title, level=level, content=content)


@register.simple_block_tag
def decide(content: str, title: str, *, note: str = "") -> SafeString:
    """Keep in view what is about to be decided, with its consequence and its buttons."""
    return drawn("decide", title=title, note=note, content=content)


@register.simple_block_tag
def confirmation(content: str, title: str, *, level: int = 1) -> SafeString:
    """Ask to confirm what cannot be undone; a page of its own."""
    return drawn("confirmation", title=title, level=level, content=content)


@register.simple_tag
def toasts(messages: Sized) -> SafeString:
    """Say what just happened (Django's messages)."""
    if not messages:
        return drawn_alike("toasts", messages=())
    return drawn("toasts", messages=messages)
