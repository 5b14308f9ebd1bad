"""Write the draft of an event: its days, rooms, sessions and speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.knowledge.models import (
    Appearance,
    EventDay,
    EventRoom,
    EventSession,
    HubEvent,
    Speaker,
)
from klik.domains.knowledge.operations.refusals import (
    EventRefused,
    RoomsRefused,
    SessionReleased,
    SlugTaken,
    locked_event,
    require_editor,
)
from klik.domains.knowledge.operations.seating import fill_seats
from klik.domains.knowledge.operations.wishes import (
    EventWish,
    SessionWish,
    SpeakerWish,
    event_fields,
    is_slug,
    session_fields,
    tidy,
)
from klik.domains.knowledge.queries.programmes import EventNotFound
from klik.ground.programmes.programme import Day, Room
from klik.ground.tenancy import current_actor


def write_event(owner_nis: str, identifier: UUID, wish: EventWish, *, moment: datetime) -> HubEvent:
    """Keep an event, new or changed; everybody reads it once its programme is released.

    When registration opens and closes, how many seats there are, and whether it is cancelled,
    holds at once: who waits gets a new seat.

    Raises:
        EventsNotYours: No editor of the owner.
        EventRefused: No title in Dutch, no place, or registration closes before it opens.
        SlugTaken: Another event has this address.
        EventNotFound: The event is of another owner.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    require_editor(owner_nis)
    fields = event_fields(wish)
    known = HubEvent.objects.select_for_update().filter(pk=identifier).first()
    if known is not None and known.owner_nis != owner_nis:
        raise EventNotFound
    if HubEvent.objects.filter(slug=wish.slug).exclude(pk=identifier).exists():
        raise SlugTaken
    event, _ = HubEvent.objects.update_or_create(
        pk=identifier,
        defaults={
            **fields,
            "owner_nis": owner_nis,
            "set_at": moment,
            "set_by": current_actor().reference,
        },
    )
    record(event, "knowledge.write-event", {}, moment)
    fill_seats(event, moment=moment)
    return event


def set_days(event: HubEvent, days: Sequence[Day], *, moment: datetime) -> None:
    """Let these be the days of an event, in place of what they were.

    Raises:
        EventRefused: There is none, or one ends before it begins.
        EventsNotYours, EventNotFound, NotActing, OutsideActing: See `write_event`.
    """
    locked = locked_event(event)
    if not days or any(one.ends_at <= one.starts_at for one in days):
        raise EventRefused
    EventDay.objects.filter(event=locked).delete()
    EventDay.objects.bulk_create([EventDay(event=locked, **asdict(one)) for one in days])
    _record_part(locked, "days", "", moment)


def set_rooms(event: HubEvent, rooms: Sequence[Room], *, moment: datetime) -> None:
    """Let these be the rooms of an event; a session in one that went has no room.

    Raises:
        EventRefused: A room has no name, or a key twice or of no form.
        EventsNotYours, EventNotFound, NotActing, OutsideActing: See `write_event`.
    """
    locked = locked_event(event)
    keys = [one.key for one in rooms]
    if len(set(keys)) < len(keys) or not all(is_slug(one.key) and one.name for one in rooms):
        raise RoomsRefused
    EventRoom.objects.filter(event=locked).delete()
    EventRoom.objects.bulk_create(
        [EventRoom(event=locked, number=at, **asdict(one)) for at, one in enumerate(rooms)]
    )
    EventSession.objects.filter(event=locked).exclude(room__in=keys).update(room="")
    _record_part(locked, "rooms", "", moment)


def write_session(
    event: HubEvent, identifier: UUID, wish: SessionWish, *, moment: datetime
) -> EventSession:
    """Keep a session, new or changed. What conflicts is warned about, not refused.

    Raises:
        EventRefused: No title in Dutch, an unknown kind, room or speaker, or an end before its
            beginning.
        EventNotFound: The session is of another event.
        EventsNotYours, NotActing, OutsideActing: See `write_event`.
    """
    locked = locked_event(event)
    fields = session_fields(locked, wish)
    known = EventSession.objects.filter(pk=identifier).first()
    if known is not None and known.event_id != locked.pk:
        raise EventNotFound
    session, _ = EventSession.objects.update_or_create(
        pk=identifier, defaults={**fields, "event": locked}
    )
    Appearance.objects.filter(session=session).delete()
    Appearance.objects.bulk_create(
        [
            Appearance(session=session, speaker_id=UUID(one.speaker), number=at, role=one.role)
            for at, one in enumerate(wish.parts)
        ]
    )
    _record_part(locked, "session", str(session.pk), moment)
    return session


def cancel_session(session: EventSession, *, moment: datetime) -> EventSession:
    """Let a session not take place; it stays, so that calendars hear of it. Again changes nothing.

    Raises:
        EventsNotYours, EventNotFound, NotActing, OutsideActing: See `write_event`.
    """
    event = locked_event(session.event)
    if not session.is_cancelled:
        session.is_cancelled = True
        session.save(update_fields=["is_cancelled"])
        _record_part(event, "session cancelled", str(session.pk), moment)
    return session


def remove_session(session: EventSession, *, moment: datetime) -> None:
    """Remove a session that nobody has read of.

    Raises:
        SessionReleased: It stands in a version: cancel it.
        EventsNotYours, EventNotFound, NotActing, OutsideActing: See `write_event`.
    """
    event = locked_event(session.event)
    if EventSession.objects.filter(pk=session.pk, was_released=True).exists():
        raise SessionReleased
    EventSession.objects.filter(pk=session.pk).delete()
    _record_part(event, "session removed", str(session.pk), moment)


def write_speaker(
    event: HubEvent, identifier: UUID, wish: SpeakerWish, *, moment: datetime
) -> Speaker:
    """Keep a speaker; without the day on which she agreed, her name is not kept at all.

    Taking `agreed_on` away takes her name from every version at once.

    Raises:
        EventNotFound: The speaker is of another event.
        EventsNotYours, NotActing, OutsideActing: See `write_event`.
    """
    locked = locked_event(event)
    known = Speaker.objects.filter(pk=identifier).first()
    if known is not None and known.event_id != locked.pk:
        raise EventNotFound
    name = wish.name.strip() if wish.agreed_on else ""
    speaker, _ = Speaker.objects.update_or_create(
        pk=identifier,
        defaults={
            "event": locked,
            "name": name,
            "agreed_on": wish.agreed_on if name else None,
            "organisation": wish.organisation.strip(),
            "role": tidy(wish.role),
        },
    )
    _record_part(locked, "speaker", str(speaker.pk), moment)
    return speaker


def record(event: HubEvent, act: str, payload: Mapping[str, object], moment: datetime) -> None:
    """Keep an act in the chain of the owner."""
    record_act(
        event.owner_nis, act, subject=f"hub-event:{event.pk}", payload=payload, moment=moment
    )


def _record_part(event: HubEvent, what: str, reference: str, moment: datetime) -> None:
    payload = {"what": what, "reference": reference}
    record(event, "knowledge.write-programme", payload, moment)
