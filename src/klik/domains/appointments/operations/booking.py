"""Make, move and cancel an appointment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from klik.domains.appointments import access, queries
from klik.domains.appointments.models import Appointment, AppointmentKind, State
from klik.domains.audit.operations import record_act
from klik.ground.callers import Caller, checked_caller, hash_of_code, new_code, sealed_caller
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import ActorKind, current_actor, require_acting_for

LONGEST_REASON: Final = 300


class AppointmentsNotYours(Refusal):
    """An actor who may not do this, or somebody without the code of the appointment."""

    status = 403
    reason = "Only who made the appointment, or a clerk, moves or cancels it."


class SlotTaken(Refusal):
    """Somebody else took the last place, or it is not offered any more."""

    reason = "This time is taken or no longer offered. Choose another time."


class AppointmentEnded(Refusal):
    """It was cancelled, or its moment is over."""

    reason = "This appointment is cancelled or over. Make a new one."


class ReasonMissing(Refusal):
    """Somebody else cancels without saying why."""

    status = 422
    reason = "Say in one sentence why the appointment does not take place."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for.

    Attributes:
        key: Of the form that was sent, 1 to 64 signs: the same again makes no second appointment.
        kind: What she comes for.
        starts_at: When.
        caller: Who comes and how she is reached.
        language: In which she is told.
        person: The keyed hash of who logged in; None of anybody else.
    """

    key: str
    kind: UUID
    starts_at: datetime
    caller: Caller = field(repr=False)
    language: str
    person: bytes | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment, and the code that is shown once; empty where it was made before."""

    appointment: Appointment
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Holder:
    """What somebody shows to change an appointment: that it is hers, or its code (as its hash)."""

    person: bytes | None = None
    code_hash: bytes | None = field(default=None, repr=False)


COUNTER: Final = Holder()
"""A clerk needs to show nothing."""


def book(municipality_nis: str, wish: Wish, *, moment: datetime) -> Booked:
    """Make an appointment, at a place that nobody else has.

    Raises:
        AppointmentsNotYours: An actor who makes no appointments.
        KindNotFound: One cannot come for that.
        SlotTaken: It is full, too soon, too late, or nobody is there.
        CallerRefused: Nobody could be reached.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_book(current_actor()):
        raise AppointmentsNotYours
    known = Appointment.objects.select_related("kind")
    made = known.filter(municipality_nis=municipality_nis, key=wish.key).first()
    if made is not None:
        return Booked(made, "")
    caller = checked_caller(wish.caller)
    kind = _locked_kind(wish.kind)
    slot = _slot_at(kind, wish.starts_at, moment)
    code, identifier = new_code(), uuid4()
    sealed_code = encrypt(municipality_nis, queries.code_purpose(identifier), code.encode())
    appointment = Appointment(
        id=identifier,
        municipality_nis=municipality_nis,
        key=wish.key,
        kind=kind,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=slot.free[0],
        person=wish.person,
        caller=sealed_caller(municipality_nis, queries.caller_purpose(identifier), caller),
        code_hash=hash_of_code(queries.CODE_KIND, code),
        code=sealed_code,
        language=wish.language,
        booked_at=moment,
        booked_by=current_actor().reference,
        changed_at=moment,
    )
    _take_place(appointment)
    _record(appointment, "appointments.book", {}, moment)
    return Booked(appointment, code)


def move(
    appointment: Appointment, *, starts_at: datetime, holder: Holder, moment: datetime
) -> Appointment:
    """Let somebody come at another moment; the same moment again changes nothing.

    Raises:
        AppointmentsNotYours: The holder does not show that it is hers.
        AppointmentEnded: It was cancelled or is over.
        SlotTaken: The other moment is not free.
    """
    kind = _locked_kind(appointment.kind_id, also_ended=True)
    locked = _locked(appointment, holder, moment)
    if locked.starts_at == starts_at:
        return locked
    slot = _slot_at(kind, starts_at, moment, without=locked.pk)
    locked.starts_at, locked.ends_at, locked.place = slot.starts_at, slot.ends_at, slot.free[0]
    locked.sequence += 1
    locked.changed_at, locked.reminded_at = moment, None
    _take_place(locked)
    _record(locked, "appointments.move", {"sequence": locked.sequence}, moment)
    return locked


def cancel(
    appointment: Appointment, *, holder: Holder, because: str = "", moment: datetime
) -> Appointment:
    """Let an appointment not take place; again changes nothing.

    Args:
        appointment: Of a municipality acted for.
        holder: What she shows; a clerk shows nothing and says why.
        because: For who would come, at most 300 signs, without names.
        moment: When.

    Raises:
        AppointmentsNotYours: The holder does not show that it is hers.
        AppointmentEnded: It is over.
        ReasonMissing: A clerk does not say why.
    """
    if appointment.state == State.CANCELLED:
        return appointment
    locked = _locked(appointment, holder, moment)
    reason = because.strip()[:LONGEST_REASON]
    if current_actor().kind == ActorKind.STAFF and not reason:
        raise ReasonMissing
    locked.state = State.CANCELLED
    locked.sequence += 1
    locked.changed_at, locked.cancelled_because = moment, reason
    locked.save(update_fields=["state", "sequence", "changed_at", "cancelled_because"])
    _record(locked, "appointments.cancel", {"sequence": locked.sequence}, moment)
    return locked


def _locked_kind(identifier: UUID, *, also_ended: bool = False) -> AppointmentKind:
    # Who holds the kind looks at the places alone; on SQLite the transaction itself is alone.
    kind = AppointmentKind.objects.select_for_update().filter(pk=identifier).first()
    if kind is None or not (kind.is_offered or also_ended):
        raise queries.KindNotFound
    return kind


def _slot_at(
    kind: AppointmentKind, starts_at: datetime, moment: datetime, *, without: UUID | None = None
) -> queries.Slot:
    counter = access.is_at_the_counter(current_actor())
    slots = queries.bookable_slots(kind, moment, at_the_counter=counter, without=without)
    for slot in slots:
        if slot.starts_at == starts_at:
            return slot
    raise SlotTaken


def _take_place(appointment: Appointment) -> None:
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError:
        raise SlotTaken from None


def _locked(appointment: Appointment, holder: Holder, moment: datetime) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("kind")
    found = rows.filter(pk=appointment.pk).first()
    if found is None:
        raise queries.AppointmentNotFound
    if not _is_held(found, holder):
        raise AppointmentsNotYours
    if found.state == State.CANCELLED or found.starts_at <= moment:
        raise AppointmentEnded
    return found


def _is_held(appointment: Appointment, holder: Holder) -> bool:
    actor = current_actor()
    if access.is_at_the_counter(actor):
        return True
    if actor.kind != ActorKind.RESIDENT:
        return False
    is_hers = holder.person is not None and bytes(appointment.person or b"") == holder.person
    return is_hers or holder.code_hash == bytes(appointment.code_hash)


def _record(
    appointment: Appointment, act: str, payload: Mapping[str, object], moment: datetime
) -> None:
    record_act(
        appointment.municipality_nis,
        act,
        subject=f"appointment:{appointment.pk}",
        payload={"kind": str(appointment.kind_id), **payload},
        moment=moment,
    )
