"""What can really occur in a run, where the declared types allow far more.

A product of two declared numbers may need 38 digits, which takes an engine twenty times as long as
18. The parameters of a run are known before it starts, and most amounts have a handful of digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from klik.rules.syntax import Scalar
from klik.rules.types import Type

Days = tuple[date, date]
FEW_DIGITS = 18
"""Digits that a decimal of 64 bits holds."""


@dataclass(frozen=True, slots=True)
class Digits:
    """How many digits before the point and behind it a number can have."""

    whole: int
    scale: int = 0

    @property
    def few(self) -> bool:
        """Whether every such number fits 64 bits."""
        return self.whole + self.scale <= FEW_DIGITS

    @property
    def column_type(self) -> str:
        """Return the narrowest decimal of DuckDB that holds every such number."""
        return f"DECIMAL({max(self.whole + self.scale, 1)}, {self.scale})"

    def fits(self, given: Type) -> bool:
        """Return whether a type holds every such number, unrounded."""
        return self.whole <= given.whole and self.scale <= given.scale


@dataclass(frozen=True, slots=True)
class Occurring:
    """What occurs in one run; what is not named here may be all that its type allows.

    Attributes:
        digits: Per name of a number its digits.
        sets: Per name of a set every item that it ever has; `in_set_column` says of each row
            whether its set has the item.
        days: Per name of a date the first and the last that occur.
        known: Names that are never unknown.
    """

    digits: Mapping[str, Digits] = field(default_factory=dict)
    sets: Mapping[str, Sequence[Scalar]] = field(default_factory=dict)
    days: Mapping[str, Days] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def digits_of(given: Type) -> Digits:
    """Return the digits that a declared number may have."""
    return Digits(given.whole, given.scale)


def digits_in(value: int | Decimal) -> Digits:
    """Return the digits of one number as it is written, without zeros at the end."""
    if isinstance(value, int):
        return Digits(len(str(abs(value))))
    exponent = value.normalize().as_tuple().exponent
    scale = max(-int(exponent), 0)
    return Digits(len(str(abs(int(value)))), scale)


def joined(parts: Iterable[Digits | None]) -> Digits | None:
    """Return digits that hold every one of `parts`; None where one is not known."""
    whole, scale = 0, 0
    for part in parts:
        if part is None:
            return None
        whole, scale = max(whole, part.whole), max(scale, part.scale)
    return Digits(whole, scale)


def computed(operator: str, left: Digits | None, right: Digits | None) -> Digits | None:
    """Return the digits of a sum, difference or product."""
    both = joined((left, right))
    if left is None or right is None or both is None:
        return None
    if operator == "*":
        return Digits(left.whole + right.whole, left.scale + right.scale)
    return Digits(both.whole + 1, both.scale)


def rounded(given: Digits, scale: int) -> Digits:
    """Return the digits after rounding to `scale`; 9.99 may become 10.0."""
    return given if given.scale <= scale else Digits(given.whole + 1, scale)
