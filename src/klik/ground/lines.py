"""What differs between two texts, line by line, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class LineState(StrEnum):
    """Whether a line is in both texts, in the old one alone, or in the new one alone."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of two texts laid over each other."""

    state: LineState
    text: str


def lines_between(old: str, new: str) -> list[Line]:
    """Return both texts laid over each other; empty where they are the same.

    The lines that are kept or gone are the old text, those that are kept or new the new one.
    """
    if old == new:
        return []
    before, after = old.split("\n"), new.split("\n")
    found: list[Line] = []
    # Without the guess that a frequent line means nothing: it would show a shuffled list as new.
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, first, last, begin, end in matcher.get_opcodes():
        if before[first:last] == after[begin:end]:
            found += _all(LineState.KEPT, before[first:last])
        else:
            found += _all(LineState.GONE, before[first:last])
            found += _all(LineState.NEW, after[begin:end])
    return found


def text_before(lines: Sequence[Line]) -> str:
    """Return the old of two texts that differ."""
    return "\n".join(one.text for one in lines if one.state != LineState.NEW)


def text_after(lines: Sequence[Line]) -> str:
    """Return the new of two texts that differ."""
    return "\n".join(one.text for one in lines if one.state != LineState.GONE)


def _all(state: LineState, texts: Sequence[str]) -> list[Line]:
    return [Line(state, text) for text in texts]
