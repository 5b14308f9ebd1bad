"""A parent applies with a proof, leaves, goes on on a phone; a clerk asks a paper, and grants."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.engines import only_sqlite
from tests.faces.desk.desk_town import browser
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.applications import CHILD, PDF, Pool, pool_in
from tests.factories.keys import make_keys
from tests.factories.residents import LIES, logged_in
from tests.factories.serving import browsing, serving
from tests.journeys.pages import faults_of, overflow_of

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationQuestion
from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
SHOTS = os.environ.get("KLIK_SCREENSHOTS", "")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PROOF = FilePayload(name="bewijs.pdf", mimeType="application/pdf", buffer=PDF)
ATTEST = FilePayload(name="attest.pdf", mimeType="application/pdf", buffer=PDF + b"attest")


@pytest.fixture
def pool(committed: None) -> Pool:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    forget()
    return pool_in()


@pytest.fixture
def address(pool: Pool) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def _page(chromium: Browser, address: str, *, width: dict[str, int], has_scripts: bool) -> Page:
    """Return a page of a browser of its own in which the parent is logged in."""
    context = chromium.new_context(
        locale="nl-BE", java_script_enabled=has_scripts, viewport=width  # type: ignore[arg-type]  # -- a size
    )  # fmt: skip
    token = logged_in(LIES, moment=moment_now()).token
    context.add_cookies([{"name": f"klik-{WINGENE}", "value": token, "url": f"{address}/wingene/"}])
    return context.new_page()


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="Sla op en ga verder").click()


def _seen(page: Page, name: str, *, has_scripts: bool) -> None:
    """Find nothing wrong with a page as it stands, and keep a picture where one is asked."""
    assert overflow_of(page) <= 0 if has_scripts else True
    if has_scripts:
        assert faults_of(page) == [], name
        if SHOTS:
            width = (page.viewport_size or WIDE)["width"]
            path = Path(SHOTS) / f"apply-{name}-{width}.png"
            page.screenshot(path=str(path), full_page=True)


def _choose(page: Page, word: str) -> None:
    page.locator("label", has_text=word).first.click()


def _fill(page: Page, **words: str) -> None:
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)


@only_sqlite
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_parent_applies_leaves_goes_on_and_is_granted(
    pool: Pool, address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    wide = _page(chromium, address, width=WIDE, has_scripts=has_scripts)
    _begin(wide, address, pool)
    _leave_halfway(wide, has_scripts=has_scripts)
    wide.context.close()

    phone = _page(chromium, address, width=NARROW, has_scripts=has_scripts)
    _begin(phone, address, pool)
    _overview_seen(phone, has_scripts=has_scripts)
    _go_on_to_the_end(phone, has_scripts=has_scripts)
    phone.get_by_role("button", name="Dien in").click()
    expect(phone.get_by_role("heading", name="Wij hebben uw aanvraag ontvangen")).to_be_visible()
    _seen(phone, "receipt", has_scripts=has_scripts)

    desk = _desk(chromium, address, has_scripts=has_scripts)
    _decided()
    _ask_more(desk, address, has_scripts=has_scripts)
    phone.goto(phone.url.replace("/ontvangen/", "/"))
    expect(phone.get_by_text("Bezorg ons het attest.")).to_be_visible()
    _seen(phone, "asked", has_scripts=has_scripts)
    phone.locator("input[type=file]").set_input_files(ATTEST)
    phone.get_by_role("button", name="Verstuur uw antwoord").click()
    _grant(desk, has_scripts=has_scripts)
    _decided()
    _open_letter(desk)
    desk.context.close()
    phone.reload()

    expect(phone.get_by_role("heading", name="We hebben over uw aanvraag beslist")).to_be_visible()
    _seen(phone, "decided", has_scripts=has_scripts)
    phone.context.close()


def _begin(page: Page, address: str, pool: Pool) -> None:
    page.goto(f"{address}/wingene/aanvragen/nieuw/{pool.adoption_id}/")
    page.get_by_role("button", name="Begin uw aanvraag").click()


def _leave_halfway(page: Page, *, has_scripts: bool) -> None:
    _go_on(page)
    expect(page.locator(".errors")).to_be_focused() if has_scripts else None
    _seen(page, "wrong", has_scripts=has_scripts)
    page.locator("[name='child.insz']").fill(CHILD)
    _fill(page, Dag="10", Maand="2", Jaar="2019")
    page.locator("[name='child.municipality']").fill("Wingene")
    _go_on(page)
    _choose(page, "In groep")
    _fill(page, Dag="1", Maand="9", Jaar="2026", Aantal="8")
    _seen(page, "rows", has_scripts=has_scripts)
    page.get_by_role("button", name="Sla op en ga later verder").click()
    _overview_seen(page, has_scripts=has_scripts)


def _overview_seen(page: Page, *, has_scripts: bool) -> None:
    expect(page.get_by_role("link", name="Ga verder", exact=True)).to_be_visible()
    _seen(page, "overview", has_scripts=has_scripts)


def _go_on_to_the_end(page: Page, *, has_scripts: bool) -> None:
    page.get_by_role("link", name="Ga verder", exact=True).click()
    page.locator("[name='lesson.paid']").fill("80")
    _go_on(page)
    page.locator("[name='club.number']").fill("0999.990.222")
    _go_on(page)
    page.locator("input[type=file]").set_input_files(PROOF)
    _seen(page, "file", has_scripts=has_scripts)
    _go_on(page)
    _choose(page, "Ja")
    _go_on(page)
    _choose(page, "Ik heb dit document niet")
    _go_on(page)
    page.locator("[name='account.stated']").fill("BE49 9990 0000 0171")
    _go_on(page)
    _fill(page, Postcode="8750", Gemeente="Wingene", **{"Straat en huisnummer": "Kerkstraat 1"})
    _seen(page, "address", has_scripts=has_scripts)
    _go_on(page)
    expect(page.get_by_role("button", name="Dien in")).to_be_visible()
    _seen(page, "review", has_scripts=has_scripts)


def _desk(chromium: Browser, address: str, *, has_scripts: bool) -> Page:
    """Return a page of a browser of its own in which a clerk is logged in."""
    context = chromium.new_context(
        locale="nl-BE", java_script_enabled=has_scripts, viewport=WIDE  # type: ignore[arg-type]  # -- a size
    )  # fmt: skip
    client = browser(Role.CLERK)
    context.add_cookies(
        [{"name": name, "value": one.value, "url": address} for name, one in client.cookies.items()]
    )
    return context.new_page()


def _ask_more(desk: Page, address: str, *, has_scripts: bool) -> None:
    """The rules do not grant; a clerk finds it on her work list and asks one more paper."""
    desk.goto(f"{address}/wingene/desk/aanvragen/")
    _looked_at(desk, "list", has_scripts=has_scripts)
    desk.goto(f"{address}/wingene/desk/werklijst/")
    desk.get_by_role("link", name="Aanvraag om te beslissen").click()
    _looked_at(desk, "detail", has_scripts=has_scripts)
    desk.get_by_role("link", name="Weiger").click()
    _looked_at(desk, "refuse", has_scripts=has_scripts)
    desk.get_by_label("Wat voeg je toe aan de brief?").fill("Vraag het **sociaal tarief** aan.")
    desk.get_by_role("button", name="Bekijk de brief").click()
    expect(desk.get_by_role("heading", name="Lees eerst de brief")).to_be_visible()
    _looked_at(desk, "letter", has_scripts=has_scripts)
    desk.get_by_role("link", name="Weiger niet").click()
    desk.get_by_role("link", name="Vraag iets bij").click()
    desk.get_by_role("button", name="Vraag dit").click()
    expect(desk.get_by_text("Schrijf wat je vraagt.").first).to_be_visible()
    desk.get_by_label("Over welke vraag gaat het?").select_option("reduced.proof")
    desk.get_by_label("Wat vraag je, en waarom?").fill("Bezorg ons het attest.")
    _looked_at(desk, "ask", has_scripts=has_scripts)
    desk.get_by_role("button", name="Vraag dit").click()
    expect(desk.get_by_role("heading", name="Wacht op de aanvrager")).to_be_visible()
    _looked_at(desk, "waiting", has_scripts=has_scripts)
    with acting_for([WINGENE], CLERK):
        question = ApplicationQuestion.objects.get()
    jobs.tell(WINGENE, question.pk, moment=moment_now())


def _grant(desk: Page, *, has_scripts: bool) -> None:
    """The paper is there and the rules grant: the clerk looks, and lets it go."""
    desk.reload()
    desk.get_by_role("link", name="Ken toe").click()
    _looked_at(desk, "grant", has_scripts=has_scripts)
    desk.get_by_role("button", name="Ken toe").click()
    expect(desk.get_by_role("heading", name="Toegekend")).to_be_visible()


def _open_letter(desk: Page) -> None:
    desk.reload()
    desk.get_by_role("link", name="Open het dossier").click()
    letter = desk.get_by_role("link", name="Lees de brief").get_attribute("href")
    opened = desk.request.get(f"{desk.url.partition('/wingene/')[0]}{letter}")
    assert opened.body().startswith(b"%PDF")


def _looked_at(desk: Page, name: str, *, has_scripts: bool) -> None:
    """Look at a page of the desk as axe does, wide and narrow."""
    if not has_scripts:
        return
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 900})
        assert overflow_of(desk) <= 0, (name, width)
        assert faults_of(desk) == [], (name, width)
        if SHOTS:
            path = Path(SHOTS) / f"applications-{name}-{width}.png"
            desk.screenshot(path=str(path), full_page=True)
    desk.set_viewport_size({"width": 1280, "height": 900})


def _decided() -> None:
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    jobs.decide(WINGENE, application.pk, moment=moment_now())
