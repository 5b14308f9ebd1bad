"""A source that does not answer says so, and a resident goes on, or tries again."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.factories.acting import CLERK, WINGENE
from tests.factories.files import on_disk
from tests.factories.grants import town_in
from tests.factories.own_cases import of_mother
from tests.factories.portal import resident_browser
from tests.plain_dutch import faults_of

from klik.domains.cases.models import SilentSource
from klik.ground.tenancy import acting_for


@pytest.mark.usefixtures("town")
def test_the_page_names_the_source_and_offers_two_ways_on(tmp_path: Path) -> None:
    town, row = town_in(tmp_path), of_mother()
    town.deliver(row)
    stood = {file: file.read_bytes() for file in on_disk()}
    for file in stood:
        file.unlink()
    client = resident_browser()
    begun = client.post(f"/wingene/aanvragen/nieuw/{town.adoption_id}/begin/")
    here = "/".join(begun["Location"].split("/")[:4])

    child = {"version": "0", "occasion": "geboorte", "child.insz": str(row["child_insz"])}
    led = client.post(f"{here}/vraag/gebeurtenis/", child)
    page = _said(client.get(f"{here}/bron/"))
    review = client.get(f"{here}/nakijken/")
    again = client.post(f"{here}/bron/", {"act": "again"})
    on = client.post(f"{here}/bron/", {"act": "go-on"})

    assert [led["Location"], review["Location"], again["Location"]] == [f"{here}/bron/"] * 3
    assert "/vraag/" in on["Location"]
    assert "Een bron antwoordt nu niet" in page
    assert "Ga verder en bezorg later een bewijs" in page
    assert "Probeer opnieuw" in page
    assert faults_of([page]) == []
    for file, content in stood.items():
        file.write_bytes(content)
    answered = client.post(f"{here}/bron/", {"act": "again"})
    assert "/vraag/" in answered["Location"]
    with acting_for([WINGENE], CLERK):
        assert SilentSource.objects.get().outcome == "answered"


def _said(answer: Any) -> str:
    """Return what the main part of a page says, a line for each piece of it."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    pieces = (" ".join(one.split()) for one in re.split(r"<[^>]+>", main))
    return "\n".join(one for one in pieces if one).replace("\N{SOFT HYPHEN}", "")
