"""Work on appointments that goes on by itself: telling, reminding, forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klik.domains.appointments import operations, queries
from klik.domains.appointments.models import Appointment
from klik.domains.messages.jobs import Waiting, tell_waiting
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

_TELLER: Final = Actor(ActorKind.SYSTEM, "job:appointments.tell")

register(Appointment, "caller", lambda row: queries.caller_purpose(row.pk))
register(Appointment, "code", lambda row: queries.code_purpose(row.pk))


@periodic("appointments.tell", every=timedelta(minutes=1), is_long=True)
def tell_in_turn(_turn: datetime) -> None:
    """Tell what changed and remind who comes soon, each minute."""
    tell(moment_now())


@periodic("appointments.forget", every=timedelta(days=1))
def forget_in_turn(moment: datetime) -> int:
    """Remove appointments of more than a month ago; return how many."""
    with acting_for(EVERYWHERE, _TELLER):
        return operations.forget_past(moment=moment)


def tell(moment: datetime) -> int:
    """Tell everybody what must be told at `moment`; return how many notes left."""
    with acting_for(EVERYWHERE, _TELLER, only_reading=True):
        places = operations.municipalities_to_tell(moment)
    return sum(_tell_in(nis, moment) for nis in places)


def _tell_in(municipality_nis: str, moment: datetime) -> int:
    return tell_waiting(
        municipality_nis,
        _TELLER,
        waiting=lambda: [
            Waiting(due, note) for due, note in operations.untold(municipality_nis, moment=moment)
        ],
        told=lambda due: operations.note_told(due, moment=moment),
        moment=moment,
    )
