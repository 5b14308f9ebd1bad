"""The public register: anybody reads what is adopted, in Dutch and in English."""

import html
import re

import pytest
from django.test import Client
from tests.factories.catalogue import (
    RUISELEDE_FILE,
    WINGENE_PART_FILE,
    adopt,
    make_catalogue,
)
from tests.factories.registers import agreement_for

from klik.domains.municipalities.operations import load_municipalities
from klik.domains.municipalities.queries import municipality_by_slug, slug_of
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for
from klik.ground.territory import municipalities

PAGE = "/wingene/regelingen/"


def _text(page: bytes) -> str:
    """Return what a page says, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def _said(client: Client, address: str = PAGE, language: str = "nl") -> str:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    return _text(response.content)


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


def test_anybody_reads_what_a_municipality_adopted(adopted: None, client: Client) -> None:
    said = _said(client)

    assert "Voorbeeld, niet het echte reglement" in said
    assert "Sinds 1 januari 2025 Geboortepremie" in said
    assert "Geld: 100 euro" in said
    assert "Het kind is ingeschreven in de gemeente." in said
    assert "Reglement geboortepremie (voorbeeld), artikel 3" in said
    assert "Alleen bij: adoptie." in said
    assert "De computer weigert nooit." in said
    for unwanted in ("las deze brief na", "brief nagelezen", "Pleegouder", "pleegplaatsing"):
        assert unwanted not in said.partition("Alles wat de gemeente koos")[0]
    assert "Raad van State" in said
    assert "Gemeenteraad, 16 december 2024" in said
    assert "0999.990.222" in said


def test_the_page_speaks_english(adopted: None, client: Client) -> None:
    said = _said(client, language="en")

    assert "Example, not the real regulation" in said
    assert "Since 1 January 2025 Birth premium" in said
    assert "Money: 100 euros" in said
    assert "The child is registered in the municipality." in said
    assert "The computer never refuses." in said
    assert "Council of State" in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_that_is_nobodys_business_is_published(
    adopted: None, client: Client, language: str
) -> None:
    said = _said(client, language=language)

    assert "BE58" not in said
    assert "64920100" not in said
    assert "Voorbeeld Algemeen Directeur" not in said
    assert "Voorbeeld Medewerker" not in said


def test_two_regulations_after_a_merger_stand_side_by_side(db: None, client: Client) -> None:
    make_catalogue()
    for file in (RUISELEDE_FILE, WINGENE_PART_FILE):
        adopt(file)

    said = _said(client)

    assert "Het vroegere Ruiselede. Van 1 januari 2025 tot en met 31 december 2026" in said
    assert "Het vroegere Wingene." in said
    assert "Geld: 80 euro" in said


def test_one_municipality_never_shows_anothers(adopted: None, client: Client) -> None:
    said = _said(client, "/herent/regelingen/")

    assert "Hier staan nog geen reglementen." in said
    assert "100 euro" not in said


def test_an_ocmw_is_named_as_the_one_that_grants(db: None, client: Client) -> None:
    make_catalogue("23039")
    adopt("19-kapelle-op-den-bos.yaml", nis="23039")

    said = _said(client, "/kapelle-op-den-bos/regelingen/")

    assert "OCMW Kapelle-op-den-Bos (voorbeeld)" in said


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("nl", ("Protocol geboorten (voorbeeld) Van wie VUTG (voorbeeld)",
                "Waarvoor De premie toekennen.", "geboortedatum", "rekeningnummer",
                "Wanneer Sinds 1 januari 2026 Hoe lang wij ze bewaren 90 dagen na de levering")),
        ("en", ("Births protocol (example) From whom VUTG (voorbeeld)",
                "What for To grant the premium.", "date of birth", "account number",
                "When Since 1 January 2026 How long we keep them 90 days after delivery")),
    ],
)  # fmt: skip
def test_an_agreement_is_told_with_purpose_columns_and_period(
    adopted: None, client: Client, language: str, parts: tuple[str, ...]
) -> None:
    agreement_for(keep_days=90)
    agreement_for(number=2, **{"from": "2020-01-01", "until": "2020-12-31"})

    said = _said(client, language=language)

    for part in parts:
        assert part in said
    assert "2020" not in said


@pytest.mark.parametrize("slug", ["nergens", "ruiselede", "37021", "Wingene"])
def test_who_is_no_municipality_of_today_is_not_found(db: None, client: Client, slug: str) -> None:
    assert client.get(f"/{slug}/regelingen/").status_code == 404


def test_every_municipality_has_an_address_of_its_own() -> None:
    slugs = {slug_of(one.name): one.nis for one in municipalities().values()}

    assert len(slugs) == len(municipalities())
    assert all(municipality_by_slug(slug).nis == nis for slug, nis in slugs.items())
    assert slug_of("Sint-Katelijne-Waver") == "sint-katelijne-waver"
    assert slug_of("'s Gravenvoeren-Één") == "s-gravenvoeren-een"


def test_a_page_is_only_read(adopted: None, client: Client) -> None:
    assert client.post(PAGE).status_code == 405


def test_the_first_page_begins_with_who_publishes(adopted: None, client: Client) -> None:
    page = client.get("/", headers={"Accept-Language": "nl"}).content.decode()

    assert page.count('href="/wingene/regelingen/"') == 1
    assert page.index('href="/wingene/') < page.index('href="/aalst/')
    assert "publiceren hier nog niets" in page
