"""What of a text can be seen: one line, without signs that are invisible or turn it round."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
"""Stays: it only says where a long word may break."""

# A space that does not break stays as it is.
_BLANKS = re.compile(r"[^\S\u00a0]+")
# Control and format characters, direction marks among them, and halves of characters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def visible(text: str) -> str:
    """Return `text` on one line without what cannot be seen; blanks become one space."""
    spaced = _BLANKS.sub(" ", text)
    seen = "".join(
        sign for sign in spaced if sign == SOFT_HYPHEN or unicodedata.category(sign) not in _UNSEEN
    )
    # What was taken out may have stood between two blanks.
    return _BLANKS.sub(" ", seen)


def visible_line(text: str) -> str:
    """Return what `visible` gives, without blanks at its ends."""
    return visible(text).strip()


def literal_in_markdown(text: str) -> str:
    """Return `text` such that Markdown shows every sign and gives none a meaning."""
    return _PUNCTUATION.sub(r"\\\1", text)
