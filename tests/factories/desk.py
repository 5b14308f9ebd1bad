"""A member of staff at the desk in a real browser, and what axe says of each page that she sees."""

import os
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page
from tests.factories.acting import WINGENE
from tests.factories.log_in import log_in
from tests.factories.people import PASSWORD, SECRET, make_account
from tests.journeys.pages import covered_in, faults_of, overflow_of

from klik.ground.tenancy import Role

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SHOTS: Final = os.environ.get("KLIK_SCREENSHOTS", "")  # a folder that gets a picture of each page


def at_desk(
    browser: Browser, address: str, *roles: Role, email: str, has_scripts: bool = True
) -> Page:
    """Return a page of a browser in which a fictitious member of staff of Wingene is logged in."""
    [(name, value)] = desk_cookies(*roles, email=email)
    context = browser.new_context(
        locale="nl-BE", viewport=DESK, java_script_enabled=has_scripts, accept_downloads=True
    )
    context.add_cookies([{"name": name, "value": value, "url": address}])
    return context.new_page()


def desk_cookies(*roles: Role, email: str) -> list[tuple[str, str]]:
    """Return the cookie of a fictitious member of staff of Wingene who logged in just now."""
    account = make_account(
        email, password=PASSWORD, totp_secret=SECRET, roles={WINGENE: set(roles)}
    )
    return [("klik", log_in(account).cookies["klik"].value)]


def look(page: Page, name: str, *, has_scripts: bool = True) -> list[str]:
    """Return what axe finds on this page, on a phone and at a desk; axe itself needs scripts."""
    found: list[str] = []
    if not has_scripts:
        return found
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type] -- a plain mapping of two numbers
        if SHOTS:
            _keep_picture(page, name, size["width"])
        found += [f"{name} at {size['width']}: {one}" for one in _wrong(page, size["width"])]
    return found


def _keep_picture(page: Page, name: str, width: int) -> None:
    # In a window as high as the page: what stays at the bottom of a window stands at its end.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png")


def _wrong(page: Page, width: int) -> list[str]:
    over = overflow_of(page)
    covered = [f"covered: {one}" for one in covered_in(page)]
    return [*faults_of(page), *covered, *([f"{over} px too wide at {width}"] if over else [])]
