"""Ask a provider, with little patience: somebody waits for her page."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import urllib3

from klik.gateways.oidc.refusing import ProviderDown

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 6.0
MOST_BYTES: Final = 512 * 1024
_AT_ONCE: Final = 64 * 1024
_HEADERS: Final = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
}
_SERVER_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider answered.

    Attributes:
        status: Of HTTP, below 500.
        content: An object of JSON; empty where it was another thing.
    """

    status: int
    content: Mapping[str, Any] = field(repr=False)

    @property
    def is_well(self) -> bool:
        """Whether it is what was asked for."""
        return self.status == 200 and bool(self.content)  # noqa: PLR2004 -- OK of HTTP


class Asker:
    """Asks addresses of one provider, follows it nowhere else, and gives up in time."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._connections = urllib3.PoolManager(
            retries=False, timeout=urllib3.Timeout(patience_seconds)
        )

    def get(self, address: str, *, bearer: str = "") -> Answered:
        """Return what lies at an address.

        Raises:
            ProviderDown: Nothing came, too late, too much, or a fault of the server.
        """
        return self._ask("GET", address, {"Authorization": f"Bearer {bearer}"} if bearer else {})

    def post(
        self, address: str, form: Mapping[str, str], *, headers: Mapping[str, str]
    ) -> Answered:
        """Return what is answered to a form.

        Raises:
            ProviderDown: As above.
        """
        return self._ask("POST", address, headers, form)

    def _ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None = None,
    ) -> Answered:
        until = time.monotonic() + self._patience
        try:
            response = self._connections.request(
                method,
                address,
                body=urlencode(form) if form is not None else None,
                headers={**_HEADERS, **headers},
                redirect=False,
                preload_content=False,
            )
            try:
                content = _read(response, until)
            finally:
                response.close()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _down(type(error).__name__) from None  # its message may repeat what was sent
        if response.status >= _SERVER_FAULT:
            raise _down(f"status-{response.status}")
        return Answered(response.status, content)


def _read(response: urllib3.BaseHTTPResponse, until: float) -> Mapping[str, Any]:
    read = b""
    while part := response.read1(_AT_ONCE):
        read += part
        if len(read) > MOST_BYTES:
            raise _down("too-large")
        if time.monotonic() > until:
            raise _down("too-slow")
    try:
        found = json.loads(read)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _down(why: str) -> ProviderDown:
    logger.warning("The provider of log-ins does not answer", extra={"why": why})
    return ProviderDown()
