"""Gathers problems of one document, each at the place of a value or a key."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

MAXIMUM_LISTED = 30


class Findings:
    """The problems found so far in `document`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    @property
    def content(self) -> dict[str, Any]:
        return self.document.content

    def at(self, path: Path, message: str) -> None:
        """Note `message` at the value that stands at `path`."""
        place = self.document.place(path)
        self.problems.append(Problem(self.document.file, place.line, place.column, message))

    def at_key(self, path: Path, message: str) -> None:
        """Note `message` at the key of the value that stands at `path`."""
        place = self.document.key_place(path)
        self.problems.append(Problem(self.document.file, place.line, place.column, message))

    def within(self, path: Path, offset: int, message: str) -> None:
        """Note `message` at character `offset`, from 0, of the text at `path`."""
        place = self.document.place_within(path, offset)
        self.problems.append(Problem(self.document.file, place.line, place.column, message))


def suggestion(word: str, accepted: Iterable[str]) -> str:
    """Return ` (did you mean "...")` for the nearest accepted word, else nothing."""
    nearest = get_close_matches(word[:100], list(accepted), n=1, cutoff=0.7)
    return f' (did you mean "{nearest[0]}"?)' if nearest else ""


def listed(words: Iterable[str]) -> str:
    """Return the words with commas between, cut off where there are very many."""
    found = list(words)
    if len(found) <= MAXIMUM_LISTED:
        return ", ".join(found) or "none"
    return f"{', '.join(found[:MAXIMUM_LISTED])} and {len(found) - MAXIMUM_LISTED} more"
