"""A parent applies with a proof, leaves halfway, goes on on a phone, is asked one more paper."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.applications import CHILD, PDF, Pool, pool_in
from tests.factories.keys import make_keys
from tests.factories.residents import LIES, logged_in
from tests.factories.serving import browsing, serving
from tests.journeys.pages import faults_of, overflow_of

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationQuestion
from klik.domains.cases.operations import applying
from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

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

    _asked_more()
    phone.goto(phone.url.replace("/ontvangen/", "/"))
    expect(phone.get_by_text("Bezorg ons het attest.")).to_be_visible()
    _seen(phone, "asked", has_scripts=has_scripts)
    phone.locator("input[type=file]").set_input_files(ATTEST)
    phone.get_by_role("button", name="Verstuur uw antwoord").click()
    _decided()
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


def _asked_more() -> None:
    """A worker looks, the rules do not grant, and a clerk asks one more paper."""
    _decided()
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
        assert application.state == "submitted"
        applying.ask_for_more(
            application, words="Bezorg ons het attest.", fact="reduced.proof", moment=moment_now()
        )
        question = ApplicationQuestion.objects.get()
    jobs.tell(WINGENE, question.pk, moment=moment_now())


def _decided() -> None:
    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    jobs.decide(WINGENE, application.pk, moment=moment_now())
