"""Work on events that goes on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klik.domains.knowledge.models import EventRegistration, SpeakerContact
from klik.domains.knowledge.operations import registering
from klik.domains.knowledge.queries import registrations
from klik.ground.jobs.registry import periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

_FORGETTER: Final = Actor(ActorKind.SYSTEM, "job:knowledge.forget-registrations")

register(EventRegistration, "sealed", registrations.sealed_purpose)
register(EventRegistration, "sealed_code", lambda row: registrations.code_purpose(row.pk))
register(SpeakerContact, "sealed", registrations.sealed_purpose)


@periodic("knowledge.forget-registrations", every=timedelta(days=1))
def forget_in_turn(moment: datetime) -> int:
    """Erase registrations whose term is over; return how many."""
    with acting_for(EVERYWHERE, _FORGETTER):
        return registering.forget_registrations(moment=moment)
