"""Numbers that are rounded, divided or counted in steps, as functions of known values."""

from __future__ import annotations

from collections.abc import Callable

from klik.rules import functions, syntax
from klik.rules.types import Kind, Type


def fitted(value: functions.Number, *, given: Type) -> functions.Number | None:
    """Return `value` rounded half up to a type's scale; unknown where it is too large for it."""
    if isinstance(value, int) and given.kind == Kind.INTEGER:
        return value if abs(value) < 10**given.whole else None
    number = functions.round_half_up(value, given.scale)
    # Not abs(): that rounds to the 28 digits of Python's decimal context.
    return number if number.copy_abs() < 10**given.whole else None


def zero_of(given: Type) -> functions.Number:
    """Return 0 with the decimals of a type."""
    return _as(given, 0)


def _as(given: Type, number: functions.Number) -> functions.Number:
    if given.kind == Kind.INTEGER:
        return int(number)
    return functions.round_half_up(number, given.scale)


def _written(node: syntax.Call, place: int) -> int:
    """Return a number of decimals; the checker saw that it is written as a whole number."""
    argument = node.arguments[place]
    value = argument.value if isinstance(argument, syntax.Literal) else None
    return value if isinstance(value, int) else 0


def _rounded(node: syntax.Call) -> Callable[..., functions.Number | None]:
    digits = _written(node, 1) if len(node.arguments) > 1 else 0
    kept = node.type
    return lambda value: _as(kept, functions.round_half_up(value, digits))


def _floor(node: syntax.Call) -> Callable[..., functions.Number | None]:
    kept = node.type
    return lambda value: _as(kept, functions.floor(value))


def _ceil(node: syntax.Call) -> Callable[..., functions.Number | None]:
    kept = node.type
    return lambda value: _as(kept, functions.ceil(value))


def _divided(node: syntax.Call) -> Callable[..., functions.Number | None]:
    digits, kept = _written(node, 2), node.type

    def divided(top: functions.Number, bottom: functions.Number) -> functions.Number | None:
        quotient = functions.divide(top, bottom, digits)
        return None if quotient is None else _as(kept, quotient)

    return divided


def _stepped(node: syntax.Call) -> Callable[..., functions.Number | None]:
    argument = node.arguments[2]
    direction = str(argument.value) if isinstance(argument, syntax.Literal) else ""
    return lambda value, size: functions.steps_of(value, size, direction)


COMPUTE: dict[str, tuple[int, Callable[[syntax.Call], Callable[..., functions.Number | None]]]] = {
    "round": (1, _rounded),
    "floor": (1, _floor),
    "ceil": (1, _ceil),
    "divide": (2, _divided),
    "steps_of": (2, _stepped),
}
"""Per function how many of its arguments are computed, and what computes them."""
