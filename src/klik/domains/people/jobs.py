"""Work on people that goes on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klik.domains.people import operations, queries
from klik.domains.people.models import Resident
from klik.ground.jobs.registry import periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

FORGETTER: Final = Actor(ActorKind.SYSTEM, "forget-ended")

register(Resident, "sealed", lambda resident: queries.resident_purpose(resident.pk))


@periodic("people.forget-ended", every=timedelta(hours=1))
def forget_ended(moment: datetime) -> int:
    """Remove what log-in need not remember any more and sessions that ended.

    Returns:
        How many rows went.
    """
    gone = operations.forget_ended(moment=moment)
    with acting_for(EVERYWHERE, FORGETTER):
        return gone + operations.forget_sessions(moment=moment)
