"""A browser for tests, and a server of this process for its pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from axe_playwright_python.base import AXE_SCRIPT
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page

CHROMIUM: Final = "/usr/bin/chromium"
# What WCAG 2.2 AA asks, and what axe calls good practice.
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong comes back: all that is right is far longer than the page itself.
_RUN: Final = """
rules => axe.run({ runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })
  .then(found => found.violations)
"""

# What one can press, of which something else lies over the middle, wherever the page is scrolled.
_COVERED: Final = """
() => [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
  .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest(".visually-hidden"))
  .filter(one => {
    one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const place = one.getClientRects()[0];
    if (!place || place.width < 2 || place.height < 2) return false;
    const top = document.elementFromPoint(
      place.left + place.width / 2, place.top + place.height / 2);
    const own = [one, ...(one.labels ?? [])];
    return top && !own.some(each => each.contains(top)) && !top.contains(one);
  })
  .map(one => one.outerHTML.slice(0, 120))
"""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the test says what went wrong."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the pages of this process, and give where."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def faults_of(page: Page) -> list[str]:
    """Return what axe finds wrong with a page: the rule, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:160]}"
        for one in page.evaluate(_RUN, RULES)
        for node in one["nodes"]
    ]


def overflow_of(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    page.wait_for_load_state()  # a click may have begun to lead elsewhere
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def covered_in(page: Page) -> list[str]:
    """Return what can be pressed on a page and lies below something else."""
    page.wait_for_load_state()
    found: list[str] = page.evaluate(_COVERED)
    page.evaluate("window.scrollTo({ top: 0, behavior: 'instant' })")
    return found
