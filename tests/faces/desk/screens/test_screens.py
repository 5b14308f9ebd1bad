"""Every page of the desk renders in every state and both languages, written as it must be."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client
from tests.faces.desk.screens import addresses, pages

PAGES = sorted(pages.PAGES)


@pytest.fixture
def screens(settings: object) -> Client:
    settings.ROOT_URLCONF = addresses.__name__  # type: ignore[attr-defined]  # -- of pytest-django
    return Client()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_where_one_is(screens: Client, name: str) -> None:
    html = _html(screens, name)

    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r"<title>\S.*, Wingene</title>", html)
    assert 'data-face="desk"' in html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_style_and_no_script_of_its_own(screens: Client, name: str) -> None:
    html = _html(screens, name)

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]* src=)", html) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_cell_names_its_column(screens: Client, name: str) -> None:
    tables = _Tables()

    tables.feed(_html(screens, name))

    assert tables.wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_a_name_in_a_page_is_one_place(screens: Client, name: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', _html(screens, name))

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_main_button(screens: Client, name: str) -> None:
    main = re.findall(
        r'<(?:a|button) class="button"(?![^>]*(?:data-kind|aria-disabled))', _main(screens, name)
    )

    assert len(main) <= 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("delivery", "14 aanvaard + 3 geweigerd"),
        ("delivery", "De rij heeft 11 velden, de kop heeft er 12."),
        ("delivery-refused", "Pak het bestand uit en lever wat erin zit."),
        ("delivery-well", "We hadden dit bestand al"),
        ("plan", "Tine Voorbeeld maakte dit plan op 10 maart 2026, 9.12 uur."),
        ("plan-own", "Jij maakte dit plan, dus keurt iemand anders het goed."),
        ("run-executing", "9 van 13"),
        ("run-done", "CBS/2026/118"),
        ("case-unequal", "Er is iets gewijzigd."),
        ("case-payment", "Geen rekeningnummer"),
        ("upload-wrong", "Over welke afspraak gaat het? Kies een antwoord."),
    ],
)
def test_a_page_shows_what_it_was_given(screens: Client, name: str, shown: str) -> None:
    html = unescape(re.sub(r"<[^>]+>", "", _html(screens, name)))

    assert shown in html.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_wholly_in_english_too(screens: Client, name: str) -> None:
    html = _html(screens, name, language="en")

    assert '<html lang="en"' in html
    assert "Overzicht" not in html


def _main(client: Client, name: str) -> str:
    html = _html(client, name)
    return html[html.index("<main") : html.index("</main>")]


def _html(client: Client, name: str, language: str = "nl") -> str:
    response = client.get(f"/screens/{name}/", headers={"Accept-Language": language})
    assert response.status_code == 200
    return response.content.decode()


class _Tables(HTMLParser):
    """Finds cells whose label is not the name of their column."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._columns: list[str] = []
        self._cells: list[str | None] = []
        self._heads = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "thead":
            self._columns, self._heads = [], True
        elif tag in {"th", "td"} and self._heads:
            self._columns.append("")
        elif tag == "tr":
            self._cells = []
        elif tag in {"th", "td"}:
            self._cells.append(given.get("data-label"))
        if tag in {"table", "tr", "th", "td", "thead", "tbody", "tfoot"} and "role" not in given:
            self.wrong.append(f"{tag} without role")

    def handle_data(self, data: str) -> None:
        if self._heads and self._columns:
            self._columns[-1] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._heads = False
        elif tag == "tr" and not self._heads and self._cells:
            if len(self._cells) != len(self._columns):
                self.wrong.append(f"{len(self._cells)} cells under {self._columns}")
            pairs = zip(self._cells, self._columns, strict=False)
            self.wrong += [
                f"{label} under {head}" for label, head in pairs if label not in (None, head)
            ]
