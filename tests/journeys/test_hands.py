"""The keyboard finds fault with pages on which a keyboard is not enough."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.factories.serving import browsing
from tests.journeys.hands import Keyboard, Way

pytestmark = [pytest.mark.journey, pytest.mark.slow]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop in this thread
PAGE = """<!doctype html><title>Voorbeeld</title><style>:focus-visible { outline: 3px solid red }
a { outline-offset: 2px }</style><a class="skip" href="#main">Ga naar de inhoud</a>
<main id="main" tabindex="-1"><p><a href="/een">Een</a></p><p><a href="/twee">Twee</a></p>%s</main>
"""
FAULTS = {
    "<style>a { outline: none !important }</style>": "focus is not seen",
    "<p style='position: fixed; inset: 0; background: #fff'>Dit ligt over alles.</p>": "behind",
    "<p><a href='/voor' tabindex='1'>Voor</a></p>": "leaves the order of the page",
    "<style>main { display: flex; flex-direction: column-reverse }</style>": "focus goes up",
    "<p onclick='go()'>Alleen met een muis</p>": "not reached: p",
    "<p><a href='/nooit' tabindex='-1'>Nooit</a></p>": "not reached: a",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.mark.parametrize(("wrong", "fault"), [("", ""), *FAULTS.items()])
def test_a_keyboard_says_what_is_wrong(chromium: Browser, wrong: str, fault: str) -> None:
    page = chromium.new_page()
    page.route("**/*", lambda route: route.fulfill(body=PAGE % wrong, content_type="text/html"))
    keyboard = Keyboard(page, Way.KEYBOARD)
    keyboard.open("http://voorbeeld.example/een/twee")

    keyboard.walk()

    assert [one for one in keyboard.faults if fault not in one] == []
    assert bool(keyboard.faults) is bool(fault)
    page.close()


def test_a_keyboard_does_not_leave_a_trap(chromium: Browser) -> None:
    page = chromium.new_page()
    trap = "<script>document.onkeydown = press => press.key === 'Tab' && press.preventDefault()"
    page.route(
        "**/*",
        lambda route: route.fulfill(body=PAGE % f"{trap}</script>", content_type="text/html"),
    )
    keyboard = Keyboard(page, Way.KEYBOARD)
    keyboard.open("http://voorbeeld.example/een/twee")
    page.locator("a").nth(1).focus()

    with pytest.raises(AssertionError, match="Focus is held"):
        keyboard.walk()
    page.close()
