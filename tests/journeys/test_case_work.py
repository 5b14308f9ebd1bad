"""A clerk works through the list in a real browser, with a script and without: axe on each page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.engines import only_sqlite
from tests.faces.desk.desk_town import browser, executed, task_of
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.desk import look
from tests.factories.grants import Town
from tests.factories.keys import make_keys
from tests.factories.registers import child
from tests.factories.serving import browsing
from tests.journeys.pages import serving

from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
STILLBORN = {"birth_type": "levenloos", "child_first_names": "", "register": ""}
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Town:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    rows = [
        child(0),
        child(1, iban="", bic=""),
        child(2, **STILLBORN),
        child(3, birth_type="adoptie", event_date=""),
    ]
    return executed(tmp_path, rows)


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with serving() as found:
        yield f"{found}/wingene/desk/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@contextmanager
def desk(
    chromium: Browser, address: str, *roles: Role, scripts: bool = True, email: str = ""
) -> Iterator[Page]:
    """Give a page of a browser in which somebody with these roles is logged in."""
    client = browser(*roles, email=email or "an@voorbeeld.be")
    context = chromium.new_context(locale="nl-BE", java_script_enabled=scripts)
    place = address.partition("/wingene/")[0]
    context.add_cookies(
        [{"name": name, "value": one.value, "url": place} for name, one in client.cookies.items()]
    )
    yield context.new_page()
    context.close()


@WITH_AND_WITHOUT
def test_an_account_is_given_by_finance(
    chromium: Browser, town: Town, address: str, *, scripts: bool
) -> None:
    with desk(chromium, address, Role.CLERK, Role.FINANCE, scripts=scripts) as page:
        page.goto(f"{address}werklijst/?reden=account")
        page.locator("tbody").get_by_role("link", name="Geen rekeningnummer").click()
        page.get_by_label("Naam van de rekening").fill("Ouder Voorbeeld")
        page.get_by_label("Rekeningnummer (IBAN)").fill("BE68 5390 0754 7035")
        page.get_by_role("button", name="Bewaar de rekening").click()
        expect(page).to_have_title(
            f"Fout: Geen rekeningnummer, {task_of(town, 'account').about}, Wingene"
        )
        page.locator(".errors a").first.click()
        # The one on which this parent is paid for another child: else the payment is held a while.
        page.get_by_label("Rekeningnummer (IBAN)").fill(child(0)["iban"])
        page.get_by_role("button", name="Bewaar de rekening").click()

        expect(page.get_by_text("De rekening is bewaard.")).to_be_visible()

    assert {one.state for one in town.effects().orders} == {"ready"}


@WITH_AND_WITHOUT
def test_a_bereaved_family_gets_a_letter_that_two_people_saw(
    chromium: Browser, town: Town, address: str, *, scripts: bool
) -> None:
    with desk(chromium, address, Role.CLERK, scripts=scripts) as page:
        page.goto(f"{address}werklijst/")
        page.locator("tbody").get_by_role("link", name="Iemand overleed").click()
        expect(page.get_by_role("link", name="Open de brief zoals hij zou")).to_be_visible()
        page.get_by_label("Tekst van de brief").fill("Beste ouder,\n\nWij denken aan u.")
        page.get_by_role("button", name="Ik las de brief").click()

        expect(page.get_by_role("heading", name="Gelezen, en wacht op")).to_be_visible()

    assert task_of(town, "bereavement").state == "open"


@WITH_AND_WITHOUT
def test_a_case_is_found_and_read_to_its_letter(
    chromium: Browser, town: Town, address: str, *, scripts: bool
) -> None:
    with desk(chromium, address, Role.CLERK, scripts=scripts) as page:
        page.goto(f"{address}dossiers/")
        page.get_by_label("Kenmerk of rijksregisternummer").fill("26.01.05-903.14")
        page.get_by_role("button", name="Zoek").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("krijgt 100")
        assert "26.01.05" not in page.url
        letter = page.get_by_role("link", name="Lees de brief").get_attribute("href")
        page.get_by_role("link", name="Mensen").click()
        expect(page.get_by_text("26.01.05-903.14")).to_have_count(0)
        page.get_by_role("button", name="Toon voluit").click()

        expect(page.get_by_text("26.01.05-903.14").first).to_be_visible()
        answer = page.request.get(f"{address.partition('/wingene/')[0]}{letter}")
        assert answer.body().startswith(b"%PDF")


@only_sqlite  # how a page looks is the same on both
def test_a_wrong_regulation_is_refused_soundly(chromium: Browser, town: Town, address: str) -> None:
    wrong = FilePayload(name="wingene.yaml", mimeType="application/yaml", buffer=b"format: x\n")
    with desk(chromium, address, Role.REGULATION_MANAGER) as page:
        page.goto(f"{address}reglementen/invoeren/")
        page.get_by_label("Bestand van het reglement").set_input_files(wrong)
        page.get_by_role("button", name="Kijk na en voer in").click()

        expect(page).to_have_title("Fout: Voer een reglement in, Wingene")
        assert look(page, "adopt-wrong") == []


@only_sqlite  # how a page looks is the same on both
def test_a_colour_shows_its_contrast_while_one_chooses(
    chromium: Browser, town: Town, address: str
) -> None:
    with desk(chromium, address, Role.REGULATION_MANAGER) as page:
        page.goto(f"{address}huisstijl/")
        page.get_by_label("Huiskleur").fill("#ffd400")

        expect(page.get_by_role("heading", name="Te licht voor witte tekst")).to_be_visible()
        assert look(page, "house-style-light") == []
    with desk(
        chromium, address, Role.REGULATION_MANAGER, scripts=False, email="bea@voorbeeld.be"
    ) as page:
        page.goto(f"{address}huisstijl/")
        page.get_by_label("Huiskleur").fill("#ffd400")
        page.get_by_role("button", name="Probeer zonder te bewaren").click()
        expect(page.get_by_role("heading", name="Te licht voor witte tekst")).to_be_visible()
        page.get_by_role("button", name="Bewaar deze kleuren").click()

        expect(page.get_by_text("De huisstijl is bewaard.")).to_be_visible()
