"""What the codes of the domains are called at the desk, and which of the five states they show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from klik.faces.desk.wording.states import STATES, Worded
from klik.faces.desk.wording.words import WORDS

__all__ = ["STATES", "VERDICTS", "WORDS", "Worded", "seen", "word_of", "worded"]

_LONGEST_TOKEN: Final = 24  # a longer one is no reference that people read
VERDICTS: Final[Mapping[str, str]] = MappingProxyType(
    {"met": "yes", "unmet": "no", "unknown": "unknown"}
)


def worded(kind: str, code: str) -> Worded:
    """Return the word and state of a code; a code that nobody worded is shown as it is."""
    return STATES[kind].get(code) or Worded(code)


def seen(shown: str) -> str:
    """Return in words what a view of personal data showed: `case:GEB-1/payment`."""
    kind, _between, rest = shown.partition(":")
    whole, _slash, part = rest.partition("/")
    token = whole.rpartition(":")[2]
    reference = token if len(token) <= _LONGEST_TOKEN else f"{token[: _LONGEST_TOKEN - 8]}…"
    named = " ".join(one for one in (word_of("seen", kind), reference) if one)
    return f"{named}, {word_of('seen', part)}" if part else named


def word_of(kind: str, code: str) -> str:
    """Return the word of a code that has no state of its own."""
    return str(WORDS[kind].get(code, code))
