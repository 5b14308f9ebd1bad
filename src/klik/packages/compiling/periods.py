"""A package's period as two values of the rule language: its first and its last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klik.packages.compiling.expressions import expression_text

MONTHS = {"month": 1, "quarter": 3, "year": 12}
FIRST, LAST = "period.first_day", "period.last_day"


def period_expressions(period: Mapping[str, Any]) -> dict[str, str]:
    """Return the expressions of `period.first_day` and `period.last_day`.

    The periods are counted from the day and month `starts` in the year before `of`, which lies
    before `of` whatever its month.
    """
    months = MONTHS[period["every"]]
    of, _ = expression_text(period["of"])
    month, day = (int(part) for part in str(period.get("starts", "01-01")).split("-"))
    before = f"add_months(start_of_year({of}), {month - 1 - 12})"
    start = f"add_days({before}, {day - 1})" if day > 1 else before
    counted = f"months_between({start}, {of})"
    first = f"add_months({start}, steps_of({counted}, {months}, down) * {months})"
    return {FIRST: first, LAST: f"add_days(add_months({FIRST}, {months}), -1)"}
