"""Every page of the portal in a real browser, in every state it has: axe, and nothing too wide.

Its tables of states are held against the addresses that Klik answers: a new page, or a form that is
new on a page, has a state there. A form is sent as it must be refused, and as it is done. With
KLIK_SCREENSHOTS naming a folder, a picture of each state is kept there.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from types import ModuleType
from typing import Any, Final
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.urls import get_resolver, reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route
from tests.engines import only_sqlite
from tests.faces.desk.routing import named_routes
from tests.faces.portal import (
    states_apply,
    states_cases,
    states_entrance,
    states_mine,
    states_signing,
    states_town,
)
from tests.faces.portal.stating import State
from tests.factories.acting import MANAGER, NOON, WINGENE
from tests.factories.applications import pool_in
from tests.factories.desk import look
from tests.factories.portal import resident_browser
from tests.factories.residents import logged_in
from tests.factories.serving import browsing, serving
from tests.factories.towns import found_towns
from tests.journeys.every_page import FORM, NOT_A_PAGE, look_at_place, send

from klik.domains.messages import ports as messages
from klik.domains.municipalities.operations import set_house_style
from klik.domains.people import ports as people
from klik.faces.ui import houses
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

pytestmark = [pytest.mark.journey, pytest.mark.slow]
SUBJECTS: Final = [
    states_apply, states_cases, states_entrance, states_mine, states_signing, states_town,
]  # fmt: skip
STATES: Final = [state for subject in SUBJECTS for state in subject.STATES]
MADE_ONCE: Final[dict[str, Callable[[], Any]]] = {
    "pool_in": pool_in, "premiums": states_cases.premiums, "kind": states_town.kind,
}  # fmt: skip
LOG_IN = "/inloggen/"
BARE_FORM: Final = """
address => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: address });
  document.body.append(form);
  form.submit();
}
"""
FILES: Final = {  # of which a browser shows nothing of ours; test_routes opens them
    "agenda-calendar", "agenda-feed", "appointment-calendar", "case-file", "icon", "letter",
    "manifest", "message-file", "my-data-download", "news-feed", "own-photo", "paper-form",
    "waste-calendar", "worker",
}  # fmt: skip
SAMPLES: Final = {
    "UUIDConverter": UUID(int=1), "IntConverter": 1, "SlugConverter": "a", "StringConverter": "a",
}  # fmt: skip
"""A part of an address of each kind, of nothing that exists."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def address(committed: None, settings: Any, tmp_path: Any) -> Iterator[str]:
    settings.KLIK_HOME = tmp_path / "var"
    settings.KLIK_HOME.mkdir()
    found_towns()
    with acting_for([WINGENE], MANAGER):
        set_house_style(WINGENE, house_colour="#2e7d4f", accent_colour="#f2b632", moment=NOON)
    houses.forget()
    before = {port: port.service() for port in (people.identity_provider, messages.ebox)}
    with serving() as found:
        yield found
    for port, service in before.items():
        port.connect(service)  # type: ignore[arg-type]  # -- what it had
    houses.forget()


class Walk:
    """A browser that goes from state to state, logged in as each asks.

    Attributes:
        page: On which it is.
        address: Of the server.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        """Begin with nobody logged in."""
        self.page: Page = context.new_page()
        self.address = address
        self._who = ""
        self._tokens: dict[str, str] = {}

    def look_at(self, state: State) -> list[str]:
        """Bring a page into its state, and return what axe finds on it."""
        place = f"{self.address}{state.path()}"
        self._become(state.who)
        if state.sent is None:
            found = look_at_place(self.page, place, str(state), status=state.status)
            assert not state.who or LOG_IN not in self.page.url, str(state)  # as who she is
            return found
        if FORM not in {one["name"] for one in self.page.context.cookies()}:
            self.page.goto(f"{self.address}/wingene/meldingen/nieuw/")
        sent = state.sent() if callable(state.sent) else state.sent
        assert send(self.page, place, dict(sent)) == state.status, (str(state), self.page.url)
        return look(self.page, str(state))

    def _become(self, who: str) -> None:
        if who == self._who:
            return
        self._who = who
        self.page.context.clear_cookies()
        if not who:
            return
        if who not in self._tokens:
            self._tokens[who] = logged_in(who, subject=who, moment=moment_now()).token
        self.page.context.add_cookies(
            [
                {
                    "name": f"klik-{WINGENE}",
                    "value": self._tokens[who],
                    "url": f"{self.address}/wingene/",
                }
            ]
        )


@only_sqlite  # how a page looks is the same on both
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.__name__.rpartition("_")[2])
def test_every_page_is_sound_in_every_state(
    address: str, chromium: Browser, subject: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_once(monkeypatch)
    context = chromium.new_context(locale="nl-BE")
    walk = Walk(context, address)

    found = [fault for state in subject.STATES for fault in walk.look_at(state)]

    context.close()
    assert found == []


def test_no_two_states_have_one_picture() -> None:
    names = [str(state) for state in STATES]

    assert {name for name in names if names.count(name) > 1} == set()


@only_sqlite
def test_what_says_that_something_went_wrong_is_sound(address: str, chromium: Browser) -> None:
    page = chromium.new_page(locale="nl-BE")
    found = look_at_place(page, f"{address}/wingene/bestaat-niet/", "error-404", status=404)
    page.context.clear_cookies()
    page.evaluate(BARE_FORM, f"{address}/wingene/meldingen/nieuw/")
    page.wait_for_url("**/meldingen/nieuw/")
    found += look(page, "error-403-csrf")
    for status in (400, 500, 503):  # which need something to break
        page.route("**/kapot/", partial(_break, render_to_string(f"{status}.html")))
        found += look_at_place(page, f"{address}/kapot/", f"error-{status}")
        page.unroute("**/kapot/")

    page.context.close()
    assert found == []


def _break(page: str, route: Route) -> None:
    route.fulfill(body=page, content_type="text/html")


@only_sqlite
@pytest.mark.usefixtures("address")
def test_every_page_and_every_form_has_a_state() -> None:
    opened = {state.name for state in STATES if state.sent is None}
    sent = {state.name for state in STATES if state.sent is not None}
    answers = {
        name: (resident_browser().get(path).status_code, resident_browser().post(path).status_code)
        for name, path in _portal()
        if name not in FILES
    }

    assert {name for name, (page, _) in answers.items() if page != NOT_A_PAGE} - opened == set()
    assert {name for name, (_, form) in answers.items() if form != NOT_A_PAGE} - sent == set()


def _portal() -> Iterator[tuple[str, str]]:
    """Yield the name and an example of every address of the portal."""
    names = [name.removeprefix("portal:") for name in named_routes() if "portal:" in name]
    found = get_resolver().namespace_dict["portal"][1].reverse_dict
    for name in names:
        [(_form, parts)], _pattern, _defaults, converters = found.getlist(name)[0]
        samples = {
            part: "wingene" if part == "municipality" else SAMPLES[type(converters[part]).__name__]
            for part in parts
        }
        yield name, reverse(f"portal:{name}", kwargs=samples)


def _make_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what every state stands on be made once in a test, whichever module asks it."""
    made = {name: cache(make) for name, make in MADE_ONCE.items()}
    for subject in SUBJECTS:
        for name in made.keys() & vars(subject).keys():
            monkeypatch.setattr(subject, name, made[name])
