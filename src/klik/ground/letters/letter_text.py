"""The texts of a letter: Markdown read into a small tree, plain text made safe to print.

A tree goes to the form as data. Nothing in it can become a command of the typesetter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.refusals import Both
from klik.packages.texts.visible import literal_in_markdown, visible

Node: TypeAlias = dict[str, "str | int | list[Node]"]

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_NO_BREAK = "\u00a0"
# An account number and an amount do not break over two lines.
_KEPT_TOGETHER = re.compile(
    r"\b[A-Z]{2}[0-9]{2}(?: [0-9A-Z•]{4}){2,7}(?: [0-9A-Z•]{1,3}\b)?|\b[0-9.,]+ euros?\b"
)
_CONTAINERS = {
    "paragraph": "paragraph",
    "bullet_list": "bullets",
    "list_item": "item",
    "strong": "strong",
    "em": "emphasis",
}
_REFUSED = {
    "blockquote": Both("een citaat", "a quotation"),
    "code_block": Both(
        "code (een alinea die met vier spaties begint)",
        "code (a paragraph that begins with four spaces)",
    ),
    "fence": Both("een blok code", "a block of code"),
    "code_inline": Both("code tussen accenten", "code between backticks"),
    "hr": Both("een lijn", "a rule"),
    "image": Both("een beeld", "an image"),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which text the reader is, for what a refusal says."""

    name: str | Both
    levels: tuple[int, ...]

    def refusal(self, code: str, node: SyntaxTreeNode, **details: object) -> LetterTextRefused:
        return LetterTextRefused(code, name=self.name, line=_line_of(node), **details)


def read_letter_text(
    markdown: str, *, name: str | Both, levels: tuple[int, ...] = (2, 3)
) -> list[Node]:
    """Return the blocks of a text as plain data.

    A node has a `kind`. Blocks: `paragraph`, `heading` (with `level`), `bullets`, `numbers` (with
    `start`), `item`. In a line: `text` (with `text`), `strong`, `emphasis`, `break`. All but text
    and break have `parts`. A link becomes its words and, between brackets, its address.

    Args:
        markdown: The text, with its placeholders filled in (see `plain_in_markdown`).
        name: What the text is called in a refusal.
        levels: The heading levels that fit in; the first may stand alone, a next one only below.

    Raises:
        LetterTextRefused: Something else than these; says in which line.
    """
    place = _Place(name, levels)
    tree = SyntaxTreeNode(_MARKDOWN.parse(markdown))
    _check_headings(tree, place)
    return _nodes_in(tree, place)


def plain_text(value: str) -> str:
    """Return `value` on one line, without signs that are not seen or that turn the text around.

    Control signs, direction marks and zero-width signs go; a soft hyphen stays, because it only
    says where a long word may break. Whitespace becomes one space.
    """
    return _visible(value).strip()


def plain_in_markdown(value: str) -> str:
    """Return `value` so that it comes out of a Markdown text exactly as `plain_text` gives it.

    For names and other values that are filled into a text: `**x**` stays a name with four stars.
    """
    return literal_in_markdown(plain_text(value))


def _visible(text: str) -> str:
    seen = visible(unicodedata.normalize("NFC", text))
    return _KEPT_TOGETHER.sub(lambda found: found[0].replace(" ", _NO_BREAK), seen)


def _nodes_in(parent: SyntaxTreeNode, place: _Place) -> list[Node]:
    return [node for child in parent.children for node in _nodes_of(child, place)]


def _nodes_of(node: SyntaxTreeNode, place: _Place) -> Iterator[Node]:
    if node.type in _CONTAINERS:
        yield {"kind": _CONTAINERS[node.type], "parts": _nodes_in(node, place)}
    elif node.type in _READERS:
        yield from _READERS[node.type](node, place)
    else:
        raise place.refusal("part", node, found=_REFUSED.get(node.type, node.type))


def _heading(node: SyntaxTreeNode, place: _Place) -> Iterator[Node]:
    yield {"kind": "heading", "level": int(node.tag[1:]), "parts": _nodes_in(node, place)}


def _numbers(node: SyntaxTreeNode, place: _Place) -> Iterator[Node]:
    start = int(node.attrs.get("start", 1))
    yield {"kind": "numbers", "start": start, "parts": _nodes_in(node, place)}


def _inline(node: SyntaxTreeNode, place: _Place) -> Iterator[Node]:
    yield from _nodes_in(node, place)


def _text(node: SyntaxTreeNode, _: _Place) -> Iterator[Node]:
    yield {"kind": "text", "text": _visible(node.content)}


def _space(_: SyntaxTreeNode, __: _Place) -> Iterator[Node]:
    yield {"kind": "text", "text": " "}


def _break(_: SyntaxTreeNode, __: _Place) -> Iterator[Node]:
    yield {"kind": "break"}


def _link(node: SyntaxTreeNode, place: _Place) -> Iterator[Node]:
    yield from _nodes_in(node, place)
    words = "".join(inner.content for inner in node.walk() if inner.type == "text")
    address = plain_text(str(node.attrs["href"])).removeprefix("mailto:")
    # On paper an address that is not printed is lost.
    if address != words:
        yield {"kind": "text", "text": f" ({address})"}


_READERS: dict[str, Callable[[SyntaxTreeNode, _Place], Iterator[Node]]] = {
    "heading": _heading,
    "ordered_list": _numbers,
    "inline": _inline,
    "text": _text,
    "softbreak": _space,
    "hardbreak": _break,
    "link": _link,
}


def _check_headings(tree: SyntaxTreeNode, place: _Place) -> None:
    """Refuse a level that has no place here, or that skips the one above it (PDF/UA)."""
    accepted = place.levels[:1]
    for node in tree.walk():
        if node.type != "heading":
            continue
        level = int(node.tag[1:])
        if level not in accepted:
            words = [str(one) for one in accepted]
            fitting = Both(" of ".join(words), " or ".join(words))
            raise place.refusal("heading", node, level=level, accepted=fitting)
        accepted = place.levels[: place.levels.index(level) + 2]


def _line_of(node: SyntaxTreeNode) -> int:
    above: SyntaxTreeNode | None = node
    while above is not None and not (not above.is_root and above.map):
        above = above.parent
    return above.map[0] + 1 if above is not None and above.map else 1
