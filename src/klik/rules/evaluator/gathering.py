"""What the rows of a collection give together.

Per row stands whether it counts and what it gives. A row that leaves one of the two open leaves the
whole open, except that one row settles `any` and `all`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial, reduce

from klik.rules import functions

Value = bool | int | Decimal | date | None
Gathered = Sequence[tuple[bool | None, Value]]


def _known(gathered: Gathered) -> list[Value] | None:
    """Return the values of the rows that count; None when any row leaves it open."""
    if any(kept is None or value is None for kept, value in gathered):
        return None
    return [value for kept, value in gathered if kept]


def _count(gathered: Gathered) -> int | None:
    known = _known(gathered)
    return None if known is None else len(known)


def _total(values: Iterable[Value]) -> Value:
    # The decimal context of Python keeps 28 digits; ours keeps every digit a type may hold.
    return reduce(_added, values)


def _added(left: Value, right: Value) -> Value:
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return functions.EXACT.add(left, right)  # type: ignore[arg-type]  # -- numbers, checked


def _sum(gathered: Gathered, *, zero: functions.Number) -> Value:
    known = _known(gathered)
    return None if known is None else _total([zero, *known])


def _least(gathered: Gathered) -> Value:
    known = _known(gathered)
    return min(known) if known else None  # type: ignore[type-var]  # -- of one type, checked


def _greatest(gathered: Gathered) -> Value:
    known = _known(gathered)
    return max(known) if known else None  # type: ignore[type-var]  # -- of one type, checked


def _any(gathered: Gathered) -> bool | None:
    values = [value for _, value in gathered]
    return True if True in values else (None if None in values else False)


def _all(gathered: Gathered) -> bool | None:
    values = [value for _, value in gathered]
    return False if False in values else (None if None in values else True)


def gathering_of(function: str, *, zero: functions.Number) -> Callable[[Gathered], Value]:
    """Return what computes an aggregate; `zero` is what a sum of no rows gives."""
    return partial(_sum, zero=zero) if function == "sum" else _GATHER[function]


_GATHER: dict[str, Callable[[Gathered], Value]] = {
    "count": _count,
    "min": _least,
    "max": _greatest,
    "any": _any,
    "all": _all,
}
