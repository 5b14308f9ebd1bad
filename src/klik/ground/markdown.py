"""Texts that staff write, as HTML that can do no harm: what is no Markdown stays text."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

HIGHEST: Final = 2  # the title of the page is its only heading of level 1
_LOWEST: Final = 4


def html_of(text: str) -> str:
    """Return Markdown as HTML: paragraphs, headings below that of the page, lists, bold, links.

    Tags that somebody types are shown as they are typed, pictures are not loaded, and a link leads
    nowhere but to a page, a phone or a mailbox.
    """
    return str(_reader().render(text))


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    reader.core.ruler.push("demote", _demote)
    return reader


def _demote(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(max(int(token.tag[1]), HIGHEST), _LOWEST)
            token.tag = f"h{level}"
