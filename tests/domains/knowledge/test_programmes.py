"""An editor of the owner writes a draft; everybody reads the latest release and nothing else."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.acting import AUDITOR, CLERK, EDITOR, HERENT, NOON, WINGENE
from tests.factories.events import (
    COMMENT,
    DAY,
    MORNING,
    NAMED,
    UNNAMED,
    keep_session,
    kept_event,
    released,
    session,
    session_wish,
    wish,
)

from klik.domains.audit import queries as audit
from klik.domains.knowledge.models import EventSession, HubEvent
from klik.domains.knowledge.operations import programming, releasing
from klik.domains.knowledge.operations.refusals import (
    EventRefused,
    EventsNotYours,
    NothingToRelease,
    SessionReleased,
    SlugTaken,
)
from klik.domains.knowledge.operations.wishes import SpeakerWish
from klik.domains.knowledge.queries import programmes
from klik.ground.programmes.frozen import digest_of_text
from klik.ground.tenancy import Actor, acting_for

LATER = NOON + timedelta(days=1)


def test_everybody_reads_the_latest_release_only(town: None) -> None:
    event = kept_event()
    with pytest.raises(programmes.EventNotFound):
        programmes.shown(event.slug)
    assert programmes.shown_events() == []

    assert released(event) == 1
    with acting_for([WINGENE], EDITOR):
        keep_session(event, session(1, title={"nl": "Nieuwe titel"}))
    before = programmes.shown(event.slug).programme
    assert before.sessions[1].title["nl"] == "Deel 1"
    assert released(event, moment=LATER) == 2
    assert released(event, moment=LATER) == 2, "the same draft makes no new version"

    shown = programmes.shown(event.slug)
    assert [one.sequence for one in shown.programme.sessions] == [0, 1, 0]
    assert shown.programme.sessions[1].title == {"nl": "Nieuwe titel"}
    assert shown.release.digest == digest_of_text(shown.release.frozen)
    assert [one.event.slug for one in programmes.shown_events()] == [event.slug]
    changes = programmes.changes_in(programmes.releases_of(event))
    assert [one.kind.value for one in changes[2]] == ["renamed"]
    assert len(changes[1]) == 3


def test_a_name_is_kept_and_shown_as_long_as_she_agrees(town: None) -> None:
    event = kept_event()
    released(event)

    shown = programmes.shown(event.slug)
    assert {one.name for one in shown.speakers.values()} == {"Noor Voorbeeld", ""}
    assert "Voorbeeld" not in shown.release.frozen.replace("(voorbeeld)", "").replace(
        "Huis van de Voorbeelden", ""
    )
    with acting_for([WINGENE], EDITOR):
        silent = programming.write_speaker(
            event, NAMED, SpeakerWish("Noor Voorbeeld", None, "Gemeente"), moment=LATER
        )
    assert silent.name == ""
    assert programmes.shown(event.slug).speakers[str(NAMED)].name == ""


def test_what_was_released_is_cancelled_and_what_was_not_is_removed(town: None) -> None:
    event = kept_event()
    released(event)

    with acting_for([WINGENE], EDITOR):
        known = programmes.session_of(event, UUID(session(0).key))
        with pytest.raises(SessionReleased):
            programming.remove_session(known, moment=NOON)
        new = keep_session(event, session(9))
        programming.remove_session(new, moment=NOON)
        programming.cancel_session(programming.cancel_session(known, moment=NOON), moment=NOON)
    released(event, moment=LATER)

    first = programmes.shown(event.slug).programme.sessions[0]
    assert (first.is_cancelled, first.sequence) == (True, 1)
    assert EventSession.objects.count() == 3


@pytest.mark.parametrize("actor", [CLERK, AUDITOR])
def test_only_an_editor_of_the_owner_edits(town: None, actor: Actor) -> None:
    event = kept_event(1)

    with acting_for([WINGENE], actor), pytest.raises(EventsNotYours):
        programming.write_event(WINGENE, event.pk, wish(), moment=NOON)
    with acting_for([WINGENE], actor), pytest.raises(EventsNotYours):
        releasing.release(event, comment=COMMENT, moment=NOON)
    with acting_for([HERENT], EDITOR):
        with pytest.raises(programmes.EventNotFound):
            programming.write_event(HERENT, event.pk, wish(), moment=NOON)
        with pytest.raises(SlugTaken):
            programming.write_event(HERENT, uuid4(), wish(), moment=NOON)


def test_an_event_that_lacks_something_is_refused(town: None) -> None:
    event = kept_event(1)
    backwards = replace(wish(), opens_at=MORNING, closes_at=NOON)
    known = session_wish(session(0))
    with acting_for([WINGENE], EDITOR):
        for wrong in (replace(wish(), title={"en": "English"}), backwards):
            with pytest.raises(EventRefused):
                programming.write_event(WINGENE, event.pk, wrong, moment=NOON)
        for lacking in (
            replace(known, room="zolder"),
            replace(known, ends_at=known.starts_at),
            replace(known, kind="party"),
            replace(known, parts=known.parts * 2),
        ):
            with pytest.raises(EventRefused):
                programming.write_session(event, uuid4(), lacking, moment=NOON)
        with pytest.raises(EventRefused):
            programming.set_days(event, [replace(DAY, ends_at=MORNING)], moment=NOON)
        bare = programming.write_event(
            WINGENE, uuid4(), replace(wish(), slug="zonder-dag"), moment=NOON
        )
        with pytest.raises(NothingToRelease):
            releasing.release(bare, comment={}, moment=NOON)


def test_a_room_that_goes_leaves_its_sessions_without_one(town: None) -> None:
    event = kept_event(2)

    with acting_for([WINGENE], EDITOR):
        programming.set_rooms(event, (), moment=NOON)
    found = [one.kind.value for one in programmes.conflicts_of(event)]
    assert found == ["no-room", "no-room"]


def test_acts_stand_in_the_chain_of_the_owner(town: None) -> None:
    event = kept_event(1)
    released(event)

    with acting_for([WINGENE], EDITOR):
        acts = [
            one.act for one in audit.lines_of(WINGENE) if one.subject == f"hub-event:{event.pk}"
        ]
    assert "knowledge.release-programme" in acts


def test_an_event_of_sixty_sessions_reads_in_few_queries(town: None) -> None:
    event = kept_event(60)
    released(event)

    with CaptureQueriesContext(connection) as everybody:
        shown = programmes.shown(event.slug)
    with CaptureQueriesContext(connection) as staff:
        draft = programmes.draft_of(HubEvent.objects.get())
    with CaptureQueriesContext(connection) as several:
        programmes.shown_events()
    assert (len(shown.programme.sessions), len(draft.sessions)) == (60, 60)
    assert [len(one.captured_queries) for one in (everybody, staff, several)] == [2, 5, 2]
    assert UNNAMED.hex in {key.replace("-", "") for key in shown.speakers}
