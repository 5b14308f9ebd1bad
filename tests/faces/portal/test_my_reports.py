"""Who is logged in finds what she reported, and what she chose of her letters stays."""

from dataclasses import replace
from typing import Any

import pytest
from tests.factories.own_cases import person
from tests.factories.portal import resident_browser
from tests.factories.reports import lamp, reported
from tests.factories.residents import JAN

FOLLOW = "/wingene/meldingen/volgen/"


@pytest.mark.usefixtures("town")
def test_her_reports_stand_on_a_page_of_hers_and_of_nobody_else() -> None:
    made = reported(replace(lamp(), person=person())).report

    hers, home = resident_browser().get(FOLLOW), resident_browser().get("/wingene/")
    of_jan = resident_browser(JAN, subject="jan").get(FOLLOW)

    own = f"/wingene/meldingen/mijn/{made.reference}/"
    assert own in _said(hers)
    assert FOLLOW in _said(home)
    assert own not in _said(of_jan)
    assert resident_browser().get(own).status_code == 200


@pytest.mark.usefixtures("town")
def test_my_data_says_how_letters_come_and_leads_to_the_choice() -> None:
    client = resident_browser()
    channels = "/wingene/mijn/kanalen/"
    none = _said(client.get("/wingene/mijn/gegevens/"))
    chosen = {"channel": "email", "email": "lies@voorbeeld.example", "on_paper": ["decision"]}
    client.post(channels, chosen)

    page = _said(client.get("/wingene/mijn/gegevens/"))

    assert "U koos nog geen manier." in none
    assert "U krijgt ze per e-mail, op lies@voorbeeld.example." in page
    assert channels in page
    assert 'name="channel"' not in page  # one form keeps the choice: two forgot of each other


def _said(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())
