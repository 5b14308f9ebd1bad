"""A mother sees a premium that was granted of itself, why, and who used her data."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.own_cases import granted, reference_of
from tests.factories.residents import LIES, logged_in
from tests.factories.serving import browsing, serving
from tests.journeys.pages import faults_of, overflow_of, tab_to

from klik.domains.audit.operations import record_view
from klik.domains.cases.models import Party
from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
SHOTS = os.environ.get("KLIK_SCREENSHOTS", "")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def case(committed: None, tmp_path: Path) -> str:
    """A premium that a run granted to LIES, at which a clerk looked."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    forget()
    granted(tmp_path)
    reference = reference_of()
    with acting_for([WINGENE], CLERK):
        subject = bytes(Party.objects.select_related("decision__case").get().decision.case.subject)
        shown = f"case:{reference}/payment"
        record_view(WINGENE, person=subject.hex(), shown=shown, purpose="check", moment=NOON)
    return reference


@pytest.fixture
def address(case: str) -> Iterator[str]:
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def _page(chromium: Browser, address: str, *, width: dict[str, int], has_scripts: bool) -> Page:
    context = chromium.new_context(
        locale="nl-BE", java_script_enabled=has_scripts, viewport=width  # type: ignore[arg-type]  # -- a size
    )  # fmt: skip
    token = logged_in(LIES, moment=moment_now()).token
    context.add_cookies([{"name": f"klik-{WINGENE}", "value": token, "url": f"{address}/wingene/"}])
    return context.new_page()


def _seen(page: Page, name: str, *, has_scripts: bool) -> None:
    if not has_scripts:
        return
    assert overflow_of(page) <= 0, name
    assert faults_of(page) == [], name
    if SHOTS:
        width = (page.viewport_size or WIDE)["width"]
        page.screenshot(path=str(Path(SHOTS) / f"mine-{name}-{width}.png"), full_page=True)


@only_sqlite
@pytest.mark.parametrize(
    ("width", "has_scripts"),
    [(WIDE, True), (NARROW, True), (NARROW, False)],
    ids=["wide", "phone", "no-scripts"],
)
def test_a_mother_sees_what_was_granted_why_and_who_looked(
    case: str, address: str, chromium: Browser, width: dict[str, int], *, has_scripts: bool
) -> None:
    page = _page(chromium, address, width=width, has_scripts=has_scripts)
    page.goto(f"{address}/wingene/")
    _seen(page, "home", has_scripts=has_scripts)
    page.goto(f"{address}/wingene/mijn/zaken/")
    _seen(page, "cases", has_scripts=has_scripts)
    page.get_by_role("link", name="Geboortepremie").first.click()

    expect(page.get_by_role("heading", name="Waarom krijgt u dit?")).to_be_visible()
    expect(page.get_by_text("U hoefde niets aan te vragen.")).to_be_visible()
    _seen(page, "case", has_scripts=has_scripts)
    page.get_by_role("link", name="Maak bezwaar").click()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Schrijf wat u wilt zeggen").first).to_be_visible()
    _seen(page, "object-wrong", has_scripts=has_scripts)
    page.get_by_label("Waarmee bent u het niet eens?").fill("Het bedrag klopt niet.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Bezwaar ontvangen").first).to_be_visible()
    _seen(page, "case-objected", has_scripts=has_scripts)

    page.get_by_role("link", name="Bekijk wie uw gegevens gebruikte").click()
    expect(page.get_by_text("Om na te kijken voor we betalen").first).to_be_visible()
    _seen(page, "data", has_scripts=has_scripts)
    page.get_by_role("button", name="Ik wil geen automatische toekenning").click()
    expect(page.get_by_role("button", name="Ik wil weer automatische toekenning")).to_be_visible()
    page.goto(f"{address}/wingene/mijn/berichten/")
    expect(page.get_by_text("Wij kregen uw bezwaar").first).to_be_visible()
    _seen(page, "messages", has_scripts=has_scripts)
    page.context.close()


@only_sqlite
def test_the_same_way_is_gone_by_keyboard_alone(case: str, address: str, chromium: Browser) -> None:
    page = _page(chromium, address, width=WIDE, has_scripts=True)
    page.goto(f"{address}/wingene/mijn/zaken/")

    tab_to(page, "Geboortepremie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waarom krijgt u dit?")).to_be_visible()
    tab_to(page, "Bekijk wie uw gegevens gebruikte")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wie uw gegevens gebruikte")).to_be_visible()
    page.context.close()
