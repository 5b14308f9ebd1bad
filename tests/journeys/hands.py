"""Hands that walk one journey in three ways: a mouse, a mouse without JavaScript, a keyboard alone.

A journey is written once, in the few words of `Hand`. The keyboard has Tab, Shift+Tab, Enter,
Space, the arrows and letters, and nothing else. It walks every control of each kind of page that
it comes to, and finds fault where focus is not seen, lies behind something, leaves the order of
the page, is held, or does not come by something that a mouse can press.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, ElementHandle, FilePayload, Locator, Page, expect
from tests.factories.desk import look
from tests.journeys.keyboard_stops import STOP, UNREACHED, said_of

WIDE, NARROW = (1280, 900), (390, 844)
MOST_TABS: Final = 250
_NUMBERS: Final = re.compile(r"[^/]*\d[^/]*")
Cookies = Sequence[tuple[str, str]]


class Way(Enum):
    """How a journey is walked."""

    MOUSE = "mouse"
    NO_SCRIPTS = "no-scripts"
    KEYBOARD = "keyboard"


WAYS: Final = pytest.mark.parametrize("way", list(Way), ids=lambda way: way.value)


class Hand(ABC):
    """Somebody before a page, with the words in which a journey is written.

    What is named is named by the words that one reads; a locator stands for what has none of its
    own, such as the first free time of a day.
    """

    def __init__(self, page: Page, way: Way) -> None:
        self.page, self.way = page, way

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def open_again(self) -> None:
        """Ask for the same page anew, as it stands now."""
        self.page.reload()

    def read(self, *words: str) -> None:
        """Wait until the page says each of these."""
        for one in words:
            expect(self.page.get_by_text(one).locator("visible=true").first).to_be_visible()

    def comes_to(self, title: str) -> None:
        """Wait for a page that is headed so."""
        heading = self.page.get_by_role("heading", name=title)
        expect(heading.locator("visible=true").first).to_be_visible()

    def look(self, name: str) -> None:
        """Find nothing wrong with a page as it stands, wide and narrow; keep a picture if asked."""
        if self.way == Way.MOUSE:
            size = self.page.viewport_size
            assert look(self.page, name) == []
            assert size is not None
            self.page.set_viewport_size(size)

    def press(self, name: str | Locator) -> None:
        """Press a link or a button, and come to where it leads."""
        goal = self.pressable(name) if isinstance(name, str) else name.first
        self._come_to(goal)  # by the skip link, which is a navigation too
        with self.page.expect_navigation(wait_until="load"):
            self._press(goal)

    def download(self, name: str) -> bytes:
        """Press a link that gives a file; return its content."""
        goal = self.pressable(name)
        self._come_to(goal)
        with self.page.expect_download() as given:
            self._press(goal)
        return given.value.path().read_bytes()

    def opened(self, name: str | Locator) -> bytes:
        """Return what a link would show, such as a letter, which browsers show in other ways."""
        goal = self.pressable(name) if isinstance(name, str) else name.first
        self._come_to(goal)
        host = re.match(r"\w+://[^/]+", self.page.url)
        assert host is not None
        answer = self.page.request.get(f"{host[0]}{goal.get_attribute('href')}")
        assert answer.ok, (name, answer.status)
        return answer.body()

    def fill(self, **words: str) -> None:
        """Fill in fields by their labels."""
        for label, text in words.items():
            self.fill_in(label, text)

    def fill_in(self, label: str | Locator, words: str) -> None:
        """Fill in one field."""
        self._type(self._field(label), words)

    @abstractmethod
    def choose(self, label: str) -> None:
        """Choose one of several, or tick, what is labelled so."""

    @abstractmethod
    def pick(self, label: str, option: str) -> None:
        """Pick out of a list."""

    @abstractmethod
    def attach(self, file: FilePayload, label: str | None = None) -> None:
        """Add a file in the field labelled so; by default in the only one."""

    def pressable(self, name: str) -> Locator:
        """Return the first link or button that one sees with these words, before that in part."""
        found = self._named(name, exact=True)
        if not found.count():
            found = self._named(name, exact=False)
            found.first.wait_for()
        return found.first

    def _named(self, name: str, *, exact: bool) -> Locator:
        link = self.page.get_by_role("link", name=name, exact=exact)
        button = self.page.get_by_role("button", name=name, exact=exact)
        return link.or_(button).locator("visible=true")

    def _field(self, label: str | Locator) -> Locator:
        if isinstance(label, Locator):
            return label
        found = self.page.get_by_label(label, exact=True)
        return (found if found.count() else self.page.get_by_label(label)).first

    def _file_field(self, label: str | None) -> Locator:
        return self._field(label) if label else self.page.locator("input[type=file]")

    def _come_to(self, goal: Locator) -> None:
        goal.wait_for()

    @abstractmethod
    def _press(self, goal: Locator) -> None: ...
    @abstractmethod
    def _type(self, goal: Locator, words: str) -> None: ...


class Mouse(Hand):
    """A hand that points."""

    def choose(self, label: str) -> None:
        self.page.locator("label", has_text=label).first.click()

    def pick(self, label: str, option: str) -> None:
        self._field(label).select_option(label=option)

    def attach(self, file: FilePayload, label: str | None = None) -> None:
        self._file_field(label).set_input_files(file)

    def _press(self, goal: Locator) -> None:
        goal.click()

    def _type(self, goal: Locator, words: str) -> None:
        goal.fill(words)


class Keyboard(Hand):
    """A hand that has no mouse.

    Attributes:
        faults: What was wrong with the way that focus went, each with its page.
    """

    def __init__(self, page: Page, way: Way) -> None:
        super().__init__(page, way)
        self.faults: list[str] = []
        self._walked: set[str] = set()

    def choose(self, label: str) -> None:
        found = self.page.locator("label", has_text=label).first
        found.wait_for()
        control = found.evaluate_handle("one => one.control").as_element()
        assert control is not None, label
        self._reach(control)
        for _each in range(MOST_TABS):
            if control.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not control.is_checked():
            self.page.keyboard.press("Space")
        assert control.is_checked(), label

    def pick(self, label: str, option: str) -> None:
        field = self._field(label)
        self._come_to(field)
        for _each in range(MOST_TABS):
            if field.evaluate("one => one.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {option!r}.")

    def attach(self, file: FilePayload, label: str | None = None) -> None:
        self._come_to(self._file_field(label))
        # The dialog of the system belongs to no page: its answer is given to what has focus.
        self.page.locator("input[type=file]:focus").set_input_files(file)

    def _press(self, goal: Locator) -> None:
        is_link = goal.evaluate("one => one.localName === 'a'")
        self.page.keyboard.press("Enter" if is_link else "Space")

    def _type(self, goal: Locator, words: str) -> None:
        self._come_to(goal)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def _come_to(self, goal: Locator) -> None:
        goal.wait_for()
        self._reach(goal.element_handle())

    def _reach(self, goal: ElementHandle) -> None:
        """Go to a control as somebody goes who sees where it stands."""
        self.walk()
        if self._where("(one, on) => on === document.body && !!one.closest('main')", goal):
            self._skip_to_the_content()
        is_behind = self._where(
            "(one, on) => !!(on.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING)",
            goal,
        )
        for _each in range(MOST_TABS):
            if self._where(
                "(one, on) => one === on || (one.type === 'radio' && one.name === on.name)", goal
            ):
                return
            self._tab(back=is_behind)
        raise AssertionError(f"The keyboard does not reach {said_of(goal)} on {self.page.url}.")

    def _where(self, asked: str, goal: ElementHandle) -> bool:
        return bool(goal.evaluate(f"one => ({asked})(one, document.activeElement)"))

    def _skip_to_the_content(self) -> None:
        self._tab()
        assert self.page.evaluate("document.activeElement.matches('.skip')"), self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("document.activeElement.matches('main')")

    def walk(self) -> None:
        """Walk by every control of a kind of page that was not walked, and begin again at its top.

        What the page put in focus, as the list of what is wrong, is where the walk begins.
        """
        kind = _NUMBERS.sub("*", self.page.url.partition("?")[0].split("/", 3)[3])
        title = f"{kind} {self.page.title()}"
        if title in self._walked:
            return
        self._walked.add(title)
        is_from_the_top = self._walk_on()["is_top"]
        if not is_from_the_top:
            self._walk_on()
        self.faults += [f"{title}: not reached: {one}" for one in self.page.evaluate(UNREACHED)]

    def _walk_on(self) -> dict[str, Any]:
        """Press Tab until focus leaves the page; return the first stop."""
        first = stop = self._tab()
        for _each in range(MOST_TABS):
            if stop["is_left"]:
                return first
            stop = self._tab()
        raise AssertionError(f"Focus is held on {self.page.url}.")

    def _tab(self, *, back: bool = False) -> dict[str, Any]:
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        stop: dict[str, Any] = self.page.evaluate(STOP, back)
        where = _NUMBERS.sub("*", self.page.url.split("/", 3)[3])
        self.faults += [f"{where}: {stop['said']}: {one}" for one in stop["faults"]]
        return stop


@contextmanager
def hand(
    browser: Browser, way: Way, *, size: tuple[int, int] = WIDE, cookies: Cookies = (), at: str
) -> Iterator[Any]:
    """Give a hand before a browser of its own, which has these cookies at an address."""
    context = browser.new_context(
        locale="nl-BE",
        java_script_enabled=way != Way.NO_SCRIPTS,
        viewport={"width": size[0], "height": size[1]},
        accept_downloads=True,
    )
    context.add_cookies([{"name": name, "value": value, "url": at} for name, value in cookies])
    given = (Keyboard if way == Way.KEYBOARD else Mouse)(context.new_page(), way)
    yield given
    context.close()
    faults = sorted(set(given.faults)) if isinstance(given, Keyboard) else []
    assert not faults, "\n".join(faults)
