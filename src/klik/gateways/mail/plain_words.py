"""The text of a mail: that of the letter, in lines that every program shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import cast

from klik.domains.messages.ports import Mail
from klik.ground.letters.letter import Language
from klik.ground.letters.letter_text import Node, plain_text, read_letter_text

_CLOSING: Mapping[Language, str] = MappingProxyType(
    {
        "nl": "De brief vindt u als bijlage bij deze mail (pdf).\n\n"
        "U krijgt onze brieven per mail omdat u dat zo koos. Krijgt u ze liever op papier? "
        "Laat het ons weten.\n\n{sender}",
        "en": "You find the letter attached to this e-mail (PDF).\n\n"
        "You get our letters by e-mail because you chose so. Would you rather have them on "
        "paper? Let us know.\n\n{sender}",
    }
)


def in_plain_words(mail: Mail) -> str:
    """Return the whole text of a mail, the letter's own words first."""
    tree = read_letter_text(mail.body_markdown, name="The text of the mail")
    has_letter = any(one.media_type == "application/pdf" for one in mail.attachments)
    closing = _CLOSING[mail.language] if has_letter else "{sender}"
    closing = closing.format(sender=plain_text(mail.sender_name))
    return "\n\n".join([*_blocks(tree), closing]) + "\n"


def _blocks(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node["kind"] in {"bullets", "numbers"}:
            yield "\n".join(_items(node))
        else:
            yield _line(_parts(node))


def _items(node: Node) -> Iterator[str]:
    number = cast("int", node.get("start", 1))
    for item in _parts(node):
        sign = "-" if node["kind"] == "bullets" else f"{number}."
        below = " " * (len(sign) + 1)
        text = "\n".join(_blocks(_parts(item)))
        yield f"{sign} " + text.replace("\n", "\n" + below)
        number += 1


def _line(nodes: list[Node]) -> str:
    return "".join(_words(node) for node in nodes)


def _words(node: Node) -> str:
    if node["kind"] == "text":
        return str(node["text"])
    return "\n" if node["kind"] == "break" else _line(_parts(node))


def _parts(node: Node) -> list[Node]:
    return cast("list[Node]", node["parts"])
