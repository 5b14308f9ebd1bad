"""Work of the audit that goes on by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from klik.domains.audit import operations, queries
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

SEALER: Final = Actor(ActorKind.SYSTEM, "seal-views")


def seal_views(moment: datetime) -> int:
    """Seal the views of personal data of before this minute, a municipality at a time.

    Returns:
        How many were sealed.
    """
    with acting_for(EVERYWHERE, SEALER):
        waiting = queries.municipalities_with_views_to_seal(before=moment)
    return sum(_seal(municipality_nis, moment) for municipality_nis in waiting)


def _seal(municipality_nis: str, moment: datetime) -> int:
    total = 0
    while True:
        with acting_for([municipality_nis], SEALER):
            sealed = operations.seal_views(municipality_nis, moment=moment)
        if not sealed:
            return total
        total += sealed
