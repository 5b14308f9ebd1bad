"""Residents in a browser without JavaScript, and the provider where they log in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from tests.factories.acting import WINGENE
from tests.factories.log_in_provider import CLIENT, SECRET, FaultyProvider, providing
from tests.factories.residents import LIES, logged_in

from klik.domains.people import ports
from klik.gateways.oidc.asking import Asker
from klik.gateways.oidc.relying import Client as Us
from klik.gateways.oidc.relying import RelyingParty
from klik.ground.clock import moment_now


@contextmanager
def provider_behind_the_port() -> Iterator[FaultyProvider]:
    """Let residents log in at a provider on this machine, for a block."""
    before = ports.identity_provider.service()
    with providing() as provider:
        relying = RelyingParty(provider.issuer, Us(CLIENT, SECRET), Asker(patience_seconds=0.5))
        ports.identity_provider.connect(relying)
        try:
            yield provider
        finally:
            ports.identity_provider.connect(before)


def resident_browser(number: str = LIES, *, nis: str = WINGENE, subject: str = "lies") -> Client:
    """Return a browser in which a resident is logged in, without going by the provider."""
    client = Client()
    started = logged_in(number, nis=nis, subject=subject, moment=moment_now())
    client.cookies[f"klik-{nis}"] = started.token
    return client


def go_and_come_back(client: Client, provider: FaultyProvider, start: str) -> Any:
    """Begin a log-in there, do as the provider does, and return what she gets back here."""
    sent = client.get(start)
    assert sent.status_code == 302, sent.content.decode()
    return client.get(path_of(provider.redirect_for(sent["Location"])))


def path_of(address: str) -> str:
    """Return an address without its host, as a browser of a test asks for it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
