"""Hours of a day as people write them: `9.00-12.30, 13.30-17.00`, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Final

from klik.ground.clock import HOME
from klik.ground.refusals import Refusal

MOST_SPANS: Final = 6
_SPAN: Final = re.compile(r"(\d{1,2})(?:[.:u](\d{2})?)?(?:-|\u2013)(\d{1,2})(?:[.:u](\d{2})?)?")


class HoursRefused(Refusal):
    """Hours that nobody can read, that end before they begin, or that overlap."""

    status = 422
    reason = "Write hours as 9.00-12.30, 13.30-17.00: from early to late, without overlap."


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when until when on one day, in the time of Brussels."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return (
            f"{self.opens.hour}.{self.opens.minute:02}-{self.closes.hour}.{self.closes.minute:02}"
        )


def read_hours(text: str) -> tuple[Span, ...]:
    """Return the spans that `text` holds; an empty text is a day that is closed.

    Raises:
        HoursRefused: It is written otherwise, a span is empty, two overlap, or there are too many.
    """
    written = re.sub(r"\s+", "", text)
    if not written:
        return ()
    spans = tuple(_span(part) for part in written.replace(";", ",").split(","))
    if len(spans) > MOST_SPANS or any(
        later.opens < earlier.closes for earlier, later in pairwise(spans)
    ):
        raise HoursRefused
    return spans


def written_hours(spans: Iterable[Span]) -> str:
    """Return what `read_hours` reads."""
    return ", ".join(str(span) for span in spans)


def stored_hours(spans: Iterable[Span]) -> list[list[str]]:
    """Return the spans as plain values of a column."""
    return [[span.opens.isoformat("minutes"), span.closes.isoformat("minutes")] for span in spans]


def restored_hours(stored: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """Return the spans that `stored_hours` gave."""
    return tuple(
        Span(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in stored
    )


def moment_of(day: date, at: time) -> datetime | None:
    """Return that time of that day in Brussels; None where summer time skips it.

    A time that comes twice, when winter time begins, is the first of the two.
    """
    local = datetime.combine(day, at, tzinfo=HOME)
    back = local.astimezone(UTC).astimezone(HOME)
    return local if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def _span(part: str) -> Span:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise HoursRefused
    first, first_minutes, last, last_minutes = found.groups(default="0")
    try:
        span = Span(time(int(first), int(first_minutes)), time(int(last), int(last_minutes)))
    except ValueError:
        raise HoursRefused from None
    if span.closes <= span.opens:
        raise HoursRefused
    return span
