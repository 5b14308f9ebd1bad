"""A father of whom one fact is not known answers that one question, and gets his decision."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import publish
from tests.factories.keys import make_keys
from tests.factories.residents import JAN, logged_in
from tests.factories.serving import browsing, serving
from tests.journeys.pages import faults_of, overflow_of, tab_to
from tests.packages.swimming_package import ADOPTION

from klik.domains.cases import jobs
from klik.domains.cases.models import Application
from klik.domains.catalogue import operations as catalogue
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.tasks.models import Task
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
PACKAGE = Path(__file__).parents[1] / "packages" / "one_question"
CHANGES = (
    ("package: zwemlessen", "package: sportbon"),
    ("parameters: {maximum: 60}", "parameters: {}"),
    (
        "articles: {residence: artikel 2, lessons: artikel 3, amount: artikel 4}",
        "articles: {who: artikel 2, amount: artikel 3}",
    ),
)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def adoption(committed: None) -> UUID:
    """A town that gives a voucher, for which one thing is asked."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    forget()
    publish(PACKAGE)
    text = ADOPTION.read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert old in text, old
        text = text.replace(old, new)
    with acting_for([WINGENE], MANAGER):
        found = catalogue.adopt(WINGENE, text.encode(), moment=NOON, file=ADOPTION.name)
    return UUID(str(found.pk))


@pytest.fixture
def address(adoption: UUID) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def _page(chromium: Browser, address: str, *, has_scripts: bool) -> Page:
    context = chromium.new_context(
        locale="nl-BE", java_script_enabled=has_scripts, viewport=PHONE  # type: ignore[arg-type]  # -- a size
    )  # fmt: skip
    token = logged_in(JAN, subject="jan", moment=moment_now()).token
    context.add_cookies([{"name": f"klik-{WINGENE}", "value": token, "url": f"{address}/wingene/"}])
    return context.new_page()


@only_sqlite
@pytest.mark.parametrize("has_scripts", [True, False], ids=["keyboard", "no-scripts"])
def test_a_father_answers_the_one_question_and_gets_his_decision(
    adoption: UUID, address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    page = _page(chromium, address, has_scripts=has_scripts)
    page.goto(f"{address}/wingene/aanvragen/nieuw/{adoption}/")
    _press(page, "Begin uw aanvraag", has_scripts=has_scripts)

    expect(page.get_by_text("Bent u lid van een sportclub?").first).to_be_visible()
    assert page.locator("main fieldset, main .question").count() == 1
    assert page.locator("[name='applicant.insz']").count() == 0
    _look(page, has_scripts=has_scripts)
    _choose(page, has_scripts=has_scripts)
    _press(page, "Sla op en ga verder", has_scripts=has_scripts)
    _say_where_the_letter_goes(page, has_scripts=has_scripts)
    _press(page, "Dien in", has_scripts=has_scripts)
    expect(page.get_by_role("heading", name="Wij hebben uw aanvraag ontvangen")).to_be_visible()

    with acting_for([WINGENE], CLERK):
        application = Application.objects.get()
    jobs.decide(WINGENE, application.pk, moment=moment_now())

    page.goto(f"{address}/wingene/mijn/zaken/")
    _press(page, "Sportbon", has_scripts=has_scripts)
    expect(page.get_by_role("heading", name="U krijgt: Sportbon")).to_be_visible()
    expect(page.get_by_role("heading", name="Waarom krijgt u dit?")).to_be_visible()
    expect(page.get_by_text("U bent lid van een sportclub.").first).to_be_visible()
    _look(page, has_scripts=has_scripts)
    with acting_for([WINGENE], CLERK):
        assert not Task.objects.filter(reason="application").exists()  # nobody had to look
    page.context.close()


def _choose(page: Page, *, has_scripts: bool) -> None:
    if has_scripts:
        tab_to(page, "club.member")
        page.keyboard.press("Space")
    else:
        page.locator("label", has_text="Ja").first.click()


def _say_where_the_letter_goes(page: Page, *, has_scripts: bool) -> None:
    expect(page.get_by_label("Postcode", exact=True)).to_be_visible()
    for label, words in (("Straat en huisnummer", "Kerkstraat 1"), ("Postcode", "8750")):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.type(words)
    page.get_by_label("Gemeente", exact=True).focus()
    page.keyboard.type("Wingene")
    _press(page, "Sla op en ga verder", has_scripts=has_scripts)
    expect(page.get_by_role("button", name="Dien in")).to_be_visible()


def _press(page: Page, word: str, *, has_scripts: bool) -> None:
    """Press what says this: by keyboard alone, or without JavaScript by a click."""
    if has_scripts:
        tab_to(page, word)
        page.keyboard.press("Enter")
    else:
        page.locator("main").locator("a, button").filter(has_text=word).first.click()


def _look(page: Page, *, has_scripts: bool) -> None:
    if has_scripts:
        assert overflow_of(page) <= 0
        assert faults_of(page) == []
