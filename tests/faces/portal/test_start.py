"""The first page: everybody finds her municipality."""

import re

import pytest
from django.test import Client

from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for


@pytest.fixture
def towns(committed: None) -> None:
    with acting_for(EVERYWHERE, Actor(ActorKind.OPERATOR, "test")):
        load_municipalities()


def _places(client: Client, asked: str = "") -> list[str]:
    response = client.get("/", {"q": asked} if asked else {}, headers={"Accept-Language": "nl"})
    assert response.status_code == 200
    return re.findall(r'<li><a href="/([a-z-]+)/">', response.content.decode())


def test_the_first_page_leads_to_every_municipality(towns: None, client: Client) -> None:
    places = _places(client)

    assert len(places) == len(set(places)) == 285
    assert "herstappe" in places


def test_a_municipality_is_found_by_name_and_by_postcode(towns: None, client: Client) -> None:
    assert _places(client, "wINge") == ["tielt-winge", "wingene"]
    assert _places(client, "8755") == ["wingene"]
    assert _places(client, "leuvén") == ["leuven"]


def test_what_finds_nothing_is_said(towns: None, client: Client) -> None:
    response = client.get("/", {"q": "<b>atlantis"}, headers={"Accept-Language": "nl"})

    said = response.content.decode()
    assert "Probeer alleen de eerste letters" in said
    assert "<b>atlantis" not in said
