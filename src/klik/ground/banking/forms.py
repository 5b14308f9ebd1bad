"""The form of an XML message: which elements, in which order, how often, holding what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from klik.ground.refusals import Both

MANY: Final = 1_000_000
_DIGITS_OF_A_NUMBER: Final = 18
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d{0,17})?|\.\d{1,17})", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_IDENTIFIER = re.compile(
    r"[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the text of an element may be.

    Attributes:
        accepted: In words, for who reads a refusal.
        fits: Whether a text is of this kind.
    """

    accepted: Both
    fits: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """An element within another, with how often it stands there."""

    form: Form
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Form:
    """What an element may hold: parts in this order, or a text, or anything.

    Attributes:
        name: Of the element.
        parts: In the order in which they stand.
        one_of: Exactly one of the parts stands there.
        kind: Of the text; None for an element with parts.
        anything: What is inside is not looked at, but that it is of the same message.
        attribute: The one attribute that it must have.
    """

    name: str
    parts: tuple[Part, ...] = ()
    one_of: bool = False
    kind: Kind | None = None
    anything: bool = False
    attribute: str = ""

    @property
    def once(self) -> Part:
        """Return this form as a part that stands there once."""
        return Part(self, 1, 1)

    @property
    def perhaps(self) -> Part:
        """Return this form as a part that stands there once or not at all."""
        return Part(self, 0, 1)

    @property
    def often(self) -> Part:
        """Return this form as a part that stands there any number of times."""
        return Part(self, 0, MANY)


def text_of(most: int) -> Kind:
    """Return the kind of a text of 1 to `most` signs."""
    return Kind(
        Both(f"1 tot {most} tekens", f"1 to {most} signs"), lambda text: 0 < len(text) <= most
    )


def word_of(*words: str) -> Kind:
    """Return the kind of a text that is one of `words`."""
    return Kind(
        Both(f"een van {', '.join(words)}", f"one of {', '.join(words)}"),
        frozenset(words).__contains__,
    )


def _is_moment(text: str) -> bool:
    if not _DATE_TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and sum(map(str.isdigit, text)) <= _DIGITS_OF_A_NUMBER


MOMENT = Kind(
    Both("een moment zoals 2026-03-06T09:15:30", "a moment such as 2026-03-06T09:15:30"), _is_moment
)
NUMBER = Kind(Both("een getal zoals 12.50", "a number such as 12.50"), _is_number)
COUNT = Kind(
    Both("een getal van 1 tot 15 cijfers", "1 to 15 digits"),
    lambda text: bool(_COUNT.fullmatch(text)),
)
IDENTIFIER = Kind(
    Both("een UUID van versie 4", "a UUID of version 4"),
    lambda text: bool(_IDENTIFIER.fullmatch(text)),
)
