"""The sentences with which who comes is told."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Final

from klik.domains.appointments import queries
from klik.domains.appointments.models import Appointment
from klik.domains.messages.models import Kind
from klik.domains.messages.operations import Note
from klik.domains.municipalities import queries as municipalities
from klik.ground.clock import HOME
from klik.ground.letters.letter import Language
from klik.ground.letters.letter_text import plain_in_markdown
from klik.packages.wording import format_date

_SUBJECTS: Final = MappingProxyType(
    {
        ("booked", "nl"): "Uw afspraak is gemaakt",
        ("booked", "en"): "Your appointment is made",
        ("moved", "nl"): "Uw afspraak is verzet",
        ("moved", "en"): "Your appointment is moved",
        ("cancelled", "nl"): "Uw afspraak gaat niet door",
        ("cancelled", "en"): "Your appointment is cancelled",
        ("reminder", "nl"): "U hebt binnenkort een afspraak",
        ("reminder", "en"): "You have an appointment soon",
    }
)
_OPENINGS: Final = MappingProxyType(
    {
        ("booked", "nl"): "U hebt een afspraak bij ons.",
        ("booked", "en"): "You have an appointment with us.",
        ("moved", "nl"): "Uw afspraak staat op een ander moment.",
        ("moved", "en"): "Your appointment is at another time.",
        ("cancelled", "nl"): "Deze afspraak gaat niet door. U hoeft niet te komen.",
        ("cancelled", "en"): "This appointment does not take place. You need not come.",
        ("reminder", "nl"): "Wij verwachten u binnenkort.",
        ("reminder", "en"): "We expect you soon.",
    }
)


def note_of(appointment: Appointment, what: str) -> Note:
    """Return what is told of an appointment: booked, moved, cancelled or a reminder.

    Raises:
        CannotDecrypt: Who comes was changed.
    """
    language: Language = "en" if appointment.language == "en" else "nl"
    caller = queries.caller_of(appointment)
    subject = _SUBJECTS[what, language]
    parts = [
        _greeting(caller.name, language),
        _OPENINGS[what, language],
        _particulars(appointment, language, with_place=what != "cancelled"),
        *_rest(appointment, what, language),
    ]
    return Note(
        key=f"appointment:{appointment.pk}:{appointment.sequence}:{what}",
        person=bytes(appointment.person) if appointment.person else None,
        caller=caller,
        subject=subject,
        body_markdown="\n\n".join(part for part in parts if part),
        language=language,
        reference=str(appointment.pk)[:8].upper(),
        kind=Kind.REMINDER if what == "reminder" else Kind.NEWS,
        about_kind="appointment",
        about=str(appointment.pk),
    )


def time_written(moment: datetime, language: str) -> str:
    """Return a time of the day in Brussels: `9.30 uur`, `9:30`."""
    local = moment.astimezone(HOME)
    if language == "en":
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour}.{local.minute:02} uur"


def _greeting(name: str, language: Language) -> str:
    plain = plain_in_markdown(name)
    return f"Dear {plain}," if language == "en" else f"Beste {plain},"


def _particulars(appointment: Appointment, language: Language, *, with_place: bool) -> str:
    day = format_date(appointment.starts_at.astimezone(HOME).date(), language)
    at = time_written(appointment.starts_at, language)
    title = plain_in_markdown(queries.said(appointment.kind.title, language))
    lines = [f"- **{title}**", f"- {day}, {at}"]
    contact = municipalities.contact_of(appointment.municipality_nis)
    if contact and with_place:
        place = ", ".join([contact.place, *contact.address_lines])
        lines.append(f"- {plain_in_markdown(place)}")
    return "\n".join(lines)


def _rest(appointment: Appointment, what: str, language: Language) -> list[str]:
    if what == "cancelled":
        return [plain_in_markdown(appointment.cancelled_because)]
    bring = plain_in_markdown(queries.said(appointment.kind.bring, language))
    parts = [f"Please bring: {bring}" if language == "en" else f"Breng mee: {bring}"]
    if not bring:
        parts = []
    code = queries.code_of(appointment) if what == "booked" else ""
    if code and language == "en":
        parts.append(f"Your code is **{code}**. With it you move or cancel on our website.")
    elif code:
        parts.append(
            f"Uw code is **{code}**. Daarmee verzet u de afspraak op onze website, of zegt u af."
        )
    elif language == "en":
        parts.append("Can you not come? Move or cancel with your code, or call us.")
    else:
        parts.append("Kunt u niet komen? Verzet de afspraak met uw code, of bel ons.")
    return parts
