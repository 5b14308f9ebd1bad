"""An appointment is made, moved and cancelled; a broken lamp is reported and followed to its end.

In a real browser, with a script and without, and once with the keyboard alone.
"""

import io
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, WINGENE
from tests.factories.appointments import keep_contact, passport
from tests.factories.knowledge import event, kept, news, rounds_kept, vacancy
from tests.factories.serving import browsing, serving
from tests.factories.towns import found_towns
from tests.journeys.pages import faults_of, overflow_of

from klik.domains.messages import queries as messages
from klik.domains.reports import operations, queries
from klik.domains.reports.operations import NextStep
from klik.faces.ui import houses
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
CODE = re.compile(r"[2-9A-Z]{4}.[2-9A-Z]{4}.[2-9A-Z]{4}")
PAGES = ("gemeente", "contact", "afspraken", "meldingen", "nieuws", "agenda", "vacatures", "afval")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def address(committed: None, settings: Any, tmp_path: Any) -> Iterator[str]:
    settings.KLIK_HOME = tmp_path / "var"
    found_towns()
    keep_contact()
    passport(hours="6-22")
    rounds_kept()
    for page in (news(), event(200), vacancy(200)):
        kept(page)
    houses.forget()
    with serving() as found:
        yield f"{found}/wingene"


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    """Say whether the browser runs scripts."""
    return bool(request.param)


@pytest.fixture
def visitor(address: str, chromium: Browser, *, has_script: bool) -> Iterator[Page]:
    """Return a browser of somebody who did not log in, at 390 pixels."""
    context = chromium.new_context(
        locale="nl-BE",
        java_script_enabled=has_script,
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto(f"{address}/gemeente/")
    yield page
    context.close()


def test_an_appointment_is_made_moved_and_cancelled(visitor: Page, *, has_script: bool) -> None:
    visitor.get_by_role("link", name="Maak een afspraak").click()
    visitor.get_by_role("link", name="Reispas").click()
    _check(visitor, "Wanneer komt u?", has_script=has_script)
    _choose(visitor, "a", 2)
    _check(visitor, "Wie komt er?", has_script=has_script)
    visitor.get_by_role("button", name="Maak de afspraak").click()
    expect(visitor).to_have_title(re.compile("^Fout: "))
    visitor.get_by_label("Uw naam").fill("Lien Voorbeeld")
    visitor.get_by_label("E-mailadres").fill("lien@voorbeeld.example")
    visitor.get_by_role("button", name="Maak de afspraak").click()
    _check(visitor, "Wij verwachten u", has_script=has_script)
    code = CODE.search(visitor.locator("main").inner_text())
    assert code is not None

    visitor.context.clear_cookies()  # another device: she comes back with her code
    visitor.goto(re.sub("/afspraken/.*", "/afspraken/", visitor.url))
    visitor.get_by_role("link", name="Bekijk ze, verzet ze of zeg af").click()
    visitor.get_by_label("Uw code").fill(code[0])
    visitor.get_by_role("button", name="Toon mijn afspraak").click()
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Zet in mijn agenda").click()
    assert b"SEQUENCE:0" in download.value.path().read_bytes()
    visitor.get_by_role("link", name="Verzet").click()
    _check(visitor, "Verzet uw afspraak", has_script=has_script)
    _choose(visitor, "button", 4)
    expect(visitor.get_by_text("Uw afspraak is verzet.")).to_be_visible()
    visitor.get_by_role("link", name="Zeg af").click()
    _check(visitor, "Uw afspraak afzeggen?", has_script=has_script)
    visitor.get_by_role("button", name="Zeg de afspraak af").click()
    _check(visitor, "Uw afspraak is afgezegd", has_script=has_script)


def test_a_broken_lamp_is_reported_and_followed_to_its_end(
    visitor: Page, *, has_script: bool
) -> None:
    visitor.get_by_role("link", name="Meld een probleem").click()
    visitor.get_by_text("Straatverlichting").click()
    visitor.get_by_label("Wat is er mis?").fill("De lamp is stuk.")
    visitor.get_by_role("button", name="Ga verder").click()
    visitor.get_by_label("Waar is het?").fill("Kerkstraat, aan nummer 12")
    visitor.get_by_role("button", name="Ga verder").click()
    _check(visitor, "Meld een probleem", has_script=has_script)
    visitor.get_by_label("Uw naam").fill("Lien Voorbeeld")
    visitor.get_by_label("E-mailadres").fill("lien@voorbeeld.example")
    visitor.get_by_role("button", name="Verstuur de melding").click()
    _check(visitor, "Straatverlichting", has_script=has_script)
    expect(visitor.get_by_text("Ontvangen", exact=True).first).to_be_visible()
    code = CODE.search(visitor.locator("main").inner_text())
    assert code is not None
    with acting_for([WINGENE], CLERK):
        report = queries.reports(WINGENE).get()
        for step in (
            NextStep("planned", "Volgende week komt de ploeg."),
            NextStep("solved", "De lamp is vervangen."),
        ):
            operations.take_step(report, step, moment=moment_now())

    visitor.context.clear_cookies()
    visitor.goto(re.sub("/meldingen/.*", "/meldingen/", visitor.url))
    visitor.get_by_role("link", name="Volg uw melding").click()
    visitor.get_by_label("Uw code").fill(code[0])
    visitor.get_by_role("button", name="Toon mijn melding").click()
    expect(visitor.get_by_text("De lamp is vervangen.")).to_be_visible()
    _check(visitor, "Straatverlichting", has_script=has_script)
    visitor.goto(re.sub("/meldingen/.*", "/meldingen/", visitor.url))
    expect(visitor.get_by_text("Kerkstraat, aan nummer 12")).to_be_visible()
    assert "Lien" not in visitor.content()


@only_sqlite
def test_an_appointment_is_made_with_the_keyboard_alone(address: str, chromium: Browser) -> None:
    context = chromium.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/afspraken/")
    _reach(page, "Reispas")
    page.keyboard.press("Enter")
    _check(page, "Wanneer komt u?")
    _reach(page, page.locator("section[aria-labelledby=times] a").first.inner_text().strip())
    page.keyboard.press("Enter")
    _check(page, "Wie komt er?")
    for label, typed in (("Uw naam", "Lien Voorbeeld"), ("Telefoonnummer", "051 00 00 00")):
        _reach(page, label)
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    _check(page, "Wij verwachten u")
    with acting_for([WINGENE], CLERK):
        assert messages.outbox(WINGENE).count() == 0  # the job tells, not the page
    context.close()


@only_sqlite
def test_a_place_is_pointed_at_on_a_map_where_one_is_configured(
    address: str, chromium: Browser, settings: Any
) -> None:
    settings.KLIK_TILES = "https://tiles.voorbeeld.example/{z}/{x}/{y}.png"
    settings.KLIK_TILES_CREDIT = "Kaart van het voorbeeld"
    context = chromium.new_context(locale="nl-BE", viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.route("https://tiles.voorbeeld.example/**", lambda route: _tile(route, asked))
    page.goto(f"{address}/meldingen/nieuw/")
    page.get_by_text("Straatverlichting").click()
    page.get_by_label("Wat is er mis?").fill("De lamp is stuk.")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Dichterbij").press("Enter")
    page.locator("[data-view]").click(position={"x": 100, "y": 60})

    expect(page.get_by_text("Het punt staat.")).to_be_visible()
    page.get_by_role("button", name="Omlaag").press("Enter")
    latitude = float(page.get_by_label("Breedtegraad").input_value())
    longitude = float(page.get_by_label("Lengtegraad").input_value())
    assert 50.5 < latitude < 51.6
    assert 3 < longitude < 5
    assert any("/9/" in one for one in asked)
    assert (faults_of(page), overflow_of(page)) == ([], 0)
    context.close()


@only_sqlite
def test_no_page_is_wrong_for_who_cannot_see_it(address: str, chromium: Browser) -> None:
    for width in (390, 1280):
        context = chromium.new_context(locale="nl-BE", viewport={"width": width, "height": 900})
        page = context.new_page()
        for name in PAGES:
            page.goto(f"{address}/{name}/")
            assert (name, faults_of(page), overflow_of(page)) == (name, [], 0)
        context.close()


def _choose(page: Page, kind: str, place: int) -> None:
    """Choose a time on the last day shown: late in the evening the first has few times left."""
    page.locator("section[aria-labelledby=days] a").last.click()
    page.wait_for_url("**/?dag=*")
    page.locator(f"section[aria-labelledby=times] {kind}").nth(place).click()


def _check(page: Page, title: str, *, has_script: bool = True) -> None:
    """Wait for a page by its title; axe, which is a script, looks at it where scripts run."""
    expect(page.get_by_role("heading", level=1).filter(has_text=title)).to_be_visible()
    if has_script:
        assert faults_of(page) == []


def _tile(route: Route, asked: list[str]) -> None:
    asked.append(route.request.url)
    drawn = io.BytesIO()
    Image.new("RGB", (256, 256), "#cfd8c0").save(drawn, "PNG")
    route.fulfill(body=drawn.getvalue(), content_type="image/png")


def _reach(page: Page, name: str) -> None:
    """Press Tab until what is named so has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).innerText"
        )
        if said and said.strip().startswith(name):
            return
    raise AssertionError(f"The keyboard does not reach {name!r}.")
