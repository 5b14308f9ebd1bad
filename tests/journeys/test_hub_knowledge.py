"""From the first page of the hub to what others did with a birth premium, in three clicks at most.

In a real browser, with and without JavaScript. The figures on the page are those of the queries.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import EDITOR, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.cases import BINDING, MANDATE, proposal
from tests.factories.catalogue import WINGENE_FILE, adopt, make_catalogue
from tests.factories.desk import look
from tests.factories.hub_pages import REVIEWER
from tests.factories.making import asked_cocreation, stepped
from tests.factories.partners import kept_partner
from tests.factories.serving import browsing, serving

from klik.domains.cases.operations import decide
from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.queries.results import Results, results_of
from klik.faces.cli.demonstration.knowledge import fill_knowledge
from klik.faces.cli.demonstration.towns import TOWNS
from klik.ground.tenancy import EVERYWHERE, acting_for
from klik.ground.territory import municipality_of

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
MOST_CLICKS = 3
PREMIUM = "geboortepremie"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def address(committed: None, settings: Any, tmp_path: Any) -> Iterator[str]:
    settings.KLIK_HOME = tmp_path / "var"
    make_catalogue(*(one.nis for one in TOWNS))
    adopt(WINGENE_FILE)
    adopt("02-herent.yaml", nis=HERENT)
    for nis, number in ((WINGENE, 12), (HERENT, 6), (TOWNS[2].nis, 3)):
        with acting_for([nis], OPERATOR):
            some = [proposal(one + int(nis), nis=nis) for one in range(number)]
            decide(nis, some, binding=BINDING, mandate=MANDATE, moment=NOON)
    fill_knowledge(lambda _: EDITOR, lambda _: REVIEWER, moment=NOON)
    stepped(asked_cocreation())
    kept_partner()
    with serving() as found:
        yield found


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
@only_sqlite  # how a page looks is the same on both
def test_three_clicks_lead_to_what_others_did_and_whether_it_works(
    address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        found = results_of(PREMIUM)
        adopters = catalogue.adopters_of(PREMIUM, NOON.date(), language="nl")
    context = chromium.new_context(locale="nl-BE", java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(f"{address}/hub/")
    faults = look(page, "hub-home", has_scripts=has_scripts)

    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Kennis").click()
    faults += look(page, "hub-knowledge", has_scripts=has_scripts)
    page.get_by_role("link", name="Hoe voerden anderen een geboortepremie in").click()
    faults += look(page, "hub-page", has_scripts=has_scripts)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Hoe voerden anderen een geboorte\u00adpremie in, en werkt het?"
    )
    assert _figures(page) == _expected(found)
    assert _rows(page, "Wat het opleverde, per gemeente") == _counted(found)
    towns = [one[0] for one in _rows(page, "Gemeenten die het invoerden")]
    assert [one.split(" ", 1)[0] for one in towns] == [one.name for one in adopters]
    assert faults == []
    context.close()


@only_sqlite
def test_every_page_of_what_is_known_is_sound(address: str, chromium: Browser) -> None:
    page = chromium.new_context(locale="nl-BE").new_page()
    faults: list[str] = []
    for name, place in {
        "hub-knowledge-lessons": "kennis/?soort=lesson",
        "hub-knowledge-none": "kennis/?soort=lesson&thema=WelzijnGezondheid",
        "hub-page-related": "kennis/vraag-niet-wat-je-weet/",
        "hub-page-versions": "kennis/begin-klein/versies/",
        "hub-package": f"pakketten/{PREMIUM}/",
        "hub-requests": "samen/",
        "hub-request": "samen/samen-1/",
        "hub-partners": "partners/",
        "hub-partner": "partners/school-1/",
        "hub-search": "zoeken/",
        "hub-search-found": "zoeken/?q=geboortepremies",
        "hub-search-none": "zoeken/?q=xyzzy",
    }.items():
        answer = page.goto(f"{address}/hub/{place}")
        assert answer is not None
        assert answer.ok, place
        faults += look(page, name)

    assert faults == []


def _figures(page: Page) -> list[str]:
    return [one.replace("\u00ad", "") for one in page.locator("dl.figures").all_inner_texts()]


def _expected(found: Results) -> list[str]:
    told = [one for one in found.by_nis.values() if one.decisions is not None]
    assert len(told) == 2, "a third municipality decided too little to be told"
    whole = found.whole
    return [
        f"beslissingen\n{whole.decisions}\nin {len(told)} gemeenten\n"
        f"waarvoor niemand iets moest vragen\n{whole.automatic_percent} %\nvan alle beslissingen"
    ]


def _counted(found: Results) -> list[list[str]]:
    named = sorted((municipality_of(nis).name, one) for nis, one in found.by_nis.items())
    return [
        [
            name,
            "minder dan 5" if one.decisions is None else str(one.decisions),
            "niet getoond" if one.automatic_percent is None else f"{one.automatic_percent} %",
            "niet getoond" if one.median_days is None else str(one.median_days),
        ]
        for name, one in named
    ]


def _rows(page: Page, caption: str) -> list[list[str]]:
    table = page.get_by_role("table", name=caption)
    return [
        [cell.replace("\u00ad", "").strip() for cell in row.locator("th, td").all_inner_texts()]
        for row in table.locator("tbody tr").all()
    ]
