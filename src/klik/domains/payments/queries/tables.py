"""Tables for accounting and for the counter, as CSV that a spreadsheet opens and never computes.

Semicolons, UTF-8 with a byte order mark, a decimal comma: what spreadsheets expect in Belgium.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from klik.domains.payments.models import Handout, JournalLine, LedgerAccount
from klik.domains.payments.queries.handouts import handouts_of
from klik.domains.payments.queries.journal import journal, open_items
from klik.domains.payments.queries.sealed import recipient_of
from klik.domains.payments.queries.settings import settings_of
from klik.ground.deliveries import neutralise

_BYTE_ORDER_MARK = "\ufeff"
JOURNAL_HEADERS = (
    "datum", "stuk", "rekening", "omschrijving", "debet", "credit", "budgetsleutel", "beslissing",
    "kenmerk",
)  # fmt: skip
NO_NUMBER = "rekeningnummer ontbreekt"
_CALLED = {
    LedgerAccount.EXPENSE: "toegekende premies",
    LedgerAccount.PAYABLE: "te betalen premies",
    LedgerAccount.IN_TRANSIT: "betalingen onderweg",
    LedgerAccount.BANK: "bank",
    LedgerAccount.HANDOUTS_DUE: "uit te delen bonnen en geschenken",
    LedgerAccount.HANDOUTS: "uitgedeelde bonnen en geschenken",
}
OPEN_HEADERS = ("kenmerk", "beslissing", "budgetsleutel", "openstaand")
HANDOUT_HEADERS = (
    "nummer", "beslissing", "soort", "waarde", "aantal", "geldig tot", "ophalen tot", "naam",
    "toestand",
)  # fmt: skip


def journal_table(municipality_nis: str, first: date, last: date) -> Iterator[str]:
    """Yield the journal of a period, two lines per booking: first debit, then credit."""
    numbers = settings_of(municipality_nis).ledger
    bookings = journal(municipality_nis, first, last).iterator(chunk_size=1000)
    rows = (row for booking in bookings for row in _booked(booking, numbers))
    return _table(JOURNAL_HEADERS, rows)


def open_items_table(municipality_nis: str, year: int) -> Iterator[str]:
    """Yield what stood open at the end of a year."""
    items = open_items(municipality_nis, year)
    return _table(
        OPEN_HEADERS,
        ((one.about, one.decision, one.budget_key, _euros(one.open_cents)) for one in items),
    )


def handout_table(municipality_nis: str, year: int) -> Iterator[str]:
    """Yield the numbered list of a year, with names; who asks is noted by who hands it over."""
    handouts = handouts_of(municipality_nis, year).iterator(chunk_size=1000)
    return _table(HANDOUT_HEADERS, (_handed(handout) for handout in handouts))


def _booked(booking: JournalLine, numbers: dict[str, str]) -> Iterator[Sequence[str]]:
    amount = _euros(booking.amount_cents)
    for account, debit, credit in ((booking.debit, amount, ""), (booking.credit, "", amount)):
        yield (
            booking.booked_on.isoformat(), booking.key, numbers.get(account, NO_NUMBER),
            _CALLED[LedgerAccount(account)],
            debit, credit, booking.budget_key, booking.decision, booking.document,
        )  # fmt: skip


def _handed(handout: Handout) -> Sequence[str]:
    amount = "" if handout.amount_cents is None else _euros(handout.amount_cents)
    return (
        handout.reference, handout.decision, handout.get_kind_display(), amount,
        str(handout.quantity or ""), _day(handout.valid_until), _day(handout.collect_by),
        recipient_of(handout), handout.get_state_display(),
    )  # fmt: skip


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    yield _BYTE_ORDER_MARK
    writer.writerow(headers)
    for row in rows:
        yield _emptied(line)
        writer.writerow([neutralise(cell) for cell in row])
    yield _emptied(line)


def _emptied(line: io.StringIO) -> str:
    written = line.getvalue()
    line.seek(0)
    line.truncate()
    return written


def _euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
