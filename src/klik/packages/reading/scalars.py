"""Which plain words of YAML are numbers or booleans; everything else is text.

Close to the core schema of YAML 1.2, with less: dates stay text, and so do `no`, `on` and `none`,
which older YAML turns into booleans. A fraction is a Decimal, never a float.
"""

from __future__ import annotations

import re
from decimal import Decimal

Scalar = bool | int | Decimal | str | None

MAXIMUM_DIGITS = 30
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"[-+]?(?P<whole>[0-9]+)(?P<fraction>\.[0-9]+)?")


class ScalarRefused(Exception):
    """A word looks like a value that it cannot be."""


def plain_value(word: str) -> Scalar:
    """Return the value of a word that stands without quotes.

    Raises:
        ScalarRefused: A number that is too long, or that is rather a code.
    """
    if word in _WORDS:
        return _WORDS[word]
    number = _NUMBER.fullmatch(word)
    return word if number is None else _number(word, number)


def _number(word: str, number: re.Match[str]) -> int | Decimal:
    digits = sum(character.isdigit() for character in word)
    if digits > MAXIMUM_DIGITS:
        raise ScalarRefused(
            f"a number of {digits} digits; at most {MAXIMUM_DIGITS} are accepted (put it between "
            "quotes if it is text)"
        )
    whole = number["whole"]
    if len(whole) > 1 and whole.startswith("0"):
        raise ScalarRefused(
            f'a number does not begin with 0; put a code between quotes ("{word}"), or write the '
            "number without the 0"
        )
    return int(word) if number["fraction"] is None else Decimal(word)
