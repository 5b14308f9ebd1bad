"""Saved queries of a page are asked anew each time, and are told as a table and as a file."""

import csv
from io import StringIO
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from tests.faces.hub.plain import words_of
from tests.factories.acting import HERENT, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import WINGENE_FILE, adopt, make_catalogue
from tests.factories.hub_pages import page_wish, public_page

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.queries.pages_tables import TableWish
from klik.ground.tenancy import EVERYWHERE, acting_for

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")
ATOM = "{http://www.w3.org/2005/Atom}"
FILE = "/hub/kennis/praktijk-1/tabellen"


def rows(number: int = 1) -> list[list[str]]:
    answer = Client().get(f"{FILE}/{number}.csv")
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def page_with(*tables: TableWish) -> Any:
    return public_page(page_wish(1, tables=tables))


def test_a_table_of_adopters_is_what_the_query_gives_and_follows_it() -> None:
    make_catalogue(WINGENE, HERENT)
    adopt(WINGENE_FILE)
    page_with(
        TableWish("adopters", package="geboortepremie"),
        TableWish("adopters", package="geboortepremie", province="Vlaams-Brabant"),
    )
    assert [one[0] for one in rows()] == ["Gemeente", "Wingene"]
    assert [one[0] for one in rows(2)] == ["Gemeente"]

    adopt("02-herent.yaml", nis=HERENT)

    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        found = catalogue.adopters_of("geboortepremie", NOON.date(), language="nl")
    assert [one[0] for one in rows()[1:]] == [one.name for one in found] == ["Herent", "Wingene"]
    assert [one[0] for one in rows(2)[1:]] == ["Herent"]
    shown = words_of(Client().get("/hub/kennis/praktijk-1/"))
    assert "Wie Geboortepremie invoerde, provincie Vlaams-Brabant" in shown


def test_a_table_of_pages_leads_to_them_and_an_empty_one_says_so() -> None:
    public_page(page_wish(2, kind="lesson", title={"nl": "=SOM(A1)"}))
    page_with(TableWish("pages", kind="lesson"), TableWish("pages", size="large"))

    answer = Client().get("/hub/kennis/praktijk-1/")

    assert 'href="/hub/kennis/praktijk-2/"' in answer.content.decode()
    assert "Niets past nu bij deze vraag." in words_of(answer)
    assert rows()[1][0] == "'=SOM(A1)", "a spreadsheet computes nothing that somebody typed"
    assert Client().get(f"{FILE}/3.csv").status_code == 404


def test_a_feed_names_a_page_by_its_key_and_narrows_to_a_kind_theme_or_package() -> None:
    make_catalogue(WINGENE)
    page = public_page()
    public_page(page_wish(2, kind="lesson", relations=()))

    def entries(asked: str) -> list[str]:
        feed = fromstring(Client().get(f"/hub/kennis.atom{asked}").content)  # noqa: S314 -- ours
        assert feed.tag == f"{ATOM}feed"
        return sorted(one.findtext(f"{ATOM}id", "") for one in feed.iter(f"{ATOM}entry"))

    assert len(entries("")) == 2
    assert (
        entries("?soort=practice") == entries("?pakket=geboortepremie") == [f"urn:uuid:{page.pk}"]
    )
    assert entries("?thema=WelzijnGezondheid") == [f"urn:uuid:{page.pk}"]
    assert entries("?thema=WelzijnGezondheid&soort=lesson") == []
    assert Client().get("/hub/kennis.atom?soort=geen").status_code == 404
