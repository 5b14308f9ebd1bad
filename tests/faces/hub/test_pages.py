"""What is known, as everybody reads it: published pages, and figures that come from queries."""

import json
import re
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.faces.hub.plain import words_of
from tests.factories.acting import HERENT, NOON, OPERATOR, WINGENE
from tests.factories.cases import BINDING, MANDATE, proposal
from tests.factories.catalogue import WINGENE_FILE, adopt, make_catalogue
from tests.factories.hub_pages import changed_page, kept_page, page_wish, public_page, published

from klik.domains.cases.operations import decide
from klik.domains.knowledge.queries.results import results_of
from klik.domains.knowledge.queries.shared_pages import Relation
from klik.ground.tenancy import EVERYWHERE, acting_for

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")
LATER = NOON + timedelta(days=1)


@pytest.fixture
def premium(town: None) -> None:
    """Let Wingene and Herent adopt the birth premium, and decide: enough and too few to tell."""
    make_catalogue(WINGENE, HERENT)
    adopt(WINGENE_FILE)
    adopt("02-herent.yaml", nis=HERENT)
    for nis, number in ((WINGENE, 7), (HERENT, 3)):
        with acting_for([nis], OPERATOR):
            some = [proposal(one + int(nis), nis=nis) for one in range(number)]
            decide(nis, some, binding=BINDING, mandate=MANDATE, moment=NOON)


def test_nothing_known_says_so() -> None:
    assert "Hier staat nog niets" in words_of(Client().get("/hub/kennis/"))


def test_a_draft_is_read_by_nobody() -> None:
    kept_page()

    assert Client().get("/hub/kennis/praktijk-1/").status_code == 404
    assert "Praktijk 1" not in words_of(Client().get("/hub/kennis/"))


def test_pages_are_listed_by_kind_and_by_theme(premium: None) -> None:
    public_page()
    public_page(page_wish(2, kind="lesson", relations=()))

    def listed(asked: str) -> list[str]:
        shown = words_of(Client().get(f"/hub/kennis/{asked}"))
        return [name for name in ("Praktijk 1", "Praktijk 2") if name in shown]

    assert listed("") == ["Praktijk 1", "Praktijk 2"]
    assert listed("?soort=lesson") == ["Praktijk 2"]
    assert listed("?thema=WelzijnGezondheid") == ["Praktijk 1"]
    assert listed("?soort=lesson&thema=WelzijnGezondheid") == []
    assert Client().get("/hub/kennis/?soort=geen").status_code == 404


def test_a_page_shows_figures_equal_to_queries(premium: None) -> None:
    public_page()
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        found = results_of("geboortepremie")

    shown = words_of(Client().get("/hub/kennis/praktijk-1/"))

    assert found.whole.decisions == 7
    assert "beslissingen 7 in 1 gemeente" in shown
    assert "minder dan 5" in shown, "three decisions are too few to tell"
    assert "Wie voerde het in?" in shown
    assert "Wat kozen ze?" in shown


def test_a_package_tells_who_wrote_about_it(premium: None) -> None:
    public_page(page_wish(relations=(Relation("adoption", f"{WINGENE}/geboortepremie"),)))

    package = words_of(Client().get("/hub/pakketten/geboortepremie/"))
    page = words_of(Client().get("/hub/kennis/praktijk-1/"))

    assert "Praktijk 1 (voorbeeld)" in package
    assert "Wingene: Geboortepremie" in page


def test_related_pages_are_found_from_both_sides() -> None:
    first = public_page()
    public_page(page_wish(2, relations=(Relation("page", str(first.pk)),)))

    assert "Praktijk 2" in words_of(Client().get("/hub/kennis/praktijk-1/"))
    assert "Praktijk 1" in words_of(Client().get("/hub/kennis/praktijk-2/"))


def test_history_shows_published_versions_only_and_what_changed() -> None:
    page = public_page()
    page = changed_page(page, page_wish(body={"nl": "Nooit getoond."}), moment=LATER)
    page = changed_page(page, page_wish(body={"nl": "## Hoe?\n\nAnders."}), moment=LATER)
    published(page, moment=LATER)

    history = words_of(Client().get("/hub/kennis/praktijk-1/versies/"))
    change = words_of(Client().get("/hub/kennis/praktijk-1/versies/3/"))

    assert "Bekijk wat versie 3 veranderde" in history
    assert "versie 2 " not in history
    assert "Weg: Met **een levering**." in change
    assert "Nieuw: Anders." in change
    assert "Nooit getoond" not in history + change
    for number in (1, 2, 9):
        assert Client().get(f"/hub/kennis/praktijk-1/versies/{number}/").status_code == 404


def test_a_list_and_a_page_ask_as_much_whatever_there_is(premium: None) -> None:
    counts = []
    for numbers in (range(1, 3), range(3, 30)):
        for number in numbers:
            public_page(page_wish(number))
        for place in ("/hub/kennis/", "/hub/kennis/praktijk-1/", "/hub/pakketten/geboortepremie/"):
            with CaptureQueriesContext(connection) as captured:
                Client().get(place)
            counts.append(len(captured))

    # One more at most, where something that is kept in memory had to be read again.
    assert all(later <= sooner + 1 for sooner, later in zip(counts[:3], counts[3:], strict=True))
    assert max(counts) <= 16


def test_what_an_editor_types_can_do_no_harm() -> None:
    nasty = "</script><script>alert(1)</script>"
    public_page(page_wish(title={"nl": nasty}, body={"nl": f"{nasty} [x](javascript:alert(1))"}))

    answer = Client().get("/hub/kennis/praktijk-1/").content.decode()

    assert "<script>alert" not in answer
    assert 'href="javascript' not in answer
    assert _article(answer)["headline"] == nasty


def test_a_page_says_to_machines_what_it_is(premium: None) -> None:
    public_page()

    article = _article(Client().get("/hub/kennis/praktijk-1/").content.decode())

    assert (article["@context"], article["@type"]) == ("https://schema.org", "Article")
    assert article["headline"] == "Praktijk 1 (voorbeeld)"
    assert article["datePublished"] == NOON.astimezone(UTC).isoformat()
    assert article["author"]["name"] == "Wingene"
    assert [one["name"] for one in article["about"]] == ["Geboortepremie"]


def test_a_page_without_english_says_that_its_text_is_dutch() -> None:
    public_page(page_wish(body={"nl": "Alleen Nederlands."}))

    answer = Client(headers={"Accept-Language": "en"}).get("/hub/kennis/praktijk-1/")

    assert '<div class="prose" lang="nl">' in answer.content.decode()


def _article(html: str) -> dict[str, Any]:
    [content] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: dict[str, Any] = json.loads(content)
    return found
