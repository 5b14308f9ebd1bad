"""Reads of the journal: a period for accounting, and what stands open at the end of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Max, QuerySet, Sum, Value, When

from klik.domains.payments.models import JournalLine, LedgerAccount

_DEBTS = (LedgerAccount.PAYABLE, LedgerAccount.IN_TRANSIT, LedgerAccount.HANDOUTS_DUE)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What was granted and neither paid nor handed out at the end of a year.

    Attributes:
        about: The first payment reference of the award, or the number of the hand-out.
        decision: Its reference.
        budget_key: Under which it was booked.
        open_cents: What is still owed.
    """

    about: str
    decision: str
    budget_key: str
    open_cents: int


def journal(municipality_nis: str, first: date, last: date) -> QuerySet[JournalLine]:
    """Return the bookings from `first` to `last`, both included, in the order of booking."""
    return JournalLine.objects.filter(
        municipality_nis=municipality_nis, booked_on__range=(first, last)
    ).order_by("booked_on", "pk")


def balances(municipality_nis: str, *, until: date) -> dict[str, int]:
    """Return per account its debit less its credit in cents, all bookings up to a day included."""
    found = dict.fromkeys(LedgerAccount.values, 0)
    lines = JournalLine.objects.filter(municipality_nis=municipality_nis, booked_on__lte=until)
    for row in lines.values("debit", "credit").annotate(total=Sum("amount_cents")):
        found[row["debit"]] += row["total"]
        found[row["credit"]] -= row["total"]
    return found


def open_items(municipality_nis: str, year: int) -> Iterator[OpenItem]:
    """Yield what stood open on 31 December of `year`, by reference.

    A file for the bank moves a debt to another account and settles nothing, so it does not count.
    """
    rows = (
        JournalLine.objects.filter(
            municipality_nis=municipality_nis, booked_on__lte=date(year, 12, 31)
        )
        .exclude(debit__in=_DEBTS, credit__in=_DEBTS)
        .values("about")
        .annotate(
            owed=Sum(_signed("credit")) - Sum(_signed("debit")),
            decision=Max("decision"),
            budget_key=Max("budget_key"),
        )
        .exclude(owed=0)
        .order_by("about")
    )
    for row in rows:
        yield OpenItem(row["about"], row["decision"], row["budget_key"], row["owed"])


def _signed(side: str) -> Case:
    return Case(
        When(**{f"{side}__in": _DEBTS}, then=F("amount_cents")),
        default=Value(0),
        output_field=IntegerField(),
    )
