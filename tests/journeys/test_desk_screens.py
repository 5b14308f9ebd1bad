"""Pages of the desk from sample facts, in states that are rare: in the dark, narrow, no script.

`test_every_desk_page` looks at the real ones, in the light and at usual widths.
"""

import os
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser
from tests.faces.desk.screens import addresses, pages
from tests.factories.serving import browsing
from tests.journeys.pages import faults_of, overflow_of, serving

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
PAGES = sorted(pages.PAGES)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with override_settings(ROOT_URLCONF=addresses.__name__), serving() as place:
        yield f"{place}/screens/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_dark_in_a_wide_and_a_narrow_window(
    chromium: Browser, address: str, name: str
) -> None:
    page = chromium.new_page(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page.goto(f"{address}{name}/")
    wrong = faults_of(page)

    page.set_viewport_size({"width": 320, "height": 900})
    wrong += [f"narrow: {fault}" for fault in faults_of(page)]

    assert (wrong, overflow_of(page)) == ([], 0)
    page.close()


def test_progress_is_followed_without_a_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{address}run-executing/")

    assert page.locator('meta[http-equiv="refresh"]').count() == 1
    assert page.get_by_role("link", name="Refresh").is_visible()
    context.close()


def test_a_wrong_form_is_said_first_and_takes_the_focus(chromium: Browser, address: str) -> None:
    page = chromium.new_page(locale="nl-BE")

    page.goto(f"{address}approve-wrong/")

    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.id").startswith("id_")
    page.close()
