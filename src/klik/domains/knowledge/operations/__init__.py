"""Writes of what everybody reads. Each runs in the transaction of `acting_for`."""

from klik.domains.knowledge.operations.waste import (
    LARGEST_BYTES,
    Taken,
    WasteRefused,
    take_rounds,
    take_streets,
)
from klik.domains.knowledge.operations.writing import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    EventMoments,
    NewsDays,
    PageRefused,
    PagesNotYours,
    VacancyDays,
    Written,
    publish,
    take_down,
    write_page,
)

__all__ = [
    "LARGEST_BYTES",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "EventMoments",
    "NewsDays",
    "PageRefused",
    "PagesNotYours",
    "Taken",
    "VacancyDays",
    "WasteRefused",
    "Written",
    "publish",
    "take_down",
    "take_rounds",
    "take_streets",
    "write_page",
]
