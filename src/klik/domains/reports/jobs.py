"""Work on reports that goes on by itself: telling who reported, and forgetting her in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klik.domains.messages.jobs import Waiting, tell_waiting
from klik.domains.reports import operations, queries
from klik.domains.reports.models import Photo, Report, Step
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

_TELLER: Final = Actor(ActorKind.SYSTEM, "job:reports.tell")

register(Report, "description", lambda row: queries.description_purpose(row.pk))
register(Report, "reporter", lambda row: queries.reporter_purpose(row.pk))
register(Report, "code", lambda row: queries.code_purpose(row.pk))
register(Photo, "content", lambda row: queries.photo_purpose(row.pk))
register(Step, "note", queries.note_purpose)


@periodic("reports.tell", every=timedelta(minutes=1), is_long=True)
def tell_in_turn(_turn: datetime) -> None:
    """Tell who reported what became of it, each minute."""
    tell(moment_now())


@periodic("reports.forget", every=timedelta(days=1))
def forget_in_turn(moment: datetime) -> int:
    """Forget who reported what ended three months ago; return how many."""
    with acting_for(EVERYWHERE, _TELLER):
        return operations.forget_reporters(moment=moment)


def tell(moment: datetime) -> int:
    """Tell everybody what must be told at `moment`; return how many notes left."""
    with acting_for(EVERYWHERE, _TELLER):
        operations.forget_codes(moment=moment)
        places = operations.municipalities_to_tell(moment)
    return sum(_tell_in(nis, moment) for nis in places)


def _tell_in(municipality_nis: str, moment: datetime) -> int:
    return tell_waiting(
        municipality_nis,
        _TELLER,
        waiting=lambda: [
            Waiting(step, note) for step, note in operations.untold(municipality_nis, moment=moment)
        ],
        told=lambda step: operations.note_told(step, moment=moment),
        moment=moment,
    )
