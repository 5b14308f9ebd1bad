"""Search in the hub: what is found, of which kind, and where it leads."""

import pytest
from django.test import Client
from tests.faces.hub.plain import words_of
from tests.factories.acting import WINGENE
from tests.factories.catalogue import make_catalogue
from tests.factories.events import kept_event, released
from tests.factories.hub_pages import page_wish, public_page

from klik.domains.knowledge.queries.searching import Findable
from klik.faces.hub.pages import searching

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")


def test_words_find_pages_and_packages_and_a_kind_narrows_them() -> None:
    make_catalogue(WINGENE)
    public_page(page_wish(1, title={"nl": "Een geboortepremie zonder formulier"}))

    every = Client().get("/hub/zoeken/?q=geboortepreemie")
    pages = Client().get("/hub/zoeken/?q=geboortepreemie&soort=page")

    assert "2 resultaten voor “geboortepreemie”" in words_of(every)
    assert 'href="/hub/pakketten/geboortepremie/"' in every.content.decode()
    assert "1 resultaat voor" in words_of(pages)
    assert 'href="/hub/kennis/praktijk-1/"' in pages.content.decode()
    assert Client().get("/hub/zoeken/?q=x&soort=geen").status_code == 404


def test_a_session_is_found_by_its_title() -> None:
    released(kept_event(1))

    assert "Sessie" in words_of(Client().get("/hub/zoeken/?q=deel"))


def test_nothing_found_says_what_to_do_and_repeats_words_harmlessly() -> None:
    answer = Client().get("/hub/zoeken/", {"q": '"><script>alert(1)</script>'})

    assert "Met deze woorden vinden we niets" in words_of(answer)
    assert "<script>alert" not in answer.content.decode()


def test_many_results_are_leafed_through() -> None:
    for number in range(1, 25):
        public_page(page_wish(number))

    first = Client().get("/hub/zoeken/?q=praktijk")
    second = Client().get("/hub/zoeken/?q=praktijk&page=2")

    assert words_of(first).count("Kennispagina ") == 20
    assert "24 resultaten" in words_of(second)
    assert words_of(second).count("Kennispagina ") == 4
    assert 'href="?q=praktijk&amp;page=2"' in first.content.decode()


@pytest.mark.parametrize(("seconds", "said"), [(None, ""), (7, "0:07"), (3723, "1:02:03")])
def test_where_in_a_recording_is_written_as_a_clock(seconds: int | None, said: str) -> None:
    found = Findable("page", ("a",), "Titel", "", (), seconds)

    hit = searching._hit(found)  # noqa: SLF001 -- how a result leads to a second

    assert hit.at == said
    assert hit.href.endswith(f"?t={seconds}" if seconds is not None else "/hub/kennis/a/")
