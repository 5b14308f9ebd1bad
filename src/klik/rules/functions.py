"""The functions of the rule language, computed for one subject.

Arguments are known and present: the evaluator has handled unknown and *none* before it calls. A
result of None is unknown: a day outside the years 1 to 9999, a division by zero.

Source: docs/concepts/dates.md; the same cases run on every engine.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

Number = int | Decimal

EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
"""Wide enough that sums and products of 38 digits are exact."""
MAXIMUM_SHIFT = 120_000
"""Months (or, in days, 31 times as many) that a date may move; further is outside the calendar."""


def round_half_up(value: Number, scale: int) -> Decimal:
    """Return `value` with `scale` decimals; a half goes away from zero, also below zero."""
    number = EXACT.quantize(Decimal(value), Decimal(1).scaleb(-scale))
    return number or abs(number)  # a zero has no sign


def add_months(day: date, months: int) -> date | None:
    """Return the day `months` later; the last day of the month where that day does not exist.

    Unknown where the result lies outside the years 1 to 9999.
    """
    if abs(months) > MAXIMUM_SHIFT:
        return None
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date | None:
    """Return the day `days` later; unknown where that lies outside the years 1 to 9999."""
    if abs(days) > MAXIMUM_SHIFT * 31:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def days_between(first: date, last: date) -> int:
    """Return the days from `first` to `last`; negative when `last` comes first."""
    return (last - first).days


def months_between(first: date, last: date) -> int:
    """Return the largest n with `add_months(first, n) <= last`: the completed months.

    From 31 January to 28 February is one month; negative when `last` comes first.
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    reached = min(first.day, monthrange(last.year, last.month)[1])
    return months - 1 if reached > last.day else months


def age_on(birth: date, day: date) -> int:
    """Return the largest n with `add_months(birth, 12 * n) <= day`; negative before birth."""
    return months_between(birth, day) // 12


def year(day: date) -> int:
    """Return the calendar year of `day`."""
    return day.year


def start_of_year(day: date) -> date:
    """Return 1 January of the year of `day`."""
    return date(day.year, 1, 1)


def floor(value: Number) -> Number:
    """Return the largest whole number not above `value`."""
    return Decimal(value).to_integral_value(rounding=ROUND_FLOOR)


def ceil(value: Number) -> Number:
    """Return the smallest whole number not below `value`."""
    return Decimal(value).to_integral_value(rounding=ROUND_CEILING)


def divide(numerator: Number, denominator: Number, scale: int) -> Decimal | None:
    """Return the quotient with `scale` decimals, a half away from zero; unknown when dividing by 0.

    The quotient is rounded once, from the exact fraction.
    """
    if denominator == 0:
        return None
    top, bottom = (Decimal(part).as_integer_ratio() for part in (numerator, denominator))
    over = top[0] * bottom[1] * 10**scale
    under = top[1] * bottom[0]
    negative = (over < 0) != (under < 0)
    units = (2 * abs(over) + abs(under)) // (2 * abs(under))
    return Decimal(-units if negative else units).scaleb(-scale, EXACT)


def steps_of(value: Number, size: Number, direction: str) -> int | None:
    """Return how many units of `size` are started (`up`) or full (`down`) in `value`.

    Unknown when `size` is zero or less.
    """
    if size <= 0:
        return None
    top, unit = (Decimal(part).as_integer_ratio() for part in (value, size))
    over, under = top[0] * unit[1], top[1] * unit[0]
    return -(-over // under) if direction == "up" else over // under


AGGREGATES = frozenset({"count", "sum", "min", "max", "any", "all"})

FUNCTIONS: dict[str, int | None] = {
    "add_months": 2,
    "add_days": 2,
    "days_between": 2,
    "months_between": 2,
    "age_on": 2,
    "year": 1,
    "start_of_year": 1,
    "least": None,
    "greatest": None,
    "round": None,
    "floor": 1,
    "ceil": 1,
    "divide": 3,
    "steps_of": 3,
    "lookup": None,
    "coalesce": None,
    "present": 1,
}
"""Every function and how many arguments it takes; None where that differs."""

ON_DATES: dict[str, Callable[..., date | int | None]] = {
    "add_months": add_months,
    "add_days": add_days,
    "days_between": days_between,
    "months_between": months_between,
    "age_on": age_on,
    "year": year,
    "start_of_year": start_of_year,
}
