"""The report on rejected rows, for who delivered them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from klik.ground.deliveries.outcomes import Rejected
from klik.packages.wording import Language

# A spreadsheet computes a cell that starts so (OWASP, CSV injection); full-width signs count too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
REPORT_HEADERS: Mapping[Language, tuple[str, ...]] = {
    "nl": ("regel", "kolom", "waarde", "code", "reden", "wat te doen"),
    "en": ("line", "column", "value", "code", "reason", "what to do"),
}


def neutralise(text: str) -> str:
    """Return `text` such that a spreadsheet shows it and does not compute it.

    An apostrophe is put before what would be a formula, spaces before it or not.
    """
    if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text


def write_reject_report(
    path: Path, rejected: Iterable[Rejected], *, language: Language = "nl"
) -> int:
    """Write one line per rejected row to `path`; return how many.

    CSV with semicolons in UTF-8 with a byte order mark, which spreadsheets open without asking. No
    value of the delivery stands in it unmasked.

    Args:
        path: The file to write; what was there is replaced.
        rejected: The rows, which may be a stream.
        language: `nl` or `en`.
    """
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        report = csv.writer(file, delimiter=";")
        report.writerow(REPORT_HEADERS[language])
        for row in rejected:
            report.writerow(neutralise(cell) for cell in report_cells(row, language))
            written += 1
    return written


def report_cells(row: Rejected, language: Language) -> tuple[str, ...]:
    """Return what the report says about one row, in the order of `REPORT_HEADERS`."""
    said = (row.reason[language], row.remedy[language])
    return (str(row.line), row.column, row.masked, row.code, *said)
