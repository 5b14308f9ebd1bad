"""The desk sees which messages go to eBox, how far they are, and why one did not."""

from pathlib import Path

import pytest
from tests.engines import only_sqlite
from tests.faces.desk.desk_town import DESK, browser
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import filed
from tests.factories.messages import ScriptedEbox, for_ebox, pdf_of, send_to_ebox
from tests.factories.towns import stand_in

from klik.domains.messages import operations, ports
from klik.domains.messages.jobs import publish_waiting
from klik.domains.messages.ports import Answer, Reply
from klik.ground.tenancy import Role, acting_for

pytestmark = only_sqlite


@pytest.fixture
def ebox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScriptedEbox:
    """Send three letters: one arrives, of one eBox says no, one waits."""
    store = stand_in(tmp_path, monkeypatch)
    yes, no = Answer(Reply.ACCEPTED), Answer(Reply.REFUSED, "ebox-no-consent")
    scripted = ScriptedEbox(consents=[yes, no, Answer(Reply.LATER, "ebox-silent")])
    monkeypatch.setattr(ports.ebox, "_service", scripted)
    send_to_ebox("decision")
    with acting_for([WINGENE], CLERK):
        for number in (1, 2, 3):
            filed(store, f"letter:{number}", pdf_of())
        outgoing = [for_ebox(number) for number in (1, 2, 3)]
        operations.send_all(WINGENE, outgoing, moment=NOON)
    publish_waiting(NOON)
    return scripted


def test_the_outbox_shows_way_state_and_why(ebox: ScriptedEbox) -> None:
    client = browser(Role.CLERK)

    post = client.get(f"{DESK}/post/").content.decode()
    listed = client.get(f"{DESK}/post/berichten/").content.decode()
    of_ebox = client.get(f"{DESK}/post/berichten/?channel=ebox").content.decode()

    assert "naar eBox gestuurd" in post
    for word in ("eerst naar eBox", "Geen toestemming voor eBox", "eBox antwoordt niet"):
        assert word in listed.replace("\N{SOFT HYPHEN}", "")
    assert "Geen toestemming" not in of_ebox
