"""What is refused in a text with placeholders."""

from __future__ import annotations

from klik.packages.problems import InputRefused


class TextRefused(InputRefused):
    """A text has something in it that is not accepted, or a value that it needs is not there.

    Attributes:
        message: What is wrong and what would be accepted.
        line: The line in the text, from 1.
        column: The column in characters, from 1.
        offset: The character in the text, from 0.
    """

    def __init__(self, message: str, *, text: str, offset: int) -> None:
        self.message = message
        self.offset = offset
        self.line, self.column = place_of(text, offset)
        super().__init__(f"line {self.line}, column {self.column}: {message}")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
