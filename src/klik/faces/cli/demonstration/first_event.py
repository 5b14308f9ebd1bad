"""The event that the hub grew from, for the demonstration; import it after Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from klik.domains.knowledge.operations import programming, releasing
from klik.domains.knowledge.operations.wishes import EventWish, SessionWish, SpeakerWish
from klik.ground.clock import HOME
from klik.ground.programmes.programme import Day, Part, Room, Texts
from klik.ground.tenancy import Actor, acting_for

FILE: Final = Path(__file__).with_name("first_event.yaml")
_Content = Mapping[str, Any]


def fill_first_event(nis: str, editor: Actor, *, moment: datetime) -> int:
    """Write and release the event, with `nis` as its owner; again changes nothing.

    Args:
        nis: Of the owner.
        editor: Who does it.
        moment: When.

    Returns:
        The number of its latest version.
    """
    content = _content()
    slug = content["slug"]
    with acting_for([nis], editor):
        wish = EventWish(slug, content["title"], content["summary"], content["place"])
        event = programming.write_event(nis, key_of(slug, "event"), wish, moment=moment)
        day = Day(_at(content, content["begins"]), _at(content, content["ends"]))
        programming.set_days(event, [day], moment=moment)
        programming.set_rooms(event, [Room(**content["room"])], moment=moment)
        for key, found in content["speakers"].items():
            speaker = _speaker(found, content["published"])
            programming.write_speaker(event, key_of(slug, key), speaker, moment=moment)
        begin = day.starts_at
        for found in content["sessions"]:
            session = _session(content, found, begin)
            programming.write_session(event, key_of(slug, found["key"]), session, moment=moment)
            begin = session.ends_at
        return releasing.release(event, comment=content["comment"], moment=moment).number


def themes() -> list[Texts]:
    """Return what the panel talked about, in the order of the programme."""
    return [{"nl": one["nl"], "en": one["en"]} for one in _content()["themes"]]


def chosen_theme() -> int:
    """Return the place, from 0, of the theme that those present put first."""
    return next(at for at, one in enumerate(_content()["themes"]) if one.get("chosen"))


def key_of(slug: str, name: str) -> UUID:
    """Return the same key for the same thing of an event: made twice it is there once."""
    return uuid5(NAMESPACE_URL, f"hub:{slug}:{name}")


def _content() -> _Content:
    content: _Content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def _at(content: _Content, hour: str) -> datetime:
    return datetime.combine(content["day"], time.fromisoformat(hour), HOME)


def _speaker(found: _Content, published: date) -> SpeakerWish:
    """Return somebody whose name stood in the published look back: that day it was public."""
    return SpeakerWish(
        found["name"], published, found.get("organisation", ""), found.get("role", {})
    )


def _session(content: _Content, found: _Content, begin: datetime) -> SessionWish:
    example: Texts = content["example"]
    return SessionWish(
        title=found["title"],
        abstract={key: f"{text} {example[key]}" for key, text in found["abstract"].items()},
        starts_at=begin,
        ends_at=begin + timedelta(minutes=found["minutes"]),
        kind=found["kind"],
        language=found.get("language", "nl"),
        room=content["room"]["key"],
        parts=tuple(Part(str(key_of(content["slug"], one))) for one in found["speakers"]),
    )
