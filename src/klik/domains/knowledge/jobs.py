"""Work on events that goes on by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.documents import queries as documents
from klik.domains.documents.ports import Sealer
from klik.domains.knowledge.models import EventRegistration, SpeakerContact
from klik.domains.knowledge.operations import announcing, registering, telling
from klik.domains.knowledge.operations.mailing import EventMail, Stored, send_mails
from klik.domains.knowledge.queries import registrations
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

MAILS_AT_ONCE: Final = 100
_TELLER: Final = Actor(ActorKind.SYSTEM, "job:knowledge.tell")
_FORGETTER: Final = Actor(ActorKind.SYSTEM, "job:knowledge.forget-registrations")

register(EventRegistration, "sealed", registrations.sealed_purpose)
register(EventRegistration, "sealed_code", lambda row: registrations.code_purpose(row.pk))
register(SpeakerContact, "sealed", registrations.sealed_purpose)


@periodic("knowledge.forget-registrations", every=timedelta(days=1))
def forget_in_turn(moment: datetime) -> int:
    """Erase registrations whose term is over; return how many."""
    with acting_for(EVERYWHERE, _FORGETTER):
        return registering.forget_registrations(moment=moment)


@periodic("knowledge.tell", every=timedelta(minutes=1), is_long=True)
def tell_in_turn(_turn: datetime) -> None:
    """Tell who registered how things stand, each minute."""
    tell(moment_now())


@periodic("knowledge.announce", every=timedelta(minutes=1), is_long=True)
def announce_in_turn(_turn: datetime) -> None:
    """Tell who is concerned that a programme was released, each minute."""
    announce(moment_now())


def tell(moment: datetime) -> int:
    """Tell who registered what is still to be told; return how many mails left.

    It may be killed at any instant: the key of a mail keeps it from leaving twice.
    """
    with acting_for(EVERYWHERE, _TELLER, only_reading=True):
        owners = telling.owners_to_tell()
    return sum(_tell_in(owner, moment) for owner in owners)


def announce(moment: datetime) -> int:
    """Tell of each version that was released; return how many mails left. It may be killed too."""
    with acting_for(EVERYWHERE, _TELLER, only_reading=True):
        waiting = announcing.waiting_to_be_announced()
    return sum(_announce_one(owner, release, moment) for owner, release in waiting)


def _tell_in(owner_nis: str, moment: datetime) -> int:
    with acting_for([owner_nis], _TELLER):
        due = telling.untold(owner_nis)
        sealer = documents.sealer_for(owner_nis)
    for one in due:
        stored = _stored(sealer, [one.mail])
        with acting_for([owner_nis], _TELLER):
            send_mails(owner_nis, stored, moment=moment)
            telling.note_told(one)
    return len(due)


def _announce_one(owner_nis: str, release: UUID, moment: datetime) -> int:
    with acting_for([owner_nis], _TELLER):
        mails = announcing.mails_about(release, moment=moment)
        sealer = documents.sealer_for(owner_nis)
    for first in range(0, len(mails), MAILS_AT_ONCE):
        stored = _stored(sealer, mails[first : first + MAILS_AT_ONCE])
        with acting_for([owner_nis], _TELLER):
            send_mails(owner_nis, stored, moment=moment)
    with acting_for([owner_nis], _TELLER):
        announcing.note_announced(release, moment=moment)
    return len(mails)


def _stored(sealer: Sealer, mails: Sequence[EventMail]) -> list[Stored]:
    digests = {one.calendar: "" for one in mails}
    for calendar in digests:
        digests[calendar] = sealer.store(calendar) if calendar else ""
    return [Stored(one, digests[one.calendar]) for one in mails]
