"""A released programme in the formats that calendars, readers, apps and search engines take."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as Tree

from icalendar import Calendar
from jsonschema import Draft202012Validator
from tests.factories.acting import NOON
from tests.factories.events import MORNING, NAMED, UNNAMED, programme, session

from klik.ground.programmes.calendar import programme_calendar, session_calendar
from klik.ground.programmes.feed import Feed, FeedEntry, atom_feed
from klik.ground.programmes.frozen import counted
from klik.ground.programmes.linked import event_as_linked, script_text
from klik.ground.programmes.programme import Addresses, Part, Programme, SpeakerShown
from klik.ground.programmes.schedule import schedule_of

PLACES = Addresses(
    "https://hub.example/nl/de-klik/", lambda key: f"https://hub.example/nl/de-klik/{key}/"
)
SPEAKERS = {
    str(NAMED): SpeakerShown(str(NAMED), "Noor Voorbeeld", "Gemeente Voorbeeld"),
    str(UNNAMED): SpeakerShown(str(UNNAMED), "", "Voorbeeldschool"),
}
PARTS = (Part(str(NAMED)), Part(str(UNNAMED)))
FIRST = counted(programme(session(0, parts=PARTS), session(1), session(2)), None, moment=NOON)
LATER = NOON + timedelta(days=1)
SECOND = counted(
    replace(
        FIRST,
        sessions=(
            FIRST.sessions[0],
            replace(
                FIRST.sessions[1],
                starts_at=MORNING + timedelta(hours=5),
                ends_at=MORNING + timedelta(hours=6),
            ),
            replace(FIRST.sessions[2], is_cancelled=True),
        ),
    ),
    FIRST,
    moment=LATER,
)
TEXT, MOMENT = {"type": "string", "minLength": 1}, {"type": "string", "format": "date-time"}


def entries(file: bytes) -> dict[str, Any]:
    """Return the entries of a file by UID."""
    calendar = Calendar.from_ical(file)
    assert all(not one.errors for one in calendar.walk())
    return {str(one["UID"]): one for one in calendar.events}


def test_a_calendar_that_holds_a_version_takes_the_next_as_an_update() -> None:
    held = entries(programme_calendar(FIRST, PLACES, language="nl"))
    offered = entries(programme_calendar(SECOND, PLACES, language="nl"))

    assert held.keys() == offered.keys()
    taken = {uid for uid, one in offered.items() if one["SEQUENCE"] > held[uid]["SEQUENCE"]}
    assert taken == {f"session-{one.key}@klik" for one in FIRST.sessions[1:]}
    moved, gone = (offered[f"session-{one.key}@klik"] for one in SECOND.sessions[1:])
    assert moved["DTSTART"].dt == MORNING + timedelta(hours=5)
    assert (moved["SEQUENCE"], moved["DTSTAMP"].dt) == (1, LATER)
    assert (gone["SEQUENCE"], gone["STATUS"]) == (1, "CANCELLED")
    untouched = f"session-{FIRST.sessions[0].key}@klik"
    assert offered[untouched].to_ical() == held[untouched].to_ical()


def test_a_calendar_writes_the_hours_of_its_place_with_their_zone() -> None:
    file = programme_calendar(FIRST, PLACES, language="en")
    one = session_calendar(FIRST, FIRST.sessions[1], PLACES, language="en")
    alone = entries(
        programme_calendar(counted(programme(), None, moment=NOON), PLACES, language="nl")
    )

    assert file.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTART;TZID=Europe/Brussels:20270316T090000" in file
    assert Calendar.from_ical(file).get_missing_tzids() == set()
    assert list(entries(one)) == [f"session-{FIRST.sessions[1].key}@klik"]
    assert list(alone) == [f"hub-event-{FIRST.key}@klik"]


def test_a_feed_holds_what_atom_asks_for() -> None:
    entry = FeedEntry("urn:uuid:1", "Versie <2> & meer", PLACES.event, LATER, ("Nieuw: \x0b<b>",))
    feed = Feed("urn:uuid:0", "De klik", "Wingene", PLACES.event, PLACES.event, "nl", NOON)
    written = atom_feed(feed, [entry])

    root = Tree.fromstring(written)  # noqa: S314 -- our own bytes
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated", "author/a:name", "entry/a:id", "entry/a:updated"):
        assert root.findtext(f"a:{name}", namespaces=atom)
    assert root.findtext("a:updated", namespaces=atom) == "2026-11-24T11:00:00Z"
    assert root.findtext("a:entry/a:title", namespaces=atom) == "Versie <2> & meer"
    assert root.findtext("a:entry/a:content", namespaces=atom) == (
        "<ul><li>Nieuw: &lt;b&gt;</li></ul>"
    )
    assert {one.get("rel") for one in root.findall("a:link", atom)} == {"self", "alternate"}


SESSION_FORM = {
    "type": "object",
    "required": ["id", "guid", "date", "start", "duration", "room", "slug", "url", "title",
                 "subtitle", "track", "type", "language", "abstract", "persons", "links"],
    "properties": {
        "id": {"type": "integer", "minimum": 1},
        "guid": {"type": "string", "format": "uuid"},
        "date": MOMENT,
        "duration": {"pattern": "^[0-9]+:[0-9]{2}$"},
        "room": TEXT,
        "slug": {"pattern": "^[a-z0-9_-]+[a-z0-9]$"},
        "persons": {"items": {"required": ["id", "name", "public_name"]}},
    },
}  # fmt: skip
DAY_FORM = {
    "type": "object",
    "required": ["index", "date", "day_start", "day_end", "rooms"],
    "additionalProperties": False,
    "properties": {
        "index": {"type": "integer"}, "date": TEXT, "day_start": MOMENT, "day_end": MOMENT,
        "rooms": {"additionalProperties": {"type": "array", "items": SESSION_FORM}},
    },
}  # fmt: skip
CONFERENCE_FORM = {
    "type": "object",
    "required": ["title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"],
    "properties": {
        "acronym": {"pattern": "^[a-z0-9_-][a-z0-9_]{3,}$"},
        "rooms": {"items": {"required": ["guid", "name"]}},
        "days": {"type": "array", "items": DAY_FORM},
    },
}


def test_schedule_json_has_the_form_that_its_readers_expect() -> None:
    written = schedule_of(SECOND, PLACES, SPEAKERS, version="2", language="nl")

    conference = json.loads(json.dumps(written))["schedule"]["conference"]
    Draft202012Validator(CONFERENCE_FORM).validate(conference)
    assert written["schedule"]["version"] == "2"
    (day,) = conference["days"]
    hall = day["rooms"]["Grote zaal (voorbeeld)"]
    assert [(one["start"], one["duration"]) for one in hall] == [
        ("09:00", "00:30"),
        ("14:00", "01:00"),
    ]
    assert [one["public_name"] for one in hall[0]["persons"]] == ["Noor Voorbeeld"]
    assert len({one["id"] for one in hall}) == 2


def test_linked_data_says_what_search_engines_ask_for() -> None:
    linked = event_as_linked(SECOND, PLACES, SPEAKERS, language="nl")

    required = {"@type", "name", "startDate", "endDate", "eventStatus", "eventAttendanceMode",
                "location", "url"}  # fmt: skip
    for one in (linked, *linked["subEvent"]):
        assert required <= one.keys()
        assert datetime.fromisoformat(one["startDate"]).tzinfo is not None
    same, moved, gone = linked["subEvent"]
    assert [one["eventStatus"].rpartition("/")[2] for one in (linked, same, moved, gone)] == [
        "EventScheduled", "EventScheduled", "EventRescheduled", "EventCancelled",
    ]  # fmt: skip
    assert moved["previousStartDate"] == "2027-03-16T09:30:00+01:00"
    assert [one["name"] for one in same["performer"]] == ["Noor Voorbeeld"]
    assert linked["location"]["name"] == "Huis van de Voorbeelden, Wingene"
    assert same["location"]["name"].startswith("Grote zaal")
    assert locations_of("mixed") == ["Place", "VirtualLocation"]


def locations_of(attendance: str) -> list[str]:
    """Return of which types the places of an event are."""
    mixed: Programme = replace(FIRST, attendance=attendance)
    linked: dict[str, Any] = event_as_linked(mixed, PLACES, SPEAKERS, language="nl")
    return [one["@type"] for one in linked["location"]]


def test_linked_data_cannot_end_the_script_that_holds_it() -> None:
    sly = counted(programme(title={"nl": "</script><b>&"}), None, moment=NOON.astimezone(UTC))

    text = script_text(event_as_linked(sly, PLACES, {}, language="nl"))
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><b>&"
