"""Refuses what is too large or holds signs that nobody sees, before it is parsed."""

from __future__ import annotations

from klik.rules import limits
from klik.rules.refusals import ExpressionRefused
from klik.rules.syntax import Node

NAME_THE_PARTS = "give parts of it a name under `values:`"


def refuse_size(text: str) -> None:
    """Refuse a text that holds nothing or more than an expression may.

    Raises:
        ExpressionRefused: It is empty or longer than `limits.MAXIMUM_CHARACTERS` bytes.
    """
    # Counted in characters first: a text of 100 MB is not copied to be measured.
    size = len(text)
    if size <= limits.MAXIMUM_CHARACTERS:
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.MAXIMUM_CHARACTERS:
        raise ExpressionRefused(
            f"an expression holds at most {limits.MAXIMUM_CHARACTERS:,} bytes, and this one "
            f"{size:,}; {NAME_THE_PARTS}"
        )
    if not text.strip():
        raise ExpressionRefused(
            "an expression is expected here and there is none; write one, such as TRUE"
        )


def refuse_invisible(text: str) -> None:
    """Refuse signs that are not seen or that turn the reading order around.

    Raises:
        ExpressionRefused: A sign is not printable; `offset` says which.
    """
    for offset, sign in enumerate(text):
        if not sign.isprintable() and sign not in "\n\t ":
            raise ExpressionRefused(
                f"the invisible sign U+{ord(sign):04X} is not accepted; write plain text and "
                "spaces",
                offset=offset,
                word=sign,
            )


def refuse_large(tree: Node) -> None:
    """Refuse a tree of more parts, or nested deeper, than an expression may.

    Raises:
        ExpressionRefused: It has too many parts or levels; `offset` says where that begins.
    """
    count = 0
    depth = 0
    level = [tree]
    while level:
        depth += 1
        count += len(level)
        if count > limits.MAXIMUM_NODES or depth > limits.MAXIMUM_DEPTH:
            raise too_large(level[0].offset, level[0].word)
        level = [child for node in level for child in node.children()]


def too_large(offset: int, word: str) -> ExpressionRefused:
    """Return the refusal of an expression that is too large, at the word where that begins."""
    return ExpressionRefused(
        f"an expression has at most {limits.MAXIMUM_NODES} parts, nested at most "
        f"{limits.MAXIMUM_DEPTH} deep; {NAME_THE_PARTS}",
        offset=offset,
        word=word,
    )
