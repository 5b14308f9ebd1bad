"""Reads of what is handed out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from klik.domains.payments.models import Handout, HandoutState
from klik.domains.payments.queries.sealed import recipient_of
from klik.ground.identifiers.masking import mask
from klik.ground.refusals import Refusal
from klik.ground.tenancy.prepared import prepared

_REFERENCE = re.compile(r"BON-\d{5}-(?P<year>\d{4})-(?P<number>\d{6,9})", re.ASCII)


class HandoutNotFound(Refusal):
    """No hand-out of a municipality acted for has this number."""

    status = 404
    reason = "There is nothing to hand out under this number."


@dataclass(frozen=True, slots=True)
class HandoutTally:
    """How many hand-outs of one year are in one state, and what they are worth together."""

    year: int
    state: str
    count: int
    total_cents: int


def handouts_of(municipality_nis: str, year: int, *, state: str = "") -> QuerySet[Handout]:
    """Return the numbered list of a year of a municipality acted for; of one state where given."""
    handouts = Handout.objects.filter(municipality_nis=municipality_nis, year=year)
    if state:
        handouts = handouts.filter(state=state)
    return handouts.order_by("number")


def handout_tallies(municipality_nis: str) -> list[HandoutTally]:
    """Return how many there are per year and state, the latest year first."""
    rows = Handout.objects.filter(municipality_nis=municipality_nis).values("year", "state")
    counted = rows.annotate(count=Count("pk"), total_cents=Coalesce(Sum("amount_cents"), 0))
    return [HandoutTally(**row) for row in counted.order_by("-year", "state")]


def masked_recipients(handouts: Iterable[Handout]) -> dict[str, str]:
    """Return who receives each, by its number, with nothing to recognise her by."""
    return {handout.reference: mask(recipient_of(handout)) for handout in handouts}


def municipalities_with_late_handouts(day: date) -> list[str]:
    """Return the NIS codes of the municipalities acted for with some that expired before `day`."""
    late = Handout.objects.filter(
        Q(valid_until__lt=day) | Q(collect_by__lt=day), state=HandoutState.TO_HAND_OUT
    )
    codes = late.order_by("municipality_nis").values_list("municipality_nis", flat=True)
    return list(codes.distinct())


def handouts_about(decision: str) -> QuerySet[Handout]:
    """Return what one decision hands out, by number."""
    return Handout.objects.filter(decision=decision).order_by("year", "number")


def handout_states(decisions: Collection[str]) -> list[tuple[str, str]]:
    """Return decision and state of the vouchers and gifts of these decisions, the first first."""
    rows = sorted(_states_of(decisions=list(decisions)))
    return [(decision, state) for _year, _number, decision, state in rows]


@prepared
def _states_of(decisions: Any) -> QuerySet[Handout, tuple[int, int, str, str]]:
    # Not ordered here: SQLite would read every one of the municipality, to find them in order.
    rows = Handout.objects.filter(decision__in=decisions).order_by()
    return rows.values_list("year", "number", "decision", "state")


def waiting_handouts(municipality_nis: str) -> QuerySet[Handout]:
    """Return what is to be handed out, by number."""
    return Handout.objects.filter(
        municipality_nis=municipality_nis, state=HandoutState.TO_HAND_OUT
    ).order_by("year", "number")


def handout_of(municipality_nis: str, reference: str) -> Handout:
    """Return one hand-out by the number that people read.

    Raises:
        HandoutNotFound: The municipality has none of this number.
    """
    parts = _REFERENCE.fullmatch(reference)
    found = None
    if parts is not None:
        year, number = int(parts["year"]), int(parts["number"])
        found = handouts_of(municipality_nis, year).filter(number=number).first()
    if found is None or found.reference != reference:
        raise HandoutNotFound
    return found
