"""A programme is frozen as it is, says what changed, and warns of what cannot be right."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.acting import NOON
from tests.factories.events import DAY, MORNING, UNNAMED, programme, session

from klik.ground.programmes.conflicts import conflicts_in
from klik.ground.programmes.differing import ChangeKind, difference
from klik.ground.programmes.frozen import counted, digest_of_text, is_same, read, written
from klik.ground.programmes.programme import Part, Programme, Session

LATER = NOON + timedelta(days=1)
FIRST = counted(programme(session(0), session(1), session(2)), None, moment=NOON)


def changed(number: int, **what: Any) -> Programme:
    """Return the first version with one session changed."""
    sessions = [
        replace(one, **what) if at == number else one for at, one in enumerate(FIRST.sessions)
    ]
    return replace(FIRST, sessions=tuple(sessions))


def test_a_programme_is_read_as_it_was_written() -> None:
    text = written(FIRST)

    assert read(text) == FIRST
    assert written(read(text)) == text
    assert digest_of_text(text) == digest_of_text(written(FIRST))


def test_only_what_changed_gets_a_higher_sequence() -> None:
    moved = changed(1, starts_at=MORNING + timedelta(hours=5), ends_at=MORNING + timedelta(hours=6))

    second = counted(moved, FIRST, moment=LATER)
    third = counted(replace(second, place="Elders"), second, moment=LATER + timedelta(days=1))

    assert [one.sequence for one in second.sessions] == [0, 1, 0]
    assert [one.changed_at for one in second.sessions] == [NOON, LATER, NOON]
    assert second.sessions[1].previously_at == FIRST.sessions[1].starts_at
    assert (second.sequence, third.sequence) == (0, 1)
    assert [one.sequence for one in third.sessions] == [0, 1, 0]
    assert third.sessions[1].previously_at == FIRST.sessions[1].starts_at


def test_a_room_with_another_name_is_a_change_of_its_sessions() -> None:
    rooms = (replace(FIRST.rooms[0], name="Raadzaal"), FIRST.rooms[1])

    second = counted(replace(FIRST, rooms=rooms), FIRST, moment=LATER)

    assert [one.sequence for one in second.sessions] == [1, 1, 1]
    assert second.sequence == 0
    assert not is_same(second, FIRST)
    assert is_same(counted(FIRST, FIRST, moment=LATER), FIRST)


@pytest.mark.parametrize(
    ("what", "kind", "dutch"),
    [
        (
            {"starts_at": MORNING + timedelta(hours=5), "ends_at": MORNING + timedelta(hours=6)},
            ChangeKind.MOVED,
            "Ander moment: Deel 1. Het was 16 maart 2027 van 9.30 tot 10 uur. "
            "Het wordt 16 maart 2027 van 14 tot 15 uur.",
        ),
        (
            {"room": "kamer"},
            ChangeKind.OTHER_ROOM,
            "Andere zaal: Deel 1. Het was Grote zaal (voorbeeld). Het wordt Kamer.",
        ),
        (
            {"parts": (Part(str(UNNAMED)),)},
            ChangeKind.OTHER_SPEAKER,
            "Andere spreker: Deel 1. Kijk in het programma wie er spreekt.",
        ),
        (
            {"title": {"nl": "De klik"}},
            ChangeKind.RENAMED,
            "Andere titel: Deel 1 heet nu De klik.",
        ),
        ({"is_cancelled": True}, ChangeKind.CANCELLED, "Gaat niet door: Deel 1."),
        ({"abstract": {"nl": "Anders."}}, ChangeKind.REWORDED, "Andere uitleg: Deel 1."),
    ],
)
def test_a_change_is_said_in_words(what: dict[str, Any], kind: ChangeKind, dutch: str) -> None:
    (found,) = difference(FIRST, changed(1, **what))

    assert (found.kind, found.texts["nl"]) == (kind, dutch)
    assert found.session == FIRST.sessions[1].key
    assert found.texts["en"]


def test_what_is_new_or_the_same_is_said_too() -> None:
    more = replace(FIRST, sessions=(*FIRST.sessions, session(3)))

    assert [one.kind for one in difference(None, FIRST)] == [ChangeKind.ADDED] * 3
    assert [one.kind for one in difference(FIRST, more)] == [ChangeKind.ADDED]
    assert difference(FIRST, FIRST) == []
    later = replace(FIRST, days=(replace(DAY, starts_at=DAY.starts_at + timedelta(hours=1)),))
    assert [one.kind for one in difference(FIRST, later)] == [ChangeKind.EVENT_MOVED]


def conflicting(*sessions: Session, **more: Any) -> list[str]:
    """Return which conflicts there are."""
    return [one.kind.value for one in conflicts_in(programme(*sessions, **more))]


def test_conflicts_are_warned_about() -> None:
    at = session(0).starts_at
    other = session(1, starts_at=at, parts=())

    assert conflicting(session(0), session(1), session(2)) == []
    assert conflicting(session(0), other) == ["same-room"]
    assert conflicting(session(0), replace(other, is_cancelled=True)) == []
    double = replace(other, room="kamer", is_parallel=True, parts=session(0).parts)
    assert conflicting(session(0), double) == ["same-speaker"]
    assert conflicting(session(0, starts_at=at - timedelta(hours=1))) == ["outside-hours"]
    assert conflicting(session(0, room="")) == ["no-room"]
    assert conflicting(session(0, room=""), attendance="online") == []
    assert conflicting(session(0, room="kamer")) == ["too-small"]
    assert conflicting(session(0, room="kamer", is_parallel=True, expected=12)) == []
