"""Gathers problems of one document, each at the place of a value or a key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, ParamSpec

from klik.packages.problems import Problem
from klik.packages.reading import Document, Path, Place

# Who repairs this many sees the rest; a package made to have thousands must not cost minutes.
MAXIMUM_PROBLEMS = 100
MAXIMUM_LISTED = 30
MAXIMUM_COMPARED = 30
MAXIMUM_WORD = 40

Arguments = ParamSpec("Arguments")


class EnoughFound(Exception):
    """So many problems that looking for more helps nobody."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


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
        self._note(self.document.place(path), message)

    def at_key(self, path: Path, message: str) -> None:
        """Note `message` at the key of the value that stands at `path`."""
        self._note(self.document.key_place(path), message)

    def within(self, path: Path, offset: int, message: str) -> None:
        """Note `message` at character `offset`, from 0, of the text at `path`."""
        self._note(self.document.place_within(path, offset), message)

    def _note(self, place: Place, message: str) -> None:
        self.problems.append(Problem(self.document.file, place.line, place.column, message))
        if len(self.problems) >= MAXIMUM_PROBLEMS:
            raise EnoughFound(self.problems)


def found_by(
    check: Callable[Arguments, list[Problem]], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> list[Problem]:
    """Return what a check finds, or what it had found when it was enough."""
    try:
        return check(*args, **kwargs)
    except EnoughFound as enough:
        return enough.problems


def suggestion(word: str, accepted: Iterable[str]) -> str:
    """Return ` (did you mean "...")` for the nearest accepted word, else nothing."""
    if len(word) > MAXIMUM_WORD:
        return ""
    candidates = list(accepted)
    if len(candidates) > MAXIMUM_COMPARED:
        candidates = [
            each for each in candidates if each[:1] == word[:1] or each[-3:] == word[-3:]
        ][:MAXIMUM_COMPARED]
    nearest = get_close_matches(word, candidates, n=1, cutoff=0.6)
    return f' (did you mean "{nearest[0]}"?)' if nearest else ""


def nearest_or_listed(word: str, accepted: Iterable[str], *, intro: str = "accepted") -> str:
    """Return the nearest accepted word where there is one, else all of them: nobody needs both."""
    known = list(accepted)
    return suggestion(word, known) or f"; {intro}: {listed(known)}"


def listed(words: Iterable[str]) -> str:
    """Return the words with commas between, cut off where there are very many."""
    found = list(words)
    if len(found) <= MAXIMUM_LISTED:
        return ", ".join(found) or "none"
    return f"{', '.join(found[:MAXIMUM_LISTED])} and {len(found) - MAXIMUM_LISTED} more"
