"""The gallery in a real browser: nothing for axe to find, whatever the colours and the width."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.factories.serving import browsing
from tests.journeys.pages import faults_of, overflow_of, serving

pytestmark = [pytest.mark.journey, pytest.mark.slow]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as place:
        yield f"{place}/ui/gallery/"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.mark.parametrize("house", ["green", "red", "yellow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    chromium: Browser, address: str, width: int, scheme: Any, house: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{address}?house={house}")

    assert faults_of(page) == []
    assert overflow_of(page) == 0
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_the_colours_of_the_reader(
    chromium: Browser, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, forced_colors="active")
    page.goto(address)

    assert faults_of(page) == []
    page.close()


@pytest.mark.parametrize(("width", "size"), [(320, 100), (640, 200), (1280, 200)])
def test_no_page_is_wider_than_its_window(
    chromium: Browser, address: str, width: int, size: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")

    assert overflow_of(page) == 0
    page.close()


def test_a_browser_refuses_nothing_of_ours(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(address)

    assert said == []
    page.close()


def test_whoever_uses_a_keyboard_can_skip_to_the_content(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address.replace("gallery", "nowhere"))

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")

    assert first == "skip"
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
