"""Where a speaker is reached: kept by the owner of the event alone, until its term."""

from __future__ import annotations

from datetime import datetime

from klik.domains.knowledge.models import Speaker, SpeakerContact
from klik.domains.knowledge.operations.programming import record
from klik.domains.knowledge.operations.refusals import locked_event
from klik.domains.knowledge.queries import registrations as queries
from klik.domains.knowledge.queries.registrations import Reached
from klik.ground.callers import Caller, EmailRefused, checked_caller


def set_speaker_contact(
    speaker: Speaker, who: Reached, *, language: str, person: bytes | None = None, moment: datetime
) -> SpeakerContact:
    """Keep where a speaker is reached, encrypted; she hears of changes of her sessions alone.

    Raises:
        CallerRefused, EmailRefused: No name, or an e-mail address of no form.
        EventsNotYours, NotActing, OutsideActing: No editor of the owner acts here.
    """
    event = locked_event(speaker.event)
    caller = checked_caller(Caller(who.name, who.email))
    if not caller.email:
        raise EmailRefused
    row = SpeakerContact(municipality_nis=event.owner_nis, speaker=speaker)
    contact, _ = SpeakerContact.objects.update_or_create(
        speaker=speaker,
        municipality_nis=event.owner_nis,
        defaults={
            "address_hash": queries.hash_of_address(caller.email),
            "sealed": queries.sealed(row, Reached(caller.name, caller.email)),
            "person": person,
            "language": "en" if language == "en" else "nl",
            "set_at": moment,
        },
    )
    what = {"what": "speaker contact", "reference": str(speaker.pk)}
    record(event, "knowledge.write-programme", what, moment)
    return contact


def remove_speaker(speaker: Speaker, *, moment: datetime) -> None:
    """Forget who a speaker is: her name and where she is reached; her sessions stay.

    Raises:
        EventsNotYours, NotActing, OutsideActing: No editor of the owner acts here.
    """
    event = locked_event(speaker.event)
    SpeakerContact.objects.filter(speaker=speaker).delete()
    Speaker.objects.filter(pk=speaker.pk).update(name="", agreed_on=None)
    what = {"what": "speaker forgotten", "reference": str(speaker.pk)}
    record(event, "knowledge.write-programme", what, moment)
