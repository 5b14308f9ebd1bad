"""The first and last day of a period, against a plain walk along the calendar."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.packages.compiling.periods import FIRST, LAST, MONTHS, period_expressions
from klik.rules.checker import compile_expression
from klik.rules.evaluator import closure_of
from klik.rules.scope import Scope
from klik.rules.types import DATE

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
STARTS = st.tuples(st.integers(1, 12), st.integers(1, 28))


def _computed(every: str, starts: str, of: date) -> tuple[date, date]:
    """Return both days as the rule language computes them."""
    written = period_expressions({"every": every, "starts": starts, "of": "day"})
    scope = Scope(names={"day": DATE, FIRST: DATE})
    values: dict[str, Any] = {"day": of}
    for name in (FIRST, LAST):
        values[name] = closure_of(compile_expression(written[name], scope, wanted=DATE).tree)(
            values, None
        )
    return values[FIRST], values[LAST]


def _starts(every: str, month: int, day: int, year: int) -> Iterator[date]:
    """Yield the first days of the periods, from one that begins in the year before `year`."""
    for number in range(0, 40 * 12, MONTHS[every]):
        years, months = divmod(month - 1 + number, 12)
        yield date(year - 1 + years, months + 1, day)


def _walked(every: str, month: int, day: int, of: date) -> tuple[date, date]:
    starts = list(_starts(every, month, day, of.year))
    first = max(one for one in starts if one <= of)
    following = min(one for one in starts if one > of)
    return first, following - timedelta(days=1)


@given(every=st.sampled_from(list(MONTHS)), starts=STARTS, of=DAYS)
def test_a_period_is_that_of_a_plain_calendar(
    every: str, starts: tuple[int, int], of: date
) -> None:
    month, day = starts

    assert _computed(every, f"{month:02d}-{day:02d}", of) == _walked(every, month, day, of)


@given(every=st.sampled_from(list(MONTHS)), starts=STARTS, of=DAYS)
def test_periods_follow_each_other_without_a_gap(
    every: str, starts: tuple[int, int], of: date
) -> None:
    written = f"{starts[0]:02d}-{starts[1]:02d}"
    first, last = _computed(every, written, of)

    assert first <= of <= last
    assert _computed(every, written, last) == (first, last)
    assert _computed(every, written, last + timedelta(days=1))[0] == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("every", "starts", "of", "first", "last"),
    [
        ("year", "01-01", "2026-06-15", "2026-01-01", "2026-12-31"),
        ("year", "09-01", "2026-08-31", "2025-09-01", "2026-08-31"),
        ("year", "09-01", "2026-09-01", "2026-09-01", "2027-08-31"),
        ("year", "02-28", "2024-02-29", "2024-02-28", "2025-02-27"),
        ("year", "03-01", "2024-02-29", "2023-03-01", "2024-02-29"),
        ("year", "03-01", "2023-02-28", "2022-03-01", "2023-02-28"),
        ("quarter", "01-01", "2026-03-31", "2026-01-01", "2026-03-31"),
        ("quarter", "02-01", "2026-01-15", "2025-11-01", "2026-01-31"),
        ("month", "01-15", "2026-03-14", "2026-02-15", "2026-03-14"),
        ("month", "01-28", "2024-02-29", "2024-02-28", "2024-03-27"),
        ("month", "12-01", "2026-02-28", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_period_begins_and_ends_on_the_written_day(
    every: str, starts: str, of: str, first: str, last: str
) -> None:
    computed = _computed(every, starts, date.fromisoformat(of))

    assert computed == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_year_has_as_many_days_as_the_calendar() -> None:
    lengths = {
        year: (last - first).days + 1
        for year in range(1999, 2030)
        for first, last in [_computed("year", "01-01", date(year, 7, 1))]
    }

    assert lengths == {year: 366 if isleap(year) else 365 for year in range(1999, 2030)}


def test_a_period_of_a_written_day_needs_no_name() -> None:
    period: Mapping[str, Any] = {"every": "year", "of": "2026-05-05"}

    assert "DATE '2026-05-05'" in period_expressions(period)[FIRST]
