"""Who comes, and what one can come for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from klik.domains.appointments.models import Appointment, AppointmentKind, Opening, State
from klik.domains.municipalities import queries as municipalities
from klik.ground.calendars import Entry, Method, calendar_file
from klik.ground.callers import Caller, hash_of_code, opened_caller
from klik.ground.clock import HOME
from klik.ground.keys.sealing import decrypt
from klik.ground.persons import Held
from klik.ground.refusals import Refusal

CODE_KIND = "appointment"


class KindNotFound(Refusal):
    """Nothing of the municipalities acted for that one can come for has this key."""

    status = 404
    reason = "There is no such thing to come for."


class AppointmentNotFound(Refusal):
    """No appointment of the municipalities acted for has this key or code."""

    status = 404
    reason = "There is no such appointment."


def kinds(municipality_nis: str) -> list[AppointmentKind]:
    """Return everything that one could come for, by title; what is no longer offered as well."""
    rows = AppointmentKind.objects.filter(municipality_nis=municipality_nis)
    return sorted(rows, key=lambda kind: str(kind.title["nl"]).casefold())


def offered_kinds(municipality_nis: str) -> list[AppointmentKind]:
    """Return what one can come for."""
    return [kind for kind in kinds(municipality_nis) if kind.is_offered]


def kind_of(identifier: UUID) -> AppointmentKind:
    """Return one of these.

    Raises:
        KindNotFound: There is none in the municipalities acted for.
    """
    found = AppointmentKind.objects.filter(pk=identifier).first()
    if found is None:
        raise KindNotFound
    return found


def openings_of(kind: AppointmentKind) -> list[Opening]:
    """Return when somebody is there for a kind: the weekdays in order, then the single days."""
    rows = Opening.objects.filter(kind=kind)
    return sorted(rows, key=lambda one: (one.day or date.min, one.weekday or 0))


def appointment_of(identifier: UUID) -> Appointment:
    """Return an appointment with its kind.

    Raises:
        AppointmentNotFound: There is none in the municipalities acted for.
    """
    found = Appointment.objects.select_related("kind").filter(pk=identifier).first()
    if found is None:
        raise AppointmentNotFound
    return found


def appointment_with_code(municipality_nis: str, code: str) -> Appointment:
    """Return the appointment that was made with this code, with its kind.

    Raises:
        AppointmentNotFound: There is none.
    """
    rows = Appointment.objects.select_related("kind")
    hashed = hash_of_code(CODE_KIND, code)
    found = rows.filter(municipality_nis=municipality_nis, code_hash=hashed).first()
    if found is None:
        raise AppointmentNotFound
    return found


def appointments_on(municipality_nis: str, day: date) -> QuerySet[Appointment]:
    """Return the appointments of one day in Brussels, in order, with their kinds."""
    begin = datetime.combine(day, datetime.min.time(), tzinfo=HOME)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=HOME)
    rows = Appointment.objects.filter(
        municipality_nis=municipality_nis, starts_at__gte=begin, starts_at__lt=end
    )
    return rows.select_related("kind").order_by("starts_at", "kind_id", "place")


def appointments_of(
    municipality_nis: str, known_as: Collection[bytes], *, after: datetime | None = None
) -> QuerySet[Appointment]:
    """Return the appointments of a person who logged in, with their kinds.

    Args:
        municipality_nis: Among those acted for.
        known_as: Every keyed hash that is hers.
        after: Only those she is still expected at, the first one first; None for all, the latest
            first.
    """
    rows = Appointment.objects.filter(municipality_nis=municipality_nis, person__in=list(known_as))
    rows = rows.select_related("kind")
    if after is None:
        return rows.order_by("-starts_at")
    return rows.filter(state=State.BOOKED, starts_at__gt=after).order_by("starts_at")


def held_about(person: bytes) -> list[Held]:
    """Return what is held of a person in the municipalities acted for."""
    rows = Appointment.objects.filter(person=person).select_related("kind").order_by("starts_at")
    return [_held(row) for row in rows]


def _held(row: Appointment) -> Held:
    caller = caller_of(row)
    return Held(
        kind="appointment",
        title=str(row.kind.title["nl"]),
        source=_("You yourself, or the town hall for you"),
        under=_("Your appointment; it is forgotten 30 days after its day"),
        fields={
            _("Moment"): row.starts_at,
            _("Name"): caller.name,
            _("E-mail address"): caller.email,
            _("Phone"): caller.phone,
        },
        since=row.booked_at,
        masked=frozenset({_("E-mail address"), _("Phone")}),
        corrects=_("You change it yourself, or the town hall does it for you."),
        reference=str(row.pk),
    )


def caller_purpose(identifier: UUID) -> str:
    """Return what who comes is encrypted for."""
    return f"appointment-caller:{identifier}"


def code_purpose(identifier: UUID) -> str:
    """Return what a code is encrypted for until its confirmation leaves."""
    return f"appointment-code:{identifier}"


def caller_of(appointment: Appointment) -> Caller:
    """Return who comes, decrypted.

    Raises:
        CannotDecrypt: It was changed.
    """
    purpose = caller_purpose(appointment.pk)
    return opened_caller(appointment.municipality_nis, purpose, bytes(appointment.caller))


def code_of(appointment: Appointment) -> str:
    """Return the code of an appointment that was just made; empty once its message has it.

    Raises:
        CannotDecrypt: It was changed.
    """
    if appointment.code is None:
        return ""
    purpose = code_purpose(appointment.pk)
    return decrypt(appointment.municipality_nis, purpose, bytes(appointment.code)).decode()


def calendar_of(appointment: Appointment, *, language: str) -> bytes:
    """Return an appointment as an iCalendar file: moved under its own UID, cancelled as such."""
    kind = appointment.kind
    contact = municipalities.contact_of(appointment.municipality_nis)
    is_cancelled = appointment.state == State.CANCELLED
    entry = Entry(
        uid=f"appointment-{appointment.pk}@klik",
        title=said(kind.title, language),
        starts=appointment.starts_at,
        ends=appointment.ends_at,
        stamp=appointment.changed_at,
        sequence=appointment.sequence,
        place=", ".join([contact.place, *contact.address_lines]) if contact else "",
        text=said(kind.bring, language),
        is_cancelled=is_cancelled,
    )
    method: Method = "CANCEL" if is_cancelled else "PUBLISH"
    return calendar_file([entry], name=entry.title, language=language, method=method)


def said(text: dict[str, str], language: str) -> str:
    """Return a text in a language; in Dutch where it has no other."""
    return text.get(language) or text.get("nl", "")
