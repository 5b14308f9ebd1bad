"""A programme as schedule.json, which apps and video teams of conferences read (c3voc)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from klik.ground.clock import HOME
from klik.ground.programmes.programme import (
    Addresses,
    Day,
    Programme,
    Room,
    Session,
    SpeakerShown,
    in_language,
)

SCHEMA: Final = "https://c3voc.de/schedule/schema.json"
_NO_ROOM: Final = {"nl": "Nog geen zaal", "en": "No room yet"}
_HOUR: Final = 60
_NUMBER_SIGNS: Final = 7  # of a key: the format also knows things by a whole number


@dataclass(frozen=True, slots=True)
class _Schedule:
    programme: Programme
    addresses: Addresses
    speakers: Mapping[str, SpeakerShown]
    language: str


def schedule_of(
    programme: Programme,
    addresses: Addresses,
    speakers: Mapping[str, SpeakerShown],
    *,
    version: str,
    language: str,
) -> dict[str, Any]:
    """Return the programme as schedule.json in plain values; cancelled sessions are left out.

    Args:
        programme: As released.
        addresses: Where its pages are.
        speakers: By key; who does not want to be named is left out.
        version: Of the programme, such as the number of its release.
        language: Of the texts.
    """
    schedule = _Schedule(programme, addresses, speakers, language)
    standing = [one for one in programme.sessions if not one.is_cancelled]
    conference = {
        "acronym": programme.slug.replace("-", "_"),  # its form has no hyphen
        "title": in_language(programme.title, language),
        "start": programme.starts_at.astimezone(HOME).date().isoformat(),
        "end": programme.ends_at.astimezone(HOME).date().isoformat(),
        "daysCount": len(programme.days),
        "timeslot_duration": "00:05",
        "time_zone_name": str(HOME),
        "url": addresses.event,
        "rooms": [_room(one, programme) for one in programme.rooms],
        "days": [
            _day(number, day, standing, schedule)
            for number, day in enumerate(programme.days, start=1)
        ],
    }
    return {
        "$schema": SCHEMA,
        "generator": {"name": "Klik", "version": "1"},
        "schedule": {
            "version": version,
            "base_url": addresses.event,
            "url": addresses.event,
            "conference": conference,
        },
    }


def _room(room: Room, programme: Programme) -> dict[str, Any]:
    guid = str(uuid5(UUID(programme.key), room.key))
    return {"guid": guid, "name": room.name, "capacity": room.capacity}


def _day(number: int, day: Day, standing: Iterable[Session], schedule: _Schedule) -> dict[str, Any]:
    on = _date(day.starts_at)
    rooms: dict[str, list[dict[str, Any]]] = {one.name: [] for one in schedule.programme.rooms}
    for session in standing:
        if _date(session.starts_at) == on:
            shown = _event(session, schedule)
            rooms.setdefault(shown["room"], []).append(shown)
    return {
        "index": number,
        "date": on.isoformat(),
        "day_start": _moment(day.starts_at),
        "day_end": _moment(day.ends_at),
        "rooms": rooms,
    }


def _event(session: Session, schedule: _Schedule) -> dict[str, Any]:
    minutes = (session.ends_at - session.starts_at) // timedelta(minutes=1)
    room = schedule.programme.room_name(session.room)
    known = [
        schedule.speakers[one.speaker] for one in session.parts if one.speaker in schedule.speakers
    ]
    return {
        "id": _number(session.key),
        "guid": session.key,
        "date": _moment(session.starts_at),
        "start": f"{session.starts_at.astimezone(HOME):%H:%M}",
        "duration": f"{minutes // _HOUR:02d}:{minutes % _HOUR:02d}",
        "room": room or in_language(_NO_ROOM, schedule.language),
        "slug": f"session-{session.key}",
        "url": schedule.addresses.session(session.key),
        "title": in_language(session.title, schedule.language),
        "subtitle": None,
        "track": None,
        "type": session.kind,
        "language": session.language,
        "abstract": in_language(session.abstract, schedule.language),
        "description": None,
        "do_not_record": session.is_not_recorded,
        "persons": [
            {"id": _number(one.key), "guid": one.key, "name": one.name, "public_name": one.name}
            for one in known
            if one.name
        ],
        "links": [],
        "attachments": [],
    }


def _number(key: str) -> int:
    return int(UUID(key).hex[-_NUMBER_SIGNS:], 16) + 1


def _date(moment: datetime) -> date:
    return moment.astimezone(HOME).date()


def _moment(moment: datetime) -> str:
    return moment.astimezone(HOME).isoformat(timespec="seconds")
