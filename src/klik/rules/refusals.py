"""What the rule language refuses, with the place of the offence."""

from __future__ import annotations


class ExpressionRefused(Exception):
    """An expression is outside the language, too large, or of a wrong type.

    Attributes:
        message: What is wrong and what would be accepted.
        offset: Where the offending word starts in the expression, counted in characters from 0.
        word: The offending word as written; empty where the whole expression offends.
    """

    def __init__(self, message: str, *, offset: int = 0, word: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.word = word
