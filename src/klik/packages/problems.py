"""What is wrong with a package, each with its place, so that an official finds the word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to repair; sorts by file, line and column.

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

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class PackageRefused(Exception):
    """A package cannot be read or may not be used as it stands.

    Attributes:
        problems: Everything found, in the order of the files and lines; at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
