"""Reads of who takes part in an event, inside `acting_for` its owner."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from klik.domains.knowledge.models import (
    EventRegistration,
    HubEvent,
    RegistrationState,
    SpeakerContact,
)
from klik.ground.callers import hash_of_code
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.persons import Held
from klik.ground.refusals import Refusal

CODE_KIND: Final = "event-registration"


class RegistrationNotFound(Refusal):
    """No registration with this code, or it was erased."""

    status = 404
    reason = "We know no registration with this code. Perhaps it was erased after the event."


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody, and where she is reached."""

    name: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seats:
    """How full an event is.

    Attributes:
        capacity: None where nobody counts.
        taken: By who confirmed.
        waiting: For a seat.
        is_open: Whether one can register now.
    """

    capacity: int | None
    taken: int
    waiting: int
    is_open: bool

    @property
    def free(self) -> int | None:
        """How many seats are left; None where nobody counts."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


def seats_of(event: HubEvent, moment: datetime) -> Seats:
    """Return how full an event is, in one query.

    Raises:
        NotActing: Outside `acting_for` its owner.
    """
    rows = EventRegistration.objects.filter(event=event)
    counted = rows.aggregate(
        taken=Count("pk", filter=Q(state=RegistrationState.PLACED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    return Seats(event.capacity, counted["taken"], counted["waiting"], is_open(event, moment))


def is_open(event: HubEvent, moment: datetime) -> bool:
    """Say whether one can register for an event now; a release of it must say when it ends."""
    if event.opens_at is None or event.closes_at is None or event.is_cancelled:
        return False
    return event.opens_at <= moment < event.closes_at


def registration_with_code(code: str) -> EventRegistration:
    """Return the registration of who holds `code`, with its event.

    Raises:
        RegistrationNotFound: Of the municipalities acted for, none has it.
    """
    rows = EventRegistration.objects.select_related("event")
    found = rows.filter(code_hash=hash_of_code(CODE_KIND, code)).first()
    if found is None:
        raise RegistrationNotFound
    return found


def registrations_of(event: HubEvent) -> list[EventRegistration]:
    """Return who registered, for the owner's staff: in the order of seats, then of the queue."""
    rows = EventRegistration.objects.filter(event=event)
    return list(rows.order_by("state", "seat", "confirmed_at", "asked_at", "pk"))


def hash_of_address(email: str) -> bytes:
    """Return what stands for an e-mail address, whatever its capitals."""
    return keyed_hash(f"email:{email.strip().lower()}")


def reached(row: EventRegistration | SpeakerContact) -> Reached:
    """Return who registered or speaks, and where she is reached.

    Raises:
        CannotDecrypt: It was changed, or is of another row.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    plain = decrypt(row.municipality_nis, sealed_purpose(row), bytes(row.sealed))
    return Reached(**json.loads(plain))


def sealed(row: EventRegistration | SpeakerContact, who: Reached) -> bytes:
    """Return who it is as her row keeps it."""
    plain = json.dumps(asdict(who), ensure_ascii=False).encode()
    return encrypt(row.municipality_nis, sealed_purpose(row), plain)


def sealed_purpose(row: EventRegistration | SpeakerContact) -> str:
    """Return what a name and address are encrypted for, so that two cannot change places."""
    if isinstance(row, SpeakerContact):
        return f"speaker:contact/{row.speaker_id}"
    return f"registration:contact/{row.pk}"


def code_purpose(identifier: UUID) -> str:
    """Return what a code is encrypted for, likewise."""
    return f"registration:code/{identifier}"


def held_about(person: bytes) -> list[Held]:
    """Return the registrations and contacts of a person in the municipalities acted for.

    Who registered without logging in is known by her address alone: her own link shows it.
    """
    registered = EventRegistration.objects.filter(person=person).select_related("event")
    contacts = SpeakerContact.objects.filter(person=person).select_related("speaker__event")
    return [
        *(
            _held(_("Registration for an event"), row, row.event, row.asked_at)
            for row in registered.order_by("asked_at")
        ),
        *(
            _held(_("Speaker at an event"), row, row.speaker.event, row.set_at)
            for row in contacts.order_by("set_at")
        ),
    ]


def _held(
    title: str, row: EventRegistration | SpeakerContact, event: HubEvent, since: datetime
) -> Held:
    who = reached(row)
    return Held(
        kind="event",
        title=title,
        source=_("You gave it yourself."),
        under=_("Your consent, and the organisation of the event"),
        fields={
            _("Event"): str(event.title.get("nl", event.slug)),
            _("Name"): who.name,
            _("E-mail address"): who.email,
        },
        since=since,
        corrects=_("Whoever organises the event."),
        reference=str(row.pk),
    )
