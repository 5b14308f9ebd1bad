"""Every page of the desk in a real browser, from the table of routes, in every state: axe.

`test_routes` holds that table against the addresses that Klik answers: a page cannot be forgotten.
Each page is looked at while there is nothing to show, and filled; what is sent is sent empty first,
which refuses it or does it, and then as the table says. With KLIK_SCREENSHOTS naming a folder, a
picture of each is kept there.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Browser, Page
from tests.engines import only_sqlite
from tests.faces.desk import (
    routes_applications,
    routes_cases,
    routes_counter,
    routes_deliveries,
    routes_hub,
    routes_hub_rooms,
    routes_payments,
    routes_runs,
    routes_town,
)
from tests.faces.desk.desk_town import browser
from tests.faces.desk.routes import DESK
from tests.faces.desk.routing import Named, Route
from tests.factories.desk import look
from tests.factories.serving import browsing, serving
from tests.factories.towns import found_towns
from tests.journeys.every_page import (
    NOT_A_PAGE,
    NOT_DONE,
    OK,
    assert_is_a_file,
    look_at_place,
    send,
)

from klik.ground.tenancy import Role

pytestmark = [pytest.mark.journey, pytest.mark.slow]
SUBJECTS: Final = [
    routes_applications, routes_cases, routes_counter, routes_deliveries, routes_payments,
    routes_hub, routes_hub_rooms, routes_runs, routes_town,
]  # fmt: skip
MADE_ONCE: Final = {"town", "desk_in", "pool_in", "changed", "event"}
FILES: Final = {  # of which a browser shows nothing of ours

    "adoption-file", "application-file", "application-letter", "batch-file", "blank-adoption",
    "case-message-file", "delivery-rejects", "document", "handout-list",
    "journal-export", "message-file", "open-items-export", "paper-form", "print-contents",
    "print-letters", "read-letter", "report-photo", "run-annex", "run-letter",
}  # fmt: skip
HOME: Final = next(route for route in DESK if route.name == "home")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def address(committed: None, settings: Any, tmp_path: Any) -> Iterator[str]:
    settings.KLIK_HOME = tmp_path / "var"
    settings.KLIK_HOME.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    found_towns()
    with serving() as found:
        yield found


@pytest.fixture
def page(address: str, chromium: Browser) -> Iterator[Page]:
    """Return a page of somebody with every role in Wingene."""
    client = browser(*Role, email="iedereen@voorbeeld.be")
    context = chromium.new_context(locale="nl-BE")
    context.add_cookies(
        [{"name": name, "value": one.value, "url": address} for name, one in client.cookies.items()]
    )
    yield context.new_page()
    context.close()


@only_sqlite  # how a page looks is the same on both
def test_every_page_is_sound_while_there_is_nothing(page: Page, address: str) -> None:
    found: list[str] = []
    for route in DESK:
        with suppress(NoReverseMatch):  # its address names what does not exist yet
            if not route.is_act and route.name not in FILES:
                found += look_at(page, at(address, route, {}), route, "-none")

    assert found == []


@only_sqlite  # how a page looks is the same on both
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.__name__.rpartition("_")[2])
def test_every_page_and_every_answer_is_sound(
    page: Page, address: str, subject: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in MADE_ONCE & set(vars(subject)):
        monkeypatch.setattr(subject, name, cache(vars(subject)[name]))  # one town is enough
    found: list[str] = []
    looks = Counter[str]()

    # Lists stand first in the table: from its end on there is something in them.
    for route in reversed([HOME, *subject.ROUTES]):
        if not route.is_act and route.status == OK:  # or it leads to one that is looked at
            looks[route.name] += 1
            state = f"-{looks[route.name]}" if looks[route.name] > 1 else ""
            found += look_at(page, at(address, route, route.make()), route, state)
    for route in subject.ROUTES:
        if route.is_act:
            found += look_at_answers(page, address, route)

    assert found == []


def at(address: str, route: Route, named: Named) -> str:
    """Return where a route is, with what it asks."""
    place = reverse(f"desk:{route.name}", kwargs={"municipality": "wingene", **named})
    asked = "" if route.is_act else urlencode(what_is_sent(route))
    return f"{address}{place}?{asked}" if asked else f"{address}{place}"


def what_is_sent(route: Route) -> dict[str, Any]:
    """Return what the table sends."""
    return dict(route.sent() if callable(route.sent) else route.sent)


def look_at(page: Page, place: str, route: Route, state: str = "") -> list[str]:
    """Return what axe finds on a page; of a file, nothing but that it is one."""
    if route.name in FILES:
        assert_is_a_file(page, place)
        return []
    return look_at_place(page, place, f"{route.name}{state}")


def look_at_answers(page: Page, address: str, route: Route) -> list[str]:
    """Return what axe finds on what answers an act: refused, where nothing is filled in; done."""
    if route.name in FILES:
        return []
    place = at(address, route, route.make())
    if route.name not in {one.name for one in DESK if not one.is_act}:
        assert page.request.get(place).status == NOT_A_PAGE, route
    sent = what_is_sent(route)
    is_refused = send(page, place, {}) != OK  # which is where an act that was done leads to
    found = look(page, f"{route.name}-{'refused' if is_refused else 'done'}")
    sends_files = any(isinstance(one, UploadedFile) for one in sent.values())
    if is_refused and sent and not sends_files and route.status < NOT_DONE:
        # Anew: what was refused may stand there now, as a page of a form that was saved.
        assert send(page, place, what_is_sent(route)) == OK, route
        found += look(page, f"{route.name}-done")
    return found
