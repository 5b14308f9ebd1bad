"""The statement claims what was done, in plain words; French is where the law asks it."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from tests.architecture.repository import ROOT
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.log_in import text_of
from tests.plain_dutch import faults_of

from klik.domains.municipalities.operations import load_municipalities
from klik.faces.portal import accessibility
from klik.ground.tenancy import acting_for
from klik.ground.territory import municipalities
from klik.ground.territory.languages import FRENCH_TOO

MESEN = "33016"
pytestmark = pytest.mark.usefixtures("town")


def test_each_page_that_the_statement_names_was_looked_at() -> None:
    pictures = {one.name for one in (ROOT / "docs/evidence/portal").glob("*.png")}
    tested = accessibility.last_audit()

    missing = [
        page
        for page in tested.pages
        if not any(f"{page}-{width}.png" in pictures for width in tested.widths)
    ]
    assert missing == []
    assert set(tested.gaps) <= set(accessibility.GAPS)


def test_the_statement_says_status_gaps_contact_and_complaint_in_plain_words() -> None:
    page = Client().get("/wingene/toegankelijkheid/")
    said = text_of(page)

    for words in ("voor een deel", "nog niet in orde", "Vlaamse Ombudsdienst", "loket"):
        assert words in said
    assert "Frans" not in said  # which Wingene need not offer
    main = page.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    plain = re.sub(r"</?(?:b|a|span|small)\b[^>]*>", " ", main)
    assert faults_of([html.unescape(re.sub(r"<[^>]+>", "\n", plain))]) == []
    assert "/wingene/toegankelijkheid/" in Client().get("/wingene/").content.decode()


def test_the_statement_says_what_is_in_french_where_the_law_asks_it_and_nowhere_else() -> None:
    make_keys(MESEN)
    with acting_for([MESEN, WINGENE], OPERATOR):
        load_municipalities()

    assert "zijn er ook in het Frans." in text_of(Client().get("/mesen/toegankelijkheid/"))
    assert "en français" in text_of(
        Client().get("/mesen/toegankelijkheid/", headers={"Accept-Language": "fr"})
    )
    assert {municipalities()[nis].name for nis in FRENCH_TOO} == {
        "Bever", "Drogenbos", "Herstappe", "Kraainem", "Linkebeek", "Mesen", "Ronse",
        "Sint-Genesius-Rode", "Spiere-Helkijn", "Voeren", "Wemmel", "Wezembeek-Oppem",
    }  # fmt: skip
