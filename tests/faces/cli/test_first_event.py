"""The event that the hub grew from is there once, with its examples named as such."""

from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.towns import found_towns
from tests.plain_dutch import faults_of

from klik.domains.knowledge.queries import programmes
from klik.faces.cli.demonstration.first_event import chosen_theme, fill_first_event, themes


def test_the_first_event_is_released_once_in_its_order(db: None) -> None:
    found_towns()
    assert [fill_first_event(WINGENE, EDITOR, moment=NOON) for _ in range(2)] == [1, 1]

    shown = programmes.shown("de-klik-met-de-burger")
    sessions = shown.programme.sessions
    assert [one.kind for one in sessions] == [
        "opening", "talk", "keynote", "talk", "talk", "talk", "panel", "talk", "closing",
    ]  # fmt: skip
    assert shown.programme.starts_at.date().isoformat() == "2023-03-28"
    assert all("voorbeeld" in one.abstract["nl"] for one in sessions)
    assert programmes.conflicts_of(shown.event) == []
    assert len(shown.speakers) == 11
    said = [shown.programme.summary["nl"], *(one.abstract["nl"] for one in sessions)]
    assert faults_of(said) == []
    assert themes()[chosen_theme()]["nl"] == "De burger centraal"
    assert len(themes()) == 5
