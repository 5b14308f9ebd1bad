"""Reads of the hub's events: drafts for the owner's staff, the latest release for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from klik.domains.knowledge.models import (
    Appearance,
    EventSession,
    HubEvent,
    ProgrammeRelease,
    Speaker,
)
from klik.ground.clock import HOME
from klik.ground.programmes.conflicts import Conflict, conflicts_in
from klik.ground.programmes.differing import Change, difference
from klik.ground.programmes.frozen import read
from klik.ground.programmes.programme import (
    Day,
    Part,
    Programme,
    Room,
    Session,
    SpeakerShown,
)
from klik.ground.refusals import Refusal


class EventNotFound(Refusal):
    """No event, session, speaker or version that may be read here has this key."""

    status = 404
    reason = "There is no such event."


@dataclass(frozen=True, slots=True)
class EventShown:
    """What everybody reads of an event.

    Attributes:
        event: Its row, for registration; its title and programme are those of the release.
        release: The version.
        programme: As that version froze it.
        speakers: By key; who does not want to be named has no name.
    """

    event: HubEvent
    release: ProgrammeRelease
    programme: Programme
    speakers: Mapping[str, SpeakerShown]


def hub_event_of(slug: str) -> HubEvent:
    """Return an event, a draft too: for its owner's staff.

    Raises:
        EventNotFound: There is none.
    """
    found = HubEvent.objects.filter(slug=slug).first()
    if found is None:
        raise EventNotFound
    return found


def hub_events_of(owner_nis: str) -> list[HubEvent]:
    """Return the events of an owner, drafts too, the latest written first."""
    return list(HubEvent.objects.filter(owner_nis=owner_nis).order_by("-set_at", "slug"))


def draft_of(event: HubEvent) -> Programme:
    """Return the programme as it stands now, released or not: in four queries."""
    seen = Appearance.objects.order_by("number", "pk")
    rows = event.sessions.prefetch_related(Prefetch("appearances", seen))
    return Programme(
        key=str(event.pk),
        slug=event.slug,
        title=event.title,
        summary=event.summary,
        place=event.place,
        attendance=event.attendance,
        capacity=event.capacity,
        contact=event.contact,
        is_cancelled=event.is_cancelled,
        days=tuple(
            Day(one.starts_at.astimezone(HOME), one.ends_at.astimezone(HOME))
            for one in event.days.order_by("starts_at")
        ),
        rooms=tuple(
            Room(one.key, one.name, one.capacity) for one in event.rooms.order_by("number", "key")
        ),
        sessions=tuple(_session(row) for row in rows.order_by("starts_at", "pk")),
    )


def conflicts_of(event: HubEvent) -> list[Conflict]:
    """Return what cannot be right in the programme as it stands now."""
    return conflicts_in(draft_of(event))


def speakers_of(event: HubEvent) -> dict[str, SpeakerShown]:
    """Return the speakers of an event by key, as everybody may see them."""
    return _speakers(event.speakers.all())


def session_of(event: HubEvent, identifier: UUID) -> EventSession:
    """Return one session of a draft.

    Raises:
        EventNotFound: The event has none with this key.
    """
    found = event.sessions.filter(pk=identifier).first()
    if found is None:
        raise EventNotFound
    return found


def releases_of(event: HubEvent) -> list[ProgrammeRelease]:
    """Return every version of a programme with what it froze, the latest first."""
    return list(event.releases.order_by("-number"))


def latest_release_of(event: HubEvent) -> ProgrammeRelease | None:
    """Return the latest version; None before the first."""
    return event.releases.order_by("-number").first()


def ends_of(event: HubEvent) -> datetime | None:
    """Return when the last day ends that everybody reads of; None before the first version."""
    latest = latest_release_of(event)
    return read(latest.frozen).ends_at if latest else None


def release_of(event: HubEvent, number: int) -> ProgrammeRelease:
    """Return one version.

    Raises:
        EventNotFound: The event has none with this number.
    """
    found = event.releases.filter(number=number).first()
    if found is None:
        raise EventNotFound
    return found


def changes_in(releases: Iterable[ProgrammeRelease]) -> dict[int, list[Change]]:
    """Return what each version changed, by its number; of the first, what was new.

    Args:
        releases: Of one event; for each the one before it as well, unless it is the first.
    """
    read_by_number = {one.number: read(one.frozen) for one in releases}
    return {
        number: difference(read_by_number.get(number - 1), programme)
        for number, programme in read_by_number.items()
        if number == 1 or number - 1 in read_by_number
    }


def shown(slug: str) -> EventShown:
    """Return what everybody reads of an event: in two queries.

    Raises:
        EventNotFound: There is none, or it was never released.
    """
    found = _latest().filter(event__slug=slug).first()
    if found is None:
        raise EventNotFound
    return EventShown(found.event, found, read(found.frozen), speakers_of(found.event))


def shown_events(*, most: int = 50) -> list[EventShown]:
    """Return what everybody reads of the events, the one that was released last first.

    A face sorts out what is past by `programme.ends_at`.
    """
    releases = list(_latest().order_by("-released_at", "pk")[:most])
    speakers: dict[UUID, list[Speaker]] = {one.event_id: [] for one in releases}
    for speaker in Speaker.objects.filter(event__in=list(speakers)):
        speakers[speaker.event_id].append(speaker)
    return [
        EventShown(one.event, one, read(one.frozen), _speakers(speakers[one.event_id]))
        for one in releases
    ]


def _latest() -> QuerySet[ProgrammeRelease]:
    newest = ProgrammeRelease.objects.filter(event=OuterRef("event")).order_by("-number")
    rows = ProgrammeRelease.objects.filter(pk=Subquery(newest.values("pk")[:1]))
    return rows.select_related("event")


def _speakers(rows: Iterable[Speaker]) -> dict[str, SpeakerShown]:
    return {
        str(row.pk): SpeakerShown(str(row.pk), row.name, row.organisation, row.role) for row in rows
    }


def _session(row: EventSession) -> Session:
    return Session(
        key=str(row.pk),
        title=row.title,
        abstract=row.abstract,
        kind=row.kind,
        language=row.language,
        room=row.room,
        starts_at=row.starts_at.astimezone(HOME),
        ends_at=row.ends_at.astimezone(HOME),
        expected=row.expected,
        is_parallel=row.is_parallel,
        is_not_recorded=row.is_not_recorded,
        is_cancelled=row.is_cancelled,
        parts=tuple(Part(str(one.speaker_id), one.role) for one in row.appearances.all()),
    )
