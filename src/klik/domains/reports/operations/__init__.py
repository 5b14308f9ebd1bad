"""Writes of reports. Each runs in the transaction of `acting_for`."""

from klik.domains.reports.operations.handling import (
    NextStep,
    StepRefused,
    erase,
    forget_reporters,
    hide,
    mark_spam,
    take_step,
)
from klik.domains.reports.operations.reporting import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    MOST_AN_HOUR,
    MOST_PHOTOS,
    Point,
    Problem,
    Reported,
    ReportRefused,
    ReportsNotYours,
    TooManyReports,
    report_problem,
)
from klik.domains.reports.operations.telling import (
    forget_codes,
    municipalities_to_tell,
    note_told,
    untold,
)

__all__ = [
    "LONGEST_DESCRIPTION",
    "LONGEST_PLACE",
    "MOST_AN_HOUR",
    "MOST_PHOTOS",
    "NextStep",
    "Point",
    "Problem",
    "ReportRefused",
    "Reported",
    "ReportsNotYours",
    "StepRefused",
    "TooManyReports",
    "erase",
    "forget_codes",
    "forget_reporters",
    "hide",
    "mark_spam",
    "municipalities_to_tell",
    "note_told",
    "report_problem",
    "take_step",
    "untold",
]
