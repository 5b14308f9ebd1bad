"""Tell who is concerned that a programme was released: who comes all of it, who speaks her part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from klik.domains.knowledge import ports
from klik.domains.knowledge.models import (
    EventRegistration,
    ProgrammeRelease,
    RegistrationState,
    SpeakerContact,
)
from klik.domains.knowledge.operations.mailing import EventMail
from klik.domains.knowledge.queries import registrations as queries
from klik.domains.knowledge.queries.registrations import Reached
from klik.ground.letters.letter import Language
from klik.ground.letters.letter_text import plain_in_markdown
from klik.ground.programmes.calendar import programme_calendar
from klik.ground.programmes.differing import Change, difference
from klik.ground.programmes.frozen import read
from klik.ground.programmes.programme import Programme, Session, in_language

_COMING: Final = (RegistrationState.PLACED, RegistrationState.WAITING)
_WORDS: Final = MappingProxyType(
    {
        "nl": (
            "Het programma is aangepast",
            "Beste {name}\n\nHet programma van {title} is aangepast.\n\n{changes}\n\n"
            "De bijlage past uw agenda aan.",
        ),
        "en": (
            "The programme was changed",
            "Dear {name}\n\nThe programme of {title} was changed.\n\n{changes}\n\n"
            "The attachment updates your calendar.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class _News:
    release: ProgrammeRelease
    before: Programme | None
    programme: Programme
    changes: Sequence[Change]


def waiting_to_be_announced() -> list[tuple[str, UUID]]:
    """Return owner and key of the latest version of each event, where that is not announced."""
    rows = ProgrammeRelease.objects.filter(announced_at__isnull=True).select_related("event")
    latest = {row.event_id: (row.event.owner_nis, row.pk) for row in rows.order_by("number")}
    return list(latest.values())


def mails_about(release_key: UUID, *, moment: datetime) -> list[EventMail]:
    """Return the mails about a version: what changed since the last one that was announced.

    Who is concerned by nothing gets none, nor does anybody once the event is over.

    Raises:
        NotActing: Outside `acting_for` the owner.
    """
    release = ProgrammeRelease.objects.select_related("event").get(pk=release_key)
    told = release.event.releases.filter(number__lt=release.number, announced_at__isnull=False)
    last = told.order_by("-number").first()
    before, programme = read(last.frozen) if last else None, read(release.frozen)
    news = _News(release, before, programme, difference(before, programme))
    if not news.changes or programme.ends_at <= moment:
        return []
    return [*_to_who_comes(news), *_to_who_speaks(news)]


def note_announced(release_key: UUID, *, moment: datetime) -> None:
    """Note that everybody concerned has a message, about this version and those before it."""
    release = ProgrammeRelease.objects.get(pk=release_key)
    standing = ProgrammeRelease.objects.filter(
        event=release.event_id, number__lte=release.number, announced_at__isnull=True
    )
    standing.update(announced_at=moment)


def _to_who_comes(news: _News) -> Iterable[EventMail]:
    if news.before is None:
        return  # nobody could register before anything was to be read
    calendars: dict[Language, bytes] = {}
    rows = EventRegistration.objects.filter(
        event=news.release.event_id,
        state__in=_COMING,
        confirmed_at__lte=news.release.released_at,
    )
    for row in rows.order_by("confirmed_at", "pk"):
        language: Language = "en" if row.language == "en" else "nl"
        if language not in calendars:
            calendars[language] = _calendar(news.programme, language)
        who = queries.reached(row)
        yield _mail(news, str(row.pk), who, (language, news.changes, calendars[language]))


def _to_who_speaks(news: _News) -> Iterable[EventMail]:
    rows = SpeakerContact.objects.filter(speaker__event=news.release.event_id)
    for row in rows.order_by("speaker"):
        hers = _sessions_of(str(row.speaker_id), news)
        keys = {session.key for session in hers}
        changes = [one for one in news.changes if one.session in keys]
        if not changes:
            continue
        changed = {one.session for one in changes}
        language: Language = "en" if row.language == "en" else "nl"
        part = replace(news.programme, sessions=tuple(one for one in hers if one.key in changed))
        calendar = _calendar(part, language)
        key = str(row.speaker_id)
        yield _mail(news, key, queries.reached(row), (language, changes, calendar))


def _sessions_of(speaker: str, news: _News) -> list[Session]:
    """Return where she speaks, and where she no longer does: for her that one is cancelled."""
    before = news.before.sessions if news.before else ()
    spoke = {one.key for one in before if _speaks(speaker, one)}
    return [
        one if _speaks(speaker, one) else replace(one, is_cancelled=True)
        for one in news.programme.sessions
        if _speaks(speaker, one) or one.key in spoke
    ]


def _speaks(speaker: str, session: Session) -> bool:
    return any(part.speaker == speaker for part in session.parts)


def _calendar(programme: Programme, language: Language) -> bytes:
    return programme_calendar(programme, ports.addresses_of(programme.slug), language=language)


def _mail(
    news: _News, key: str, who: Reached, said: tuple[Language, Sequence[Change], bytes]
) -> EventMail:
    language, changes, calendar = said
    subject, body = _WORDS[language]
    lines = [f"- {plain_in_markdown(in_language(one.texts, language))}" for one in changes]
    return EventMail(
        key=f"programme:{news.release.pk.hex}:{UUID(key).hex}",
        event=str(news.release.event_id),
        who=who,
        language=language,
        subject=subject,
        body_markdown=body.format(
            name=plain_in_markdown(who.name),
            title=plain_in_markdown(in_language(news.programme.title, language)),
            changes="\n".join(lines),
        ),
        calendar=calendar,
    )
