"""What was placed for many decisions together, in sums: it names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from klik.domains.payments.models import Handout, Order
from klik.domains.payments.queries.orders import STAGE, staged


@dataclass(frozen=True, slots=True)
class Placed:
    """Orders of one state: how many, and their cents."""

    state: str
    count: int
    total_cents: int


def placed_for(decisions: Iterable[str]) -> tuple[Placed, ...]:
    """Return per stage the orders of these decisions, by name of the state.

    Args:
        decisions: References; a query that gives them is asked within this one.
    """
    orders = staged(Order.objects.filter(decision__in=decisions)).order_by(STAGE)
    rows = orders.values_list(STAGE).annotate(count=Count("pk"), cents=Sum("amount_cents"))
    return tuple(Placed(state, count, cents) for state, count, cents in rows)


def handouts_for(decisions: Iterable[str]) -> QuerySet[Handout]:
    """Return what these decisions hand out, by number."""
    return Handout.objects.filter(decision__in=decisions).order_by("year", "number")
