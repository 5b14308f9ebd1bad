"""What residents can get: listed, found by words, and told one by one."""

import html
import re

import pytest
from django.test import Client
from tests.factories.catalogue import RUISELEDE_FILE, WINGENE_PART_FILE, adopt, make_catalogue
from tests.plain_dutch import faults_of

from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

LIST = "/wingene/aanbod/"
ONE = "/wingene/aanbod/geboortepremie/"


@pytest.fixture(autouse=True)
def towns(db: None) -> None:
    """Let there be municipalities to visit."""
    with acting_for(EVERYWHERE, Actor(ActorKind.OPERATOR, "test")):
        load_municipalities()


@pytest.fixture
def adopted(db: None) -> None:
    """Let Wingene adopt the shipped package for its whole territory."""
    make_catalogue()
    adopt()


def test_a_service_is_listed_under_its_moment_and_leads_to_its_page(
    adopted: None, client: Client
) -> None:
    said = _said(client, LIST)

    assert "Geboortepremie" in said
    assert "Een kind krijgen" in said
    assert "Geld: 100 euro" in said
    assert f'href="{ONE}"' in client.get(LIST).content.decode()


def test_plain_words_find_it_and_a_moment_narrows_it_down(adopted: None, client: Client) -> None:
    for asked in ("geld voor mijn baby", "geborte premie", "adoptie", "GEBOORTEPREMIES", "kind"):
        assert "1 resultaat Toon alles Geboortepremie" in _said(client, LIST, q=asked)
    assert "1 resultaat Toon alles Geboortepremie" in _said(client, LIST, moment="geboorte")
    for nothing in ({"q": "zwembad"}, {"moment": "school"}, {"theme": "BouwenWonen"}):
        said = _said(client, LIST, **nothing)
        assert "0 resultaten" in said
        assert "Met deze woorden vinden we niets" in said
        assert "Geboortepremie" not in said


def test_a_service_tells_conditions_terms_and_every_channel(adopted: None, client: Client) -> None:
    said = _said(client, ONE)

    assert "Het kind is ingeschreven in de gemeente." in said
    assert "Geld: 100 euro" in said
    assert "Wij beslissen binnen 30 dagen na uw volledige aanvraag." in said
    assert "Wij betalen binnen 45 dagen na de beslissing." in said
    assert "Dienst Burgerzaken Voorbeeldplein 1 8750 Wingene" in said
    assert "050 00 00 00" in said
    assert faults_of(_pieces(client, ONE)) == []
    assert faults_of(_pieces(client, LIST)) == []
    english = _said(client, ONE, language="en")
    assert "Birth premium" in english
    assert "We decide within 30 days of your complete application." in english


def test_each_part_of_a_municipality_has_its_own(db: None, client: Client) -> None:
    make_catalogue()
    adopt(RUISELEDE_FILE)
    adopt(WINGENE_PART_FILE)

    said = _said(client, ONE)

    assert "Woont u in het vroegere Ruiselede?" in said
    assert "Woont u in het vroegere Wingene?" in said


def test_what_is_not_offered_is_not_there(adopted: None, client: Client) -> None:
    assert client.get("/wingene/aanbod/fietspremie/").status_code == 404
    assert client.get("/herent/aanbod/geboortepremie/").status_code == 404
    assert "Hier staat nog niets" in _said(client, "/herent/aanbod/")


def _said(client: Client, address: str, *, language: str = "nl", **asked: str) -> str:
    response = client.get(address, asked, headers={"Accept-Language": language})
    assert response.status_code == 200
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


def _pieces(client: Client, address: str) -> list[str]:
    """Return the texts of the main part of a page, one for each piece of it."""
    page = client.get(address).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    text = html.unescape(re.sub(r"</?(?:b|a|span|small|strong)\b[^>]*>", " ", main))
    return [piece.strip() for piece in re.split(r"<[^>]+>", text) if piece.strip()]
