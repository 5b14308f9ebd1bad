"""The only place that reads the clock: the edge asks here and hands the moment on."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Brussels")


def moment_now() -> datetime:
    """Return this moment, aware, in the time of Brussels."""
    return datetime.now(HOME)  # noqa: TID251 -- the one reader of the clock


def today() -> date:
    """Return the day that it is in Brussels."""
    return moment_now().date()
