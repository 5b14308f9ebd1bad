"""The desk and the owner of a source: an address in the agreement, a task, an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.faces.desk.desk_town import DESK, browser
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.doubts import CONTACT, Doubt, doubt_in

from klik.domains.cases.operations import applying
from klik.domains.messages.models import OutboxMessage
from klik.domains.tasks.models import Task
from klik.ground.tenancy import Role, acting_for

pytestmark = pytest.mark.usefixtures("home", "no_queries_while_rendering")
SEEN = {
    "fact-found_on_0": "2", "fact-found_on_1": "11", "fact-found_on_2": "2026",
    "fact-ground": "Gehoord aan de telefoon.",
}  # fmt: skip
BORN = {f"fact-child--birth_date_{place}": word for place, word in enumerate(("2", "11", "2026"))}


def test_without_an_address_the_task_says_to_call_and_with_one_it_is_sent(tmp_path: Path) -> None:
    doubt, client = doubt_in(tmp_path, contact=""), browser(Role.CLERK)
    manager = browser(Role.REGULATION_MANAGER)
    place = f"{DESK}/reglementen/{doubt.town.adoption_id}/"

    before = _seen(client, _task(doubt))
    wrong = manager.post(f"{place}contact/", {"email": "geen adres"})
    kept = manager.post(f"{place}contact/", {"email": CONTACT})
    may_tell = _seen(client, _task(doubt))
    told = client.post(f"{_task(doubt)}bron/", {"act": "tell"})

    assert "Bel de eigenaar" in before
    assert "Schrijf nu naar de eigenaar" not in before
    assert [one.status_code for one in (wrong, kept, told)] == [422, 303, 303]
    assert CONTACT in _seen(manager, place)
    assert "Schrijf nu naar de eigenaar" in may_tell
    after = _seen(client, _task(doubt))
    assert CONTACT in after
    assert "Wacht op verzending" in after
    with acting_for([WINGENE], CLERK):
        assert OutboxMessage.objects.filter(key=f"dispute:{doubt.dispute.pk}").count() == 1


def test_the_clerk_notes_what_the_owner_says_and_the_resident_waits_no_more(
    tmp_path: Path,
) -> None:
    doubt, client = doubt_in(tmp_path, is_handed_in=True), browser(Role.CLERK)
    with acting_for([WINGENE], CLERK):
        applying.tell_owner(doubt.dispute.pk, moment=NOON)

    def answered(**sent: str) -> int:
        return client.post(f"{_task(doubt)}bron/", sent | SEEN).status_code

    nothing, none_yet = answered(), answered(**{"fact-answer": "none-yet"})
    unsaid = answered(**{"fact-answer": "corrected"})
    assert "Er is nog geen antwoord" in _seen(client, _task(doubt))
    corrected = answered(**{"fact-answer": "corrected"}, **BORN)

    assert [nothing, none_yet, unsaid, corrected] == [422, 303, 422, 303]
    assert doubt.now.settled_at is not None
    with acting_for([WINGENE], CLERK):
        assert {one.state for one in Task.objects.filter(reason="dispute")} == {"done"}
    page = _seen(client, f"{DESK}/aanvragen/{doubt.application.reference}/")
    assert "De eigenaar van de bron antwoordde" in page
    assert "Het was fout, en is verbeterd" in page


def test_a_task_about_something_else_has_no_owner(tmp_path: Path) -> None:
    doubt, client = doubt_in(tmp_path), browser(Role.CLERK)
    with acting_for([WINGENE], CLERK):
        other = Task.objects.get(key=f"dispute-here:{doubt.dispute.pk}")

    page = _seen(client, f"{DESK}/werklijst/{other.pk}/")
    refused = client.post(f"{DESK}/werklijst/{other.pk}/bron/", {"act": "tell"})

    assert "De eigenaar van dit gegeven" not in page
    assert refused.status_code == 404


def _task(doubt: Doubt) -> str:
    with acting_for([WINGENE], CLERK):
        found = Task.objects.get(key=f"dispute-source:{doubt.dispute.pk}")
    return f"{DESK}/werklijst/{found.pk}/"


def _seen(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode().replace("\N{SOFT HYPHEN}", ""))
