"""A resident logs in and out in a real browser, with scripts or not; nothing of her is left."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.engines import only_sqlite
from tests.factories.acting import HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.catalogue import adopt, make_catalogue
from tests.factories.keys import make_keys
from tests.factories.log_in_provider import FaultyProvider
from tests.factories.portal import provider_behind_the_port
from tests.factories.serving import browsing, serving
from tests.journeys.pages import faults_of, overflow_of

from klik.domains.municipalities.operations import load_municipalities, set_house_style
from klik.faces.ui.houses import forget
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
SHOTS = os.environ.get("KLIK_SCREENSHOTS", "")
SCRIPTS = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    make_catalogue()
    adopt()
    forget()
    with serving() as found:
        yield found
    forget()


@pytest.fixture
def provider() -> Iterator[FaultyProvider]:
    with provider_behind_the_port() as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def _browser(chromium: Browser, *, has_scripts: bool) -> BrowserContext:
    return chromium.new_context(locale="nl-BE", java_script_enabled=has_scripts)


def _log_in(page: Page, address: str) -> None:
    page.goto(f"{address}/wingene/mijn/inlog/")
    expect(page).to_have_title("Log in, Wingene")
    page.get_by_role("link", name="Log in bij de overheid").click()
    expect(page).to_have_url(f"{address}/wingene/mijn/inlog/")


@SCRIPTS
def test_a_resident_logs_in_and_out_and_nothing_of_her_is_left(
    address: str, provider: FaultyProvider, chromium: Browser, *, has_scripts: bool
) -> None:
    context = _browser(chromium, has_scripts=has_scripts)
    page = context.new_page()
    _log_in(page, address)
    page.goto(f"{address}/wingene/")
    expect(page.get_by_role("heading", name="Dag Lies")).to_be_visible()

    page.get_by_role("button", name="Log uit").first.click()

    expect(page).to_have_url(f"{address}/wingene/uitgelogd/")
    assert len(provider.endings) == 1
    page.go_back()
    page.go_back()
    expect(page.get_by_text("Lies")).to_have_count(0)
    page.goto(f"{address}/wingene/mijn/inlog/")
    expect(page).to_have_title("Log in, Wingene")
    assert [one["name"] for one in context.cookies() if "klik-3" in one["name"]] == []
    context.close()


@only_sqlite
def test_who_refuses_at_the_provider_begins_again(
    address: str, provider: FaultyProvider, chromium: Browser
) -> None:
    provider.claims = {"given_name": "Lies"}
    page = _browser(chromium, has_scripts=False).new_page()
    page.goto(f"{address}/wingene/inloggen/")
    page.get_by_role("link", name="Log in bij de overheid").click()

    expect(page.get_by_role("alert").filter(has_text="rijks")).to_be_visible()
    provider.claims["rrn"] = "85041795161"
    page.get_by_role("link", name="Log in bij de overheid").click()

    expect(page.get_by_role("heading", name="Dag Lies")).to_be_visible()


@only_sqlite
def test_without_a_connection_the_app_says_so_and_keeps_no_page(
    address: str, provider: FaultyProvider, chromium: Browser
) -> None:
    context = _browser(chromium, has_scripts=True)
    page = context.new_page()
    _log_in(page, address)
    page.goto(f"{address}/wingene/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    devtools = context.new_cdp_session(page)
    faults = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    manifest = devtools.send("Page.getAppManifest")

    context.set_offline(True)
    page.goto(f"{address}/wingene/mijn/inlog/")

    expect(page.get_by_role("heading", name="Er is geen verbinding")).to_be_visible()
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name)"
        ".then(one => one.keys()).then(all => all.map(one => new URL(one.url).pathname)))))"
        ".then(found => found.flat())"
    )
    assert [name for name in kept if not name.startswith("/static/")][:1] == ["/wingene/offline/"]
    assert "/wingene/mijn/inlog/" not in kept
    faults = [one for one in faults if one["errorId"] != "in-incognito"]  # as every test is
    assert (manifest["errors"], faults) == ([], [])
    context.close()


@only_sqlite
def test_every_page_is_clean_at_both_widths(
    address: str, provider: FaultyProvider, chromium: Browser
) -> None:
    context = _browser(chromium, has_scripts=True)
    page = context.new_page()
    faults: list[str] = []

    def look(names: dict[str, str]) -> None:
        for (name, path), width in product(names.items(), (390, 1280)):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(f"{address}{path}")
            faults.extend(f"{name} at {width}: {one}" for one in faults_of(page))
            if overflow_of(page):
                faults.append(f"{name} at {width}: wider than its window")
            if SHOTS:
                page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)

    look(
        {
            "home-visitor": "/wingene/",
            "log-in": "/wingene/inloggen/",
            "log-in-again": "/wingene/inloggen/?opnieuw=1",
            "log-in-ended": "/wingene/inloggen/?geeindigd=1",
            "log-in-lost": "/inloggen/terug/",
            "logged-out": "/wingene/uitgelogd/",
            "offline": "/wingene/offline/",
        }
    )
    provider.claims = {}
    page.goto(f"{address}/wingene/inloggen/")
    page.get_by_role("link", name="Log in bij de overheid").click()
    faults.extend(faults_of(page))
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "log-in-refused-1280.png"), full_page=True)
    provider.claims = {"rrn": "85041795161", "given_name": "Lies", "family_name": "Voorbeeld"}
    _log_in(page, address)
    look({"home-resident": "/wingene/", "my-log-in": "/wingene/mijn/inlog/"})

    assert faults == []
    context.close()
