"""Register for an event by e-mail address, confirm by a link, cancel, be forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from klik.domains.knowledge.models import (
    EventRegistration,
    HubEvent,
    RegistrationState,
    SpeakerContact,
)
from klik.domains.knowledge.operations.refusals import held_event
from klik.domains.knowledge.operations.seating import fill_seats, free_seat, record
from klik.domains.knowledge.queries import registrations as queries
from klik.domains.knowledge.queries.programmes import ends_of
from klik.domains.knowledge.queries.registrations import Reached
from klik.ground.callers import Caller, EmailRefused, checked_caller, hash_of_code, new_code
from klik.ground.keys.sealing import encrypt
from klik.ground.persons import Erasure
from klik.ground.refusals import Refusal
from klik.ground.tenancy import require_acting_for

AGAIN_AFTER: Final = timedelta(hours=1)  # so often, at most, one address gets a link
CONFIRM_WITHIN: Final = timedelta(days=7)


class RegistrationClosed(Refusal):
    """One cannot register: not yet, no longer, or not at all."""

    reason = "You cannot register for this event now."


class EventOver(Refusal):
    """A registration for what is over stays as it is."""

    reason = "This event is over. Your registration does not change any more."


@dataclass(frozen=True, slots=True)
class RegistrationWish:
    """Who wants to come.

    Attributes:
        name: As she writes it.
        email: Where the link goes.
        language: In which she is told: nl or en.
        person: The keyed hash of who logged in; None of anybody else.
    """

    name: str = field(repr=False)
    email: str = field(repr=False)
    language: str = "nl"
    person: bytes | None = None


def register(event: HubEvent, wish: RegistrationWish, *, moment: datetime) -> EventRegistration:
    """Keep that somebody wants to come; a mail brings the link by which she confirms.

    The same address again makes no second registration: it gets a new link, once an hour at most.
    Say the same to whoever asks, so that nobody learns who comes.

    Raises:
        RegistrationClosed: Not yet, no longer, or the event has no version that everybody reads.
        CallerRefused, EmailRefused: No name, or an e-mail address of no form.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    require_acting_for(event.owner_nis)
    caller = checked_caller(Caller(wish.name, wish.email))
    if not caller.email:
        raise EmailRefused
    locked = held_event(event.pk)
    ends_at = ends_of(locked)
    if ends_at is None or ends_at <= moment or not queries.is_open(locked, moment):
        raise RegistrationClosed
    hashed = queries.hash_of_address(caller.email)
    known = EventRegistration.objects.filter(event=locked, address_hash=hashed).first()
    if known is not None:
        return _again(known, moment)
    row = EventRegistration(
        id=uuid4(),
        municipality_nis=locked.owner_nis,
        event=locked,
        address_hash=hashed,
        person=wish.person,
        language="en" if wish.language == "en" else "nl",
        asked_at=moment,
    )
    row.sealed = queries.sealed(row, Reached(caller.name, caller.email))
    _give_code(row)
    row.save(force_insert=True)
    record(row, "knowledge.register", moment)
    return row


def confirm(registration: EventRegistration, *, moment: datetime) -> EventRegistration:
    """Give who holds the link a seat, or a place in the queue; again changes nothing.

    Raises:
        EventOver: It is over.
        RegistrationClosed: It was cancelled: register again.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    event, row = _locked(registration, moment)
    if row.state == RegistrationState.CANCELLED:
        raise RegistrationClosed
    if row.state != RegistrationState.ASKED:
        return row
    queued = EventRegistration.objects.filter(event=event, state=RegistrationState.WAITING)
    row.seat = None if queued.exists() else free_seat(event)
    row.state = RegistrationState.WAITING if row.seat is None else RegistrationState.PLACED
    row.confirmed_at = moment
    row.changes += 1
    row.save(update_fields=["seat", "state", "confirmed_at", "changes"])
    record(row, "knowledge.confirm-registration", moment)
    return row


def cancel(registration: EventRegistration, *, moment: datetime) -> EventRegistration:
    """Let somebody not come; who waits longest gets her seat. Again changes nothing.

    Raises:
        EventOver: It is over.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    event, row = _locked(registration, moment)
    if row.state == RegistrationState.CANCELLED:
        return row
    row.state, row.seat = RegistrationState.CANCELLED, None
    row.changes += 1
    row.save(update_fields=["state", "seat", "changes"])
    record(row, "knowledge.cancel-registration", moment)
    fill_seats(event, moment=moment)
    return row


def forget_registrations(*, moment: datetime) -> int:
    """Erase registrations of events that were over long enough ago, and those never confirmed.

    Returns:
        How many, over the municipalities acted for.
    """
    rows = EventRegistration.objects.select_related("event")
    lapsed = rows.filter(state=RegistrationState.ASKED, asked_at__lt=moment - CONFIRM_WITHIN)
    gone = lapsed.delete()[0]
    kept = EventRegistration.objects.order_by().values_list("event", flat=True).distinct()
    contacts = SpeakerContact.objects.order_by().values_list("speaker__event", flat=True).distinct()
    for event in HubEvent.objects.filter(pk__in={*kept, *contacts}):
        if _is_over(event, moment - timedelta(days=event.keep_days)):
            gone += EventRegistration.objects.filter(event=event).delete()[0]
            gone += SpeakerContact.objects.filter(speaker__event=event).delete()[0]
    return gone


def forget(registration: EventRegistration, *, moment: datetime) -> None:
    """Erase one registration at the wish of who holds its link; who waits longest moves up.

    Raises:
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    require_acting_for(registration.municipality_nis)
    event = held_event(registration.event_id)
    record(registration, "knowledge.forget-registration", moment)
    EventRegistration.objects.filter(pk=registration.pk).delete()
    if not _is_over(event, moment):
        fill_seats(event, moment=moment)


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Erase the registrations of a person in the municipalities acted for; her seat is free then.

    Raises:
        NotActing: Outside `acting_for`.
    """
    rows = list(EventRegistration.objects.filter(person=person))
    for row in rows:
        forget(row, moment=moment)
    contacts = SpeakerContact.objects.filter(person=person).delete()[0]
    return Erasure(erased=len(rows) + contacts)


def _again(row: EventRegistration, moment: datetime) -> EventRegistration:
    if row.state != RegistrationState.CANCELLED and row.asked_at > moment - AGAIN_AFTER:
        return row
    if row.state == RegistrationState.CANCELLED:
        row.state, row.confirmed_at = RegistrationState.ASKED, None
    row.asked_at = moment
    row.changes += 1
    _give_code(row)
    row.save(
        update_fields=["state", "confirmed_at", "asked_at", "changes", "code_hash", "sealed_code"]
    )
    record(row, "knowledge.register", moment)
    return row


def _give_code(row: EventRegistration) -> None:
    code = new_code()
    row.code_hash = hash_of_code(queries.CODE_KIND, code)
    purpose = queries.code_purpose(row.pk)
    row.sealed_code = encrypt(row.municipality_nis, purpose, code.encode())


def _locked(
    registration: EventRegistration, moment: datetime
) -> tuple[HubEvent, EventRegistration]:
    require_acting_for(registration.municipality_nis)
    event = held_event(registration.event_id)
    row = EventRegistration.objects.filter(pk=registration.pk).first()
    if row is None:
        raise queries.RegistrationNotFound
    if _is_over(event, moment):
        raise EventOver
    return event, row


def _is_over(event: HubEvent, moment: datetime) -> bool:
    """Say whether the last day that everybody reads of is over; a mere draft is not."""
    ends_at = ends_of(event)
    return ends_at is not None and ends_at <= moment
