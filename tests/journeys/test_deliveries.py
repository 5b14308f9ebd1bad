"""A clerk delivers a file with three bad rows, sees them with their reasons, and closes the report.

In a real browser, with a script and without; a worker of this process does the checking.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.factories.acting import CLERK, HERENT, OPERATOR, WINGENE
from tests.factories.files import leftovers, on_disk
from tests.factories.keys import make_keys
from tests.factories.log_in import code_of
from tests.factories.people import PASSWORD, SECRET, make_clerk
from tests.factories.registers import agreement_for
from tests.factories.serving import browsing, serving
from tests.factories.trials import SAMPLE
from tests.journeys.pages import faults_of

from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people.models import Remembered
from klik.domains.registers import jobs, queries
from klik.ground.clock import moment_now
from klik.ground.jobs.worker import run_worker
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread


class _Checked:
    """Waits for a page by its title, and lets axe look at it, which needs a script."""

    def __init__(self, page: Page, *, has_script: bool) -> None:
        self._page, self._has_script = page, has_script

    def __call__(self, title: str, *, seconds: int = 5) -> None:
        heading = self._page.get_by_role("heading", level=1).filter(has_text=title)
        expect(heading).to_be_visible(timeout=seconds * 1000)
        assert self.faults() == []

    def faults(self) -> list[str]:
        """Return what axe finds wrong."""
        return faults_of(self._page) if self._has_script else []


@pytest.fixture
def address(committed: None, settings: Any, tmp_path: Path) -> Iterator[str]:
    settings.KLIK_HOME = tmp_path / "var"
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    agreement_for()
    make_clerk(password=PASSWORD, totp_secret=SECRET)
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def desk(request: pytest.FixtureRequest, address: str, chromium: Browser) -> Iterator[Page]:
    """Return a browser at the desk of Wingene, logged in as its clerk."""
    context = chromium.new_context(locale="nl-BE", java_script_enabled=request.param)
    page = context.new_page()
    page.goto(f"{address}/inloggen/")
    page.get_by_label("E-mailadres").fill("an@voorbeeld.be")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("form[action='/inloggen/'] button").click()
    page.get_by_label("Code").fill(code_of(SECRET))
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{address}/wingene/desk/")
    yield page
    context.close()


@pytest.fixture
def check(desk: Page, request: pytest.FixtureRequest) -> _Checked:
    return _Checked(desk, has_script="no-script" not in request.node.name)


def test_three_bad_rows_are_seen_with_their_reasons_and_the_report_is_closed(
    desk: Page, check: _Checked
) -> None:
    check("Niets wacht op jou")

    _send(desk, check)
    check("Het bestand is binnen")
    run_worker(once=True)
    check("3 rijen zijn geweigerd", seconds=15)  # by itself: nobody presses anything
    expect(desk.get_by_text("9 aanvaard + 3 geweigerd")).to_be_visible()
    with acting_for([WINGENE], CLERK):
        delivery = queries.deliveries(WINGENE).get()
        rejects = list(queries.rejected_rows(delivery))
    assert [one.line for one in rejects] == [11, 12, 13]
    for one in rejects:
        expect(desk.get_by_text(one.reason["nl"]).first).to_be_attached()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download de lijst").click()
    assert len(download.value.path().read_text("utf-8-sig").splitlines()) == 4

    desk.get_by_role("link", name="Vandaag").first.click()
    check("2 dingen wachten op jou")
    desk.get_by_role("link", name="1 verslag te sluiten").click()
    desk.get_by_role("link", name="Sluit het verslag").click()
    check("Het verslag van births_sample.csv sluiten?")
    desk.get_by_role("button", name="Sluit het verslag").click()
    check("3 rijen zijn geweigerd")
    expect(desk.get_by_role("heading", name="Het verslag is gesloten")).to_be_visible()
    assert jobs.remove_everywhere(moment_now()) == 1
    assert (len(on_disk()), leftovers()) == (1, [])  # the snapshot


def test_the_same_file_again_leads_to_the_first(desk: Page, check: _Checked) -> None:
    _send(desk, check)
    run_worker(once=True)

    _send(desk, check)

    check("3 rijen zijn geweigerd")
    expect(desk.get_by_role("heading", name="We hadden dit bestand al")).to_be_visible()
    with acting_for([WINGENE], CLERK):
        assert queries.deliveries(WINGENE).count() == 1


def test_a_wrong_file_says_why_and_what_to_do(desk: Page, check: _Checked, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(SAMPLE.read_text(encoding="utf-8").replace("iban;", "iban;shoe_size;", 1))

    _send(desk, check, wrong)

    expect(desk).to_have_title("Fout: Lever een bestand, Wingene")
    expect(desk.get_by_text("Deze kolommen bestaan niet: shoe_size.").first).to_be_visible()
    assert check.faults() == []
    desk.get_by_role("button", name="Verstuur en kijk na").click()
    expect(desk).to_have_title("Fout: Lever een bestand, Wingene")
    assert check.faults() == []
    assert (on_disk(), leftovers()) == ([], [])


def _send(desk: Page, check: _Checked, file: Path = SAMPLE) -> None:
    Remembered.objects.all().delete()
    desk.get_by_role("link", name="Leveringen").first.click()
    check("Leveringen")
    desk.get_by_role("link", name="Lever een bestand").click()
    check("Lever een bestand")
    desk.get_by_label("Bestand").set_input_files(file)
    desk.get_by_role("button", name="Verstuur en kijk na").click()
