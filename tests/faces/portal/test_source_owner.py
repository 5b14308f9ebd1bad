"""She reads what became of a fact that she says is not right: with her application, in My data."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.doubts import NUMBER, Doubt, doubt_in
from tests.factories.portal import resident_browser

from klik.domains.cases.operations import applying
from klik.ground.tenancy import acting_for


@pytest.fixture
def doubt(town: None, tmp_path: Path) -> Doubt:
    return doubt_in(tmp_path, is_handed_in=True)


def test_she_follows_what_the_owner_is_told_and_says(doubt: Doubt) -> None:
    client = resident_browser(NUMBER)
    receipt = f"/wingene/aanvragen/{doubt.application.reference}/ontvangen/"
    provider, pages = doubt.town.agreement.provider, []

    pages.append(_read(client, receipt))
    with acting_for([WINGENE], CLERK):
        applying.tell_owner(doubt.dispute.pk, moment=NOON)
    pages.append(_read(client, receipt))
    with acting_for([WINGENE], CLERK):
        applying.note_owner_answer(doubt.dispute.pk, "none-yet", moment=NOON)
    pages.append(_read(client, receipt))
    with acting_for([WINGENE], CLERK):
        later = NOON + timedelta(days=1)
        applying.note_owner_answer(doubt.dispute.pk, "confirmed", moment=later)
    pages.append(_read(client, receipt))

    said = (
        "Wij zoeken het uit.",
        f"Wij meldden het aan {provider} op",
        f"{provider} gaf nog geen antwoord.",
        f"{provider} zegt dat het klopt.",
    )
    assert [word in page for word, page in zip(said, pages, strict=True)] == [True] * 4
    assert ["Uw aanvraag wacht daarop." in page for page in pages] == [True, True, True, False]
    held = _read(client, "/wingene/mijn/gegevens/")
    assert "Wat volgens u niet klopt" in held
    assert "het klopt zoals het was" in held
    assert "Ze is een dag later geboren." not in held  # masked on the page; whole in the download


def _read(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode().replace("\N{SOFT HYPHEN}", ""))
