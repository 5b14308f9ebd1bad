"""Tables whose roles are written out, because styling a row as a card drops them."""

from __future__ import annotations

from typing import Final

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from klik.faces.ui.drawing import drawn, require_one_of

register = Library()
_SORTED: Final = {"": "", "ascending": "sort-up", "descending": "sort-down"}


@register.simple_block_tag
def table(
    content: str, caption: str, *, cards: bool = False, shows_caption: bool = False
) -> SafeString:
    """Compare rows; with `cards` each row becomes a card where there is little room.

    Holds `columns` with `column`, then `rows` (and `totals`) with `row`, which holds one
    `row_name` and any number of `cell`, each with the name of its column.
    """
    return drawn(
        "table", caption=caption, cards=cards, shows_caption=shows_caption, content=content
    )


@register.simple_block_tag
def columns(content: str) -> SafeString:
    """Name the columns; holds `column`."""
    return format_html('<thead role="rowgroup"><tr role="row">{}</tr></thead>', content)


@register.simple_tag
def column(
    word: str = "", *, number: bool = False, sort: str = "", sorted_as: str = ""
) -> SafeString:
    """One column; `sort` is the address that orders the list by it."""
    require_one_of(tuple(_SORTED), sorted_as)
    return drawn(
        "column",
        word=word,
        number=number,
        sort=sort,
        sorted_as=sorted_as,
        symbol=_SORTED[sorted_as] or "sort",
    )


@register.simple_block_tag
def rows(content: str) -> SafeString:
    """Hold the rows."""
    return format_html('<tbody role="rowgroup">{}</tbody>', content)


@register.simple_block_tag
def totals(content: str) -> SafeString:
    """Hold the sums below the rows."""
    return format_html('<tfoot role="rowgroup">{}</tfoot>', content)


@register.simple_block_tag
def row(content: str, *, name: str = "") -> SafeString:
    """One row; `name` is its place in the page, for a link or for htmx."""
    named = format_html(' id="{}"', name) if name else ""
    return format_html('<tr role="row"{}>{}</tr>', named, content)


@register.simple_block_tag
def row_name(content: str) -> SafeString:
    """What the row is about; the head of its card."""
    return format_html('<th role="rowheader" scope="row">{}</th>', SafeString(content.strip()))


@register.simple_block_tag
def cell(content: str, label: str, *, number: bool = False) -> SafeString:
    """One cell, with the name of its column; empty, it is left out of the card."""
    kind = SafeString(' class="num"') if number else ""
    return format_html(
        '<td role="cell"{} data-label="{}">{}</td>', kind, label, SafeString(content.strip())
    )
