"""An eBox on this machine that errs as a test tells it to: tokens, consents and letters."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, ClassVar, Final

from klik.gateways.ebox.asking import Place

CLIENT, SECRET = "klik-test", "a secret: of tests"
BASIC: Final = "Basic a2xpay10ZXN0OmElMjBzZWNyZXQlM0ElMjBvZiUyMHRlc3Rz"
APPLICATION, MESSAGE_TYPE = "klik:letters", "DECISION"
LIES: Final = "85041795161"  # fictitious
PATIENCE_SECONDS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Fault:
    """What one request gets instead of an answer.

    Attributes:
        status: With which it is answered; 0 cuts the connection.
        headers: That go with it.
        body: That goes with it.
        silent_seconds: How long nothing comes.
        after: Whether the request did its work before.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    silent_seconds: float = 0
    after: bool = False


@dataclass(slots=True)
class FaultyEbox:
    """What it knows, what it was asked, and how it errs.

    Attributes:
        consenting: The numbers of who consents now.
        opened: Whether the recipients ever opened their eBox.
        faults: Per path what the next requests get, in order.
        expires_in: How long a token holds, as it says.
        tokens: That it gave, and that hold.
        asked: The paths, in order.
        letters: What was published, by idempotency key.
        parts: The parts of the last letter, by name.
        url: Its address.
    """

    consenting: set[str] = field(default_factory=lambda: {LIES})
    opened: bool = True
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    expires_in: float = 300
    tokens: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    letters: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[str, tuple[str | None, bytes]] = field(default_factory=dict)
    url: str = ""
    _lock: Lock = field(default_factory=Lock)

    def place(self) -> Place:
        """Return where it is, with little patience."""
        return Place(
            registry=f"{self.url}/registry",
            federation=f"{self.url}/federation",
            token=f"{self.url}/token",
            client_id=CLIENT,
            client_secret=SECRET,
            scope="",
            application=APPLICATION,
            message_type=MESSAGE_TYPE,
            patience_seconds=PATIENCE_SECONDS,
        )

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        """Return status and content of an answer without fault."""
        with self._lock:
            if path == "/token":
                return self._token(headers)
            if headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
                return 401, {"error": "invalid_token"}
            if path == "/federation/citizenEboxConsents/search":
                return 200, self._consents(json.loads(body))
            return self._publish(headers, body)

    def _token(self, headers: Any) -> tuple[int, Any]:
        if headers.get("Authorization") != BASIC:
            return 401, {"error": "invalid_client"}
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return 200, {"access_token": self.tokens[-1], "expires_in": self.expires_in}

    def _consents(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {"eboxId": {"eboxType": "CITIZEN", "eboxIdValue": number}, "consent": True}
            for number in question["eboxIdValueList"]
            if number in self.consenting
        ]

    def _publish(self, headers: Any, body: bytes) -> tuple[int, Any]:
        key = headers["Idempotency-Key"]
        if key in self.letters:
            return 409, {"code": "DUPLICATE"}
        self.parts = _parts(headers["Content-Type"], body)
        self.letters[key] = json.loads(self.parts["messageToPublish"][1])
        said = {"messageId": f"message-{len(self.letters)}"}
        return 201, said if self.opened else said | {"code": "NO_DIGITAL_USER"}


@contextmanager
def ebox_running() -> Iterator[FaultyEbox]:
    """Run one."""
    ebox = FaultyEbox()

    class Handler(_Handler):
        told: ClassVar[FaultyEbox] = ebox

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    ebox.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield ebox
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    told: ClassVar[FaultyEbox]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer, or err."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.told.asked.append(self.path)
        waiting = self.told.faults.get(self.path, [])
        fault = waiting.pop(0) if waiting else None
        if fault is None:
            status, content = self.told.answer(self.path, self.headers, body)
            self._say(status, json.dumps(content).encode(), {})
            return
        if fault.after:
            self.told.answer(self.path, self.headers, body)
        time.sleep(fault.silent_seconds)
        self.close_connection = True
        if fault.status:
            self._say(fault.status, fault.body, fault.headers)

    def _say(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _parts(kind: str, body: bytes) -> dict[str, tuple[str | None, bytes]]:
    read = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found = {}
    for part in read.get_payload():
        assert not isinstance(part, str)
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[str(name)] = (part.get_filename(), content)
    return found
