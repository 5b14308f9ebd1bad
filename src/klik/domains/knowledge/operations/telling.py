"""What who registered is told: how to confirm, whether she has a seat, that she moved up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db.models import F

from klik.domains.knowledge import ports
from klik.domains.knowledge.models import EventRegistration, RegistrationState
from klik.domains.knowledge.operations.mailing import EventMail
from klik.domains.knowledge.queries import registrations as queries
from klik.domains.knowledge.queries.programmes import latest_release_of
from klik.ground.keys.sealing import decrypt
from klik.ground.letters.letter import Language
from klik.ground.letters.letter_text import plain_in_markdown
from klik.ground.programmes.calendar import programme_calendar
from klik.ground.programmes.frozen import read
from klik.ground.programmes.programme import Programme, in_language

MOST_AT_ONCE: Final = 100

_WORDS: Final = MappingProxyType(
    {
        ("asked", "nl"): (
            "Bevestig uw inschrijving",
            "Iemand schreef u in voor {title}. Was u dat? Bevestig het dan binnen zeven dagen.\n\n"
            "{way}\n\nWas u dat niet? Dan hoeft u niets te doen.",
        ),
        ("asked", "en"): (
            "Confirm your registration",
            "Somebody registered you for {title}. Was it you? Then confirm it within seven days."
            "\n\n{way}\n\nWas it not you? Then you need do nothing.",
        ),
        ("placed", "nl"): (
            "U hebt een plaats",
            "U bent ingeschreven voor {title}. De bijlage zet het programma in uw agenda.\n\n"
            "Kunt u toch niet komen? Annuleer dan met uw eerste mail. Zo komt uw plaats vrij.",
        ),
        ("placed", "en"): (
            "You have a seat",
            "You are registered for {title}. The attachment puts the programme in your calendar."
            "\n\nCan you not come after all? Cancel by your first mail, so that your seat is free.",
        ),
        ("waiting", "nl"): (
            "U staat op de wachtlijst",
            "Alle plaatsen voor {title} zijn bezet. Komt er een plaats vrij, dan mailen we u.",
        ),
        ("waiting", "en"): (
            "You are on the waiting list",
            "All seats for {title} are taken. When one is free, we write to you.",
        ),
        ("cancelled", "nl"): (
            "Uw inschrijving is geannuleerd",
            "U bent niet meer ingeschreven voor {title}.",
        ),
        ("cancelled", "en"): (
            "Your registration is cancelled",
            "You are no longer registered for {title}.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Due:
    """A registration of which this many changes were told, once its mail is in the outbox."""

    registration: UUID
    changes: int
    mail: EventMail


def owners_to_tell() -> list[str]:
    """Return the NIS codes, among those acted for, where somebody must hear something."""
    rows = EventRegistration.objects.filter(told__lt=F("changes")).order_by("municipality_nis")
    return list(rows.values_list("municipality_nis", flat=True).distinct())


def untold(owner_nis: str) -> list[Due]:
    """Return what must be told now, at most a hundred: only how things stand, not each step."""
    rows = EventRegistration.objects.filter(municipality_nis=owner_nis, told__lt=F("changes"))
    found = list(rows.select_related("event").order_by("asked_at", "pk")[:MOST_AT_ONCE])
    programmes: dict[UUID, Programme | None] = {}
    for row in found:
        if row.event_id not in programmes:
            latest = latest_release_of(row.event)
            programmes[row.event_id] = read(latest.frozen) if latest else None
    return [Due(row.pk, row.changes, _mail(row, programmes[row.event_id])) for row in found]


def note_told(due: Due) -> None:
    """Note what was told; the code of who was asked to confirm is gone for good then."""
    rows = EventRegistration.objects.filter(pk=due.registration)
    rows.filter(told__lt=due.changes).update(told=due.changes)
    # A newer link may have been made since: that one is still to be told.
    rows.filter(changes=due.changes).update(sealed_code=None)


def _mail(row: EventRegistration, programme: Programme | None) -> EventMail:
    language: Language = "en" if row.language == "en" else "nl"
    who = queries.reached(row)
    title = in_language(programme.title if programme else row.event.title, language)
    subject, body = _WORDS[row.state, language]
    calendar = b""
    if programme is not None and row.state == RegistrationState.PLACED:
        addresses = ports.addresses_of(programme.slug)
        calendar = programme_calendar(programme, addresses, language=language)
    greeting = "Beste" if language == "nl" else "Dear"
    words = body.format(title=plain_in_markdown(title), way=_way(row, language))
    return EventMail(
        key=f"registration:{row.pk}:{row.changes}",
        event=str(row.event_id),
        who=who,
        language=language,
        subject=subject,
        body_markdown=f"{greeting} {plain_in_markdown(who.name)}\n\n{words}",
        calendar=calendar,
    )


def _way(row: EventRegistration, language: Language) -> str:
    if row.sealed_code is None:
        return ""
    purpose = queries.code_purpose(row.pk)
    code = decrypt(row.municipality_nis, purpose, bytes(row.sealed_code)).decode()
    page = ports.hub_pages.service().registration(row.event.slug, code)
    if page:
        return f"<{page}>"
    return f"Uw code is {code}." if language == "nl" else f"Your code is {code}."
