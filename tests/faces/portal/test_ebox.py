"""A resident sees which letters went to her eBox, what happens, and says no to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, OPERATOR, WINGENE
from tests.factories.grants import town_in
from tests.factories.messages import ScriptedEbox, send_to_ebox
from tests.factories.own_cases import of_mother, person
from tests.factories.portal import resident_browser
from tests.factories.residents import LIES
from tests.plain_dutch import faults_of

from klik.domains.messages import ports, queries
from klik.domains.messages.jobs import publish_waiting
from klik.domains.municipalities.operations import load_municipalities
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

PAGE = "/wingene/mijn/kanalen/"

pytestmark = only_sqlite


@pytest.fixture
def ebox(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScriptedEbox:
    """Grant LIES a premium in a town that sends its decisions to eBox."""
    scripted = ScriptedEbox()
    monkeypatch.setattr(ports.ebox, "_service", scripted)
    town = town_in(tmp_path)
    send_to_ebox("decision")
    town.deliver(of_mother())
    town.run_all()
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    publish_waiting(moment_now())
    return scripted


def test_a_decision_goes_to_her_ebox_and_she_sees_it(ebox: ScriptedEbox) -> None:
    page = resident_browser().get("/wingene/mijn/berichten/").content.decode()

    assert [one.register_number for one in ebox.letters] == [LIES]
    assert "naar uw eBox" in page


def test_she_reads_what_happens_and_says_no(ebox: ScriptedEbox) -> None:
    browser = resident_browser()

    first = browser.get(PAGE).content.decode()
    page = _words(first)
    sent = {"channel": "email", "email": "lies@voorbeeld.be", "without_ebox": "on"}
    answer = browser.post(PAGE, sent)

    assert "Hebt u een eBox van de overheid?" in page
    assert "Wat wij beslisten" in page
    assert "checked" not in first  # she chose nothing yet
    assert faults_of([page[page.index("Hebt u een eBox") :][:400]]) == []
    assert answer.status_code == 303
    assert "U koos dat er niets naartoe gaat." in browser.get(PAGE).content.decode()
    with acting_for([WINGENE], CLERK):
        [kept] = queries.preferences_of(WINGENE, [person(LIES)]).values()
        assert kept.without_ebox


def test_without_ebox_nothing_is_said_of_it(
    ebox: ScriptedEbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ebox, "is_on", False)

    assert "eBox" not in resident_browser().get(PAGE).content.decode()


def _words(page: str) -> str:
    plain = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain)).replace("\N{SOFT HYPHEN}", "")
