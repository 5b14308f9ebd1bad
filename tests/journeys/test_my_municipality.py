"""An appointment is made, moved and cancelled; a broken lamp is reported and followed to its end.

In a real browser: by mouse, without JavaScript, and by keyboard alone.
"""

import io
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Route, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, WINGENE
from tests.factories.appointments import keep_contact, passport
from tests.factories.desk import desk_cookies
from tests.factories.knowledge import event, kept, news, rounds_kept, vacancy
from tests.factories.serving import browsing, serving
from tests.factories.towns import found_towns
from tests.journeys.hands import NARROW, Hand, Way, hand
from tests.journeys.pages import faults_of, overflow_of

from klik.domains.messages import queries as messages
from klik.faces.ui import houses
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
CODE = re.compile(r"[2-9A-Z]{4}.[2-9A-Z]{4}.[2-9A-Z]{4}")
PAGES = ("gemeente", "contact", "afspraken", "meldingen", "nieuws", "agenda", "vacatures", "afval")

# Each way on one engine, and one way on the other too: a hand does not know what keeps its words.
ON_ENGINES = pytest.mark.parametrize(
    ("engine", "way"),
    [*(("sqlite", way) for way in Way), ("postgresql", Way.MOUSE)],
    indirect=["engine"],
    ids=[*(way.value for way in Way), "postgresql"],
    scope="session",
)


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


@ON_ENGINES
def test_an_appointment_is_made_moved_and_cancelled(
    address: str, chromium: Browser, way: Way
) -> None:
    with hand(chromium, way, size=NARROW, at=address) as visitor:
        visitor.open(f"{address}/gemeente/")
        visitor.press("Maak een afspraak")
        visitor.press("Reispas")
        visitor.look("moments")
        _choose_a_time(visitor, "a", 2)
        visitor.look("book")
        visitor.press("Maak de afspraak")
        expect(visitor.page).to_have_title(re.compile("^Fout: "))
        visitor.fill_in("Uw naam", "Lien Voorbeeld")
        visitor.fill_in("E-mailadres", "lien@voorbeeld.example")
        visitor.press("Maak de afspraak")
        visitor.comes_to("Wij verwachten u")
        visitor.look("appointment")
        code = _code(visitor)
        with acting_for([WINGENE], CLERK):
            assert messages.outbox(WINGENE).count() == 0  # the job tells, not the page

    _move_and_cancel(chromium, address, way, code)


@ON_ENGINES
def test_a_broken_lamp_is_reported_and_followed_to_its_end(
    address: str, chromium: Browser, way: Way
) -> None:
    with hand(chromium, way, size=NARROW, at=address) as visitor:
        visitor.open(f"{address}/gemeente/")
        visitor.press("Meld een probleem")
        visitor.choose("Straatverlichting")
        visitor.fill_in("Wat is er mis?", "De lamp is stuk.")
        visitor.press("Ga verder")
        visitor.fill_in("Waar is het?", "Kerkstraat, aan nummer 12")
        visitor.press("Ga verder")
        visitor.look("report-who")
        visitor.fill_in("Uw naam", "Lien Voorbeeld")
        visitor.fill_in("E-mailadres", "lien@voorbeeld.example")
        visitor.press("Verstuur de melding")
        visitor.comes_to("Straatverlichting")
        visitor.read("Ontvangen")
        visitor.look("own-report")
        code = _code(visitor)
    _solve(chromium, address, way)

    with hand(chromium, way, size=NARROW, at=address) as later:
        later.open(f"{address}/meldingen/")
        later.press("Volg uw melding")
        later.fill_in("Uw code", code)
        later.press("Toon mijn melding")
        later.read("De lamp is vervangen.")
        later.look("followed")
        later.open(f"{address}/meldingen/")
        later.read("Kerkstraat, aan nummer 12")
        assert "Lien" not in later.page.content()


def _move_and_cancel(chromium: Browser, address: str, way: Way, code: str) -> None:
    """Come back at another device, with the code alone."""
    with hand(chromium, way, size=NARROW, at=address) as later:
        later.open(f"{address}/afspraken/")
        later.press("Bekijk ze, verzet ze of zeg af")
        later.fill_in("Uw code", code)
        later.press("Toon mijn afspraak")
        assert b"SEQUENCE:0" in later.download("Zet in mijn agenda")
        later.press("Verzet")
        later.look("move")
        _choose_a_time(later, "button", 4)
        later.read("Uw afspraak is verzet.")
        later.press("Zeg af")
        later.look("cancel")
        later.press("Zeg de afspraak af")
        later.comes_to("Uw afspraak is afgezegd")


def _solve(chromium: Browser, address: str, way: Way) -> None:
    """Let a clerk plan it and solve it, at the desk."""
    cookies = desk_cookies(Role.CLERK, email="loket@voorbeeld.be")
    with hand(chromium, way, cookies=cookies, at=address) as clerk:
        clerk.open(f"{address}/desk/")
        clerk.press("Gemeente")
        clerk.press("Meldingen")
        clerk.press(clerk.page.locator("tbody a"))
        for step, said in (
            ("Gepland", "Volgende week komt de ploeg."),
            ("Opgelost", "De lamp is vervangen."),
        ):
            clerk.choose(step)
            clerk.fill_in("Wat iedereen leest", said)
            clerk.press("Bewaar deze stap")
            clerk.read(said)


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


def _choose_a_time(one: Hand, kind: str, place: int) -> None:
    """Choose a time on the last day shown: late in the evening the first has few times left."""
    one.press(one.page.locator("section[aria-labelledby=days] a").last)
    one.press(one.page.locator(f"section[aria-labelledby=times] {kind}").nth(place))


def _code(one: Hand) -> str:
    found = CODE.search(one.page.locator("main").inner_text())
    assert found is not None
    return found[0]


def _tile(route: Route, asked: list[str]) -> None:
    asked.append(route.request.url)
    drawn = io.BytesIO()
    Image.new("RGB", (256, 256), "#cfd8c0").save(drawn, "PNG")
    route.fulfill(body=drawn.getvalue(), content_type="image/png")
