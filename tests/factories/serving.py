"""Klik's pages, served from this process to a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=30_000)  # a machine at work is no fault


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: a test has its own words."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve until the block ends; give the address. Passkeys need the name localhost."""
    application = WSGIHandler()  # it serves its own static files, by the names that pages ask for
    with make_server("127.0.0.1", 0, application, _Server, _Silent) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Debian's chromium, for a block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser
        browser.close()
        _forget_connections()


def _forget_connections() -> None:
    # Beside playwright's loop Django keeps connections of their own, which the next engine of a
    # session of tests would otherwise find again.
    for alias in list(connections.settings):
        connections[alias].close()
        del connections[alias]


def add_authenticator(page: Page, *, checks_holder: bool = True) -> str:
    """Give the browser a device that makes passkeys; return its key."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": checks_holder,
                "isUserVerified": checks_holder,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return str(made["authenticatorId"])
