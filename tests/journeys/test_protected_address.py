"""A clerk protects where somebody lives; from then on a page and a letter ask why she looks."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.desk import at_desk, look
from tests.factories.keys import make_keys
from tests.factories.own_cases import STREET, granted, reference_of
from tests.factories.residents import LIES
from tests.factories.serving import browsing, serving
from tests.ground.letters.pdf_text import text_of

from klik.domains.municipalities.operations import load_municipalities
from klik.faces.ui.houses import forget
from klik.ground.tenancy import Role, acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread


@pytest.fixture
def address(committed: None, tmp_path: Path) -> Iterator[str]:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    forget()
    granted(tmp_path)
    with serving() as found:
        yield found
    forget()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@only_sqlite
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_clerk_protects_an_address_and_is_asked_why_she_looks(
    address: str, chromium: Browser, *, has_scripts: bool
) -> None:
    email = f"bescherming-{has_scripts}@voorbeeld.be".lower()
    page = at_desk(chromium, address, Role.CLERK, email=email, has_scripts=has_scripts)
    reference = reference_of()

    seen = _protected(page, address, has_scripts=has_scripts)
    page.goto(f"{address}/wingene/desk/dossiers/{reference}/gegevens/")
    expect(page.get_by_text("Beschermd adres")).to_be_visible()
    seen += look(page, "case-people-protected", has_scripts=has_scripts)
    letter = f"{address}/wingene/desk/documenten/letter:{reference}/"
    page.goto(letter)
    expect(page.get_by_role("heading", name="Beschermd adres")).to_be_visible()
    assert STREET not in page.content()
    seen += look(page, "letter-protected", has_scripts=has_scripts)

    opened = page.request.get(f"{letter}?purpose=handling").body()
    assert STREET in text_of(opened)
    assert seen == []
    page.context.close()


def _protected(page: Page, address: str, *, has_scripts: bool) -> list[str]:
    page.goto(f"{address}/wingene/desk/loket/")
    page.locator("label", has_text="De inwoner staat aan het loket").click()
    page.get_by_label("Rijksregisternummer").fill(LIES)
    page.get_by_label("Voornaam").fill("Lies")
    page.get_by_label("Familienaam").fill("Voorbeeld-Beek")
    page.get_by_role("button", name="Ga verder met deze inwoner").click()
    page.get_by_text("Niemand mag weten waar deze inwoner woont").click()
    seen = look(page, "counter-protect", has_scripts=has_scripts)
    page.get_by_label("Wie zegt dat?").select_option("authority")
    page.get_by_role("button", name="Bescherm het adres").click()
    expect(page.get_by_role("heading", name="Het adres is beschermd")).to_be_visible()
    return seen + look(page, "counter-protected", has_scripts=has_scripts)
