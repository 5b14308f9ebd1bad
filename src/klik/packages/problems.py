"""What is wrong with a package, each with its place, so that an official finds the word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Rules before the cases that rest on them; letters and the rest come last.
_FIRST_FILES = ("package.yaml", "examples.yaml")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to repair; sorts by file (package.yaml, examples.yaml, the rest), line and column.

    Attributes:
        file: The file's name inside the package folder, as `letters/granted.nl.md`.
        line: The line, from 1.
        column: The column in characters, from 1.
        message: What is wrong and what would be accepted.
    """

    file: str
    line: int
    column: int
    message: str

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, str, int, int, str]:
        first = self.file in _FIRST_FILES
        rank = _FIRST_FILES.index(self.file) if first else len(_FIRST_FILES)
        return (rank, self.file, self.line, self.column, self.message)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class InputRefused(Exception):
    """Something that was given cannot be used; the message says what would be accepted."""


class PackageRefused(Exception):
    """A package cannot be read or may not be used as it stands.

    Attributes:
        problems: Everything found, in the order of the files and lines; at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
