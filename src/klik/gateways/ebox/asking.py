"""Ask eBox by HTTP, with a token of OAuth 2.0 for ourselves (RFC 6749, 4.4: client credentials)."""

from __future__ import annotations

import base64
import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from urllib.parse import quote, urlencode

import urllib3

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 20.0
MOST_BYTES: Final = 512 * 1024
_AT_ONCE: Final = 64 * 1024
_RENEWED_BEFORE_SECONDS: Final = 30.0
_SHORTEST_TOKEN_SECONDS, _LONGEST_TOKEN_SECONDS = 1.0, 3600.0
_OK, _UNAUTHORIZED = 200, 401


class EboxDown(Exception):
    """No answer came that can be used: a code for the log, without anything that was said."""

    def __init__(self, trouble: str, *, for_all: bool) -> None:
        """Keep the code, and whether no other letter gets through either."""
        super().__init__(trouble)
        self.trouble = trouble
        self.for_all = for_all


@dataclass(frozen=True, slots=True)
class Place:
    """Where eBox is, and as whom it knows this installation.

    Attributes:
        registry: The address of the Message Registry, without what follows it.
        federation: That of the service that knows consents.
        token: Where a token is had.
        client_id: Our name there.
        client_secret: What proves it.
        scope: What the token is for; empty where the server knows.
        application: As which the registry knows this installation.
        message_type: Under which it files our letters.
        patience_seconds: How long it may be silent.
    """

    registry: str
    federation: str
    token: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    application: str
    message_type: str
    patience_seconds: float = PATIENCE_SECONDS


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered.

    Attributes:
        status: Of HTTP.
        content: JSON as it was read; None where it was something else.
        wait_seconds: What `Retry-After` asks; 0 where it does not, or names a date.
    """

    status: int
    content: Any = field(repr=False)
    wait_seconds: int


class Caller:
    """Asks eBox, follows it nowhere else, gives up in time, and keeps one token."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = Lock()
        self._token, self._until = "", 0.0
        self._connections = urllib3.PoolManager(
            retries=False, timeout=urllib3.Timeout(place.patience_seconds)
        )

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """Return what is answered with our token; one that is refused is asked anew, once.

        Raises:
            EboxDown: Nothing came, too late or too much; or no token is to be had.
        """
        token = self._known_token()
        answered = self._ask(address, body, {**headers, "Authorization": f"Bearer {token}"})
        if answered.status != _UNAUTHORIZED:
            return answered
        self._forget(token)
        token = self._known_token()
        return self._ask(address, body, {**headers, "Authorization": f"Bearer {token}"})

    def _known_token(self) -> str:
        with self._lock:
            if not self._token or time.monotonic() >= self._until:
                self._token, self._until = self._new_token()
            return self._token

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._token = ""

    def _new_token(self) -> tuple[str, float]:
        form = {"grant_type": "client_credentials"}
        if self._place.scope:
            form["scope"] = self._place.scope
        headers = {
            "Authorization": _basic(self._place),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            answered = self._ask(self._place.token, urlencode(form).encode(), headers)
        except EboxDown as down:
            raise EboxDown(down.trouble, for_all=True) from None
        said = answered.content if isinstance(answered.content, Mapping) else {}
        token = said.get("access_token")
        if answered.status != _OK or not isinstance(token, str) or not token.isascii():
            raise _down(f"ebox-token-{answered.status}", for_all=True)
        return token, time.monotonic() + _seconds_of(said)

    def _ask(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        until = time.monotonic() + self._place.patience_seconds
        try:
            response = self._connections.request(
                "POST",
                address,
                body=body,
                headers={"Accept": "application/json", **headers},
                redirect=False,
                preload_content=False,
            )
            try:
                content = _read(response, until)
            finally:
                response.close()
        except urllib3.exceptions.NewConnectionError:
            raise _down("ebox-unreachable", for_all=True) from None
        except urllib3.exceptions.ConnectTimeoutError:
            raise _down("ebox-unreachable", for_all=True) from None
        except urllib3.exceptions.TimeoutError:
            raise _down("ebox-silent", for_all=False) from None
        except (urllib3.exceptions.HTTPError, OSError):
            raise _down(
                "ebox-cut-off", for_all=False
            ) from None  # what it says may repeat what we sent
        return Answered(response.status, content, _wait_of(response.headers.get("Retry-After", "")))


def _read(response: urllib3.BaseHTTPResponse, until: float) -> Any:
    read = b""
    while part := response.read1(_AT_ONCE):
        read += part
        if len(read) > MOST_BYTES:
            raise _down("ebox-too-large", for_all=False)
        if time.monotonic() > until:
            raise _down("ebox-silent", for_all=False)
    try:
        return json.loads(read)
    except ValueError:
        return None


def _down(trouble: str, *, for_all: bool) -> EboxDown:
    logger.warning("eBox gives no answer that can be used", extra={"why": trouble})
    return EboxDown(trouble, for_all=for_all)


def _seconds_of(said: Mapping[str, Any]) -> float:
    lasts = said.get("expires_in")
    if not isinstance(lasts, int | float) or isinstance(lasts, bool):
        return _SHORTEST_TOKEN_SECONDS
    kept = min(float(lasts), _LONGEST_TOKEN_SECONDS) - _RENEWED_BEFORE_SECONDS
    return max(kept, _SHORTEST_TOKEN_SECONDS)


def _wait_of(header: str) -> int:
    text = header.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0  # noqa: PLR2004 -- eleven days are enough


def _basic(place: Place) -> str:
    # RFC 6749, 2.3.1: both parts are encoded as in a form before they are joined.
    joined = f"{quote(place.client_id, safe='')}:{quote(place.client_secret, safe='')}"
    return f"Basic {base64.b64encode(joined.encode()).decode()}"
