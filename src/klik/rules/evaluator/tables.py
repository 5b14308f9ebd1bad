"""Tables that a rule looks values up in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of keys and one value.

    Attributes:
        rows: Per row its keys, in the order of the declaration, and its value.
        steps: Whether the last key finds the row with the largest key that is not above it.
        otherwise: What is given where no row is found; None (unknown) without `else`.
    """

    rows: tuple[tuple[tuple[Any, ...], Any], ...]
    steps: bool = False
    otherwise: Any = None
    _exact: dict[tuple[Any, ...], Any] = field(init=False, repr=False, compare=False)
    _stairs: dict[tuple[Any, ...], tuple[list[Any], list[Any]]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        stairs: dict[tuple[Any, ...], tuple[list[Any], list[Any]]] = {}
        for keys, value in sorted(self.rows, key=lambda row: row[0]) if self.steps else ():
            lasts, values = stairs.setdefault(keys[:-1], ([], []))
            lasts.append(keys[-1])
            values.append(value)
        object.__setattr__(self, "_stairs", stairs)
        object.__setattr__(self, "_exact", dict(self.rows))

    def find(self, keys: Sequence[Any]) -> Any:
        """Return the value for `keys`, all known; `otherwise` where no row is found."""
        if not self.steps:
            return self._exact.get(tuple(keys), self.otherwise)
        lasts, values = self._stairs.get(tuple(keys[:-1]), ([], []))
        place = bisect_right(lasts, keys[-1])
        return values[place - 1] if place else self.otherwise

    def row_of(self, keys: Sequence[Any]) -> tuple[Any, ...] | None:
        """Return the keys of the row that answers; None where no row is found."""
        if not self.steps:
            return tuple(keys) if tuple(keys) in self._exact else None
        lasts, _ = self._stairs.get(tuple(keys[:-1]), ([], []))
        place = bisect_right(lasts, keys[-1])
        return (*keys[:-1], lasts[place - 1]) if place else None
