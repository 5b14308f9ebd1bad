"""A programme as schema.org JSON-LD: an Event with a subEvent per session."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from klik.ground.clock import HOME
from klik.ground.programmes.programme import (
    Addresses,
    Programme,
    Session,
    SpeakerShown,
    in_language,
)

_ATTENDANCE: Final = MappingProxyType(
    {
        "present": "https://schema.org/OfflineEventAttendanceMode",
        "online": "https://schema.org/OnlineEventAttendanceMode",
        "mixed": "https://schema.org/MixedEventAttendanceMode",
    }
)
_Speakers = Mapping[str, SpeakerShown]


def event_as_linked(
    programme: Programme, addresses: Addresses, speakers: _Speakers, *, language: str
) -> dict[str, Any]:
    """Return the event as JSON-LD in plain values; who does not want to be named is left out.

    Source: schema.org/Event; eventStatus and previousStartDate say what moved or is cancelled.
    """
    described = _described(
        programme, in_language(programme.title, language), programme.is_cancelled
    )
    return {
        "@context": "https://schema.org",
        "@id": addresses.event,
        **described,
        "description": in_language(programme.summary, language),
        "url": addresses.event,
        "inLanguage": language,
        "eventAttendanceMode": _ATTENDANCE[programme.attendance],
        "location": _location(programme, "", addresses.event),
        **({"maximumAttendeeCapacity": programme.capacity} if programme.capacity else {}),
        "subEvent": [
            _sub_event(one, programme, addresses, speakers, language) for one in programme.sessions
        ],
    }


def script_text(linked: Mapping[str, Any]) -> str:
    """Return JSON-LD as it may stand inside a script element: no sign in it ends that element."""
    text = json.dumps(linked, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _sub_event(
    session: Session, programme: Programme, addresses: Addresses, speakers: _Speakers, language: str
) -> dict[str, Any]:
    is_cancelled = session.is_cancelled or programme.is_cancelled
    known = [speakers[part.speaker] for part in session.parts if part.speaker in speakers]
    performers = [_performer(one) for one in known if one.name]
    page = addresses.session(session.key)
    return {
        "@id": page,
        **_described(session, in_language(session.title, language), is_cancelled),
        "description": in_language(session.abstract, language),
        "url": page,
        "inLanguage": session.language,
        "eventAttendanceMode": _ATTENDANCE[programme.attendance],
        "location": _location(programme, programme.room_name(session.room), page),
        **({"performer": performers} if performers else {}),
    }


def _described(thing: Session | Programme, name: str, is_cancelled: bool) -> dict[str, Any]:  # noqa: FBT001 -- private
    moved = thing.previously_at
    status = "EventScheduled"
    if is_cancelled:
        status = "EventCancelled"
    elif moved is not None:
        status = "EventRescheduled"
    return {
        "@type": "Event",
        "name": name,
        "startDate": _moment(thing.starts_at),
        "endDate": _moment(thing.ends_at),
        "eventStatus": f"https://schema.org/{status}",
        **({"previousStartDate": _moment(moved)} if moved is not None else {}),
    }


def _location(programme: Programme, room: str, page: str) -> Any:
    place = {
        "@type": "Place",
        "name": ", ".join(part for part in (room, programme.place) if part),
        "address": programme.place,
    }
    online = {"@type": "VirtualLocation", "url": page}
    return {"present": place, "online": online, "mixed": [place, online]}[programme.attendance]


def _performer(speaker: SpeakerShown) -> dict[str, Any]:
    works_for = {"@type": "Organization", "name": speaker.organisation}
    return {
        "@type": "Person",
        "name": speaker.name,
        **({"worksFor": works_for} if speaker.organisation else {}),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(HOME).isoformat(timespec="seconds")
