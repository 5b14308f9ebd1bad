"""Reads of the mandates between residents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from klik.domains.people.models import EVERYTHING, Mandate
from klik.domains.people.queries.residents import ResidentShown, shown


@dataclass(frozen=True, slots=True)
class MandateShown:
    """A mandate as pages show it to who gave or took it.

    Attributes:
        id: Its key.
        giver: For whom another acts.
        taker: Who acts.
        scope: A family of benefits; empty for everything.
        from_at: Since when.
        until_at: Until when; None until it is revoked.
    """

    id: UUID
    giver: ResidentShown
    taker: ResidentShown
    scope: str
    from_at: datetime
    until_at: datetime | None


def mandates_given(giver: UUID, *, moment: datetime) -> QuerySet[Mandate]:
    """Return who may act for a resident at `moment`, with her row, the newest first."""
    held = Mandate.objects.filter(Mandate.held_at(moment), giver_id=giver)
    return held.select_related("taker").order_by("-from_at", "id")


def mandates_taken(taker: UUID, *, moment: datetime) -> QuerySet[Mandate]:
    """Return for whom a resident may act at `moment`, with her row, the newest first."""
    held = Mandate.objects.filter(Mandate.held_at(moment), taker_id=taker)
    return held.select_related("giver").order_by("-from_at", "id")


def may_act_for(taker: UUID, giver: UUID, *, scope: str, moment: datetime) -> bool:
    """Say whether a resident may act for another at `moment` in what `scope` names.

    Args:
        taker: Who would act.
        giver: For whom.
        scope: A family of benefits, such as `geboorte`; a mandate for everything covers each.
        moment: When.
    """
    held = mandates_taken(taker, moment=moment).filter(giver_id=giver)
    return held.filter(Q(scope=EVERYTHING) | Q(scope=scope)).exists()


def mandates_shown(resident: UUID, *, moment: datetime) -> list[MandateShown]:
    """Return the mandates that a resident gave or took and that hold at `moment`, newest first."""
    held = Mandate.objects.filter(Mandate.held_at(moment)).select_related("giver", "taker")
    hers = held.filter(Q(giver_id=resident) | Q(taker_id=resident)).order_by("-from_at", "id")
    return [
        MandateShown(
            id=one.pk,
            giver=shown(one.giver),
            taker=shown(one.taker),
            scope="" if one.scope == EVERYTHING else one.scope,
            from_at=one.from_at,
            until_at=one.until_at,
        )
        for one in hers
    ]
