"""How many decisions a package led to, per municipality acted for: numbers, and nobody in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from klik.domains.cases.models import Application, Decision, DecisionState
from klik.domains.registers import queries as registers
from klik.ground.clock import HOME


@dataclass(frozen=True, slots=True)
class Counted:
    """The decisions of one municipality that stand.

    Attributes:
        nis: Of the municipality.
        decisions: How many.
        automatic: How many of those nobody had to ask for.
        days: For each number of days from what came in, a delivery or an application, to the
            decision: how many took so long. What is kept no longer is not among them.
    """

    nis: str
    decisions: int
    automatic: int
    days: Mapping[int, int]


def counted_decisions(package: str) -> tuple[Counted, ...]:
    """Return the decisions of a package that stand, counted per municipality acted for.

    The figures are exact: whoever shows them hides what is too small.

    Raises:
        NotActing: Outside `acting_for`.
    """
    rows = Decision.objects.filter(package=package, state=DecisionState.STANDING).order_by()
    asked, unasked = rows.filter(run_id=F("row_token")), rows.exclude(run_id=F("row_token"))
    by_hand, by_run = _numbers(asked), _numbers(unasked)
    days: dict[str, Counter[int]] = {nis: Counter() for nis in {*by_hand, *by_run}}
    _add_days(days, asked.annotate(began=TruncDate(_submitted(), tzinfo=HOME)))
    _add_days(days, unasked.annotate(began=TruncDate(_received(), tzinfo=HOME)))
    return tuple(
        Counted(nis, by_hand.get(nis, 0) + by_run.get(nis, 0), by_run.get(nis, 0), found)
        for nis, found in sorted(days.items())
    )


def _numbers(rows: QuerySet[Decision]) -> dict[str, int]:
    counted = rows.values("municipality_nis").annotate(number=Count("pk"))
    return dict(counted.values_list("municipality_nis", "number"))


def _add_days(days: Mapping[str, Counter[int]], rows: QuerySet[Any]) -> None:
    grouped = rows.filter(began__isnull=False).values("municipality_nis", "began", "decided_on")
    for one in grouped.annotate(number=Count("pk")):
        taken = _day(one["decided_on"]) - _day(one["began"])
        days[one["municipality_nis"]][max(0, taken.days)] += one["number"]


def _submitted() -> Subquery:
    rows = Application.objects.filter(decision=OuterRef("reference"))
    return Subquery(rows.values("submitted_at")[:1])


def _received() -> Subquery:
    return Subquery(registers.deliveries_holding(OuterRef("row_token")).values("received_at")[:1])


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
