"""Sixteen residents at `klik serve` for a minute: my cases, a page of a form, and saving it.

Each is logged in, has 20 cases, 200 messages and an application of her own, and asks the next page
as soon as she has the one before. Beside it, as often, stands the lightest page of the same server,
which asks the database nothing: what it takes is waiting. At the end each application must hold
what was sent last.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from _installation import installation
from _measuring import KLIK, ROOT, load

CLIENTS, SECONDS = 16, 60
PAGE = "betaald"
READY_SECONDS = 60
GOOD = {"GET": 200, "POST": 303}
ALIVE = "/health/"


@dataclass
class Client:
    """One resident: where she is, what each answer took, and what went wrong.

    Attributes:
        port: Of the server.
        resident: Her cookie and her application.
        took: Milliseconds of each answer, by what was asked.
        errors: What went wrong.
        paid: What she answered last, which the server said it kept.
    """

    port: int
    resident: Any
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    paid: int = 0

    def stay(self, until: float) -> None:
        """Go round until then."""
        turn = 0
        while time.monotonic() < until:
            turn += 1
            try:
                self._go_round(turn)
            except (OSError, http.client.HTTPException, LookupError) as error:
                self.errors.append(f"{type(error).__name__}: {error}")

    def _go_round(self, turn: int) -> None:
        page = f"/wingene/aanvragen/{self.resident.reference}/vraag/{PAGE}/"
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        try:
            self._asked(connection, "the lightest page", "GET", ALIVE)
            self._asked(connection, "my cases", "GET", "/wingene/mijn/zaken/")
            shown, cookie = self._asked(connection, "a page of the form", "GET", page)
            paid = 20 + turn % 400
            sent = {
                "csrfmiddlewaretoken": _value_of("csrfmiddlewaretoken", shown),
                "version": _value_of("version", shown),
                "lesson.paid": str(paid),
            }
            self._asked(connection, "saving it", "POST", page, body=urlencode(sent), cookie=cookie)
            self.paid = paid
        finally:
            connection.close()

    def _asked(
        self,
        connection: http.client.HTTPConnection,
        what: str,
        method: str,
        address: str,
        *,
        body: str = "",
        cookie: str = "",
    ) -> tuple[str, str]:
        headers = {"Host": "localhost", "Cookie": f"{self.resident.cookie}; {cookie}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        connection.request(method, address, body=body or None, headers=headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        self.took[what].append((time.perf_counter() - begun) * 1000)
        if answer.status != GOOD[method]:
            raise LookupError(f"{what} answered {answer.status}")
        return content, (answer.getheader("Set-Cookie") or "").partition(";")[0]


def main() -> int:
    """Measure, print, and return an exit code: an error where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"default {SECONDS}")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))  # for the factories of the tests
    print(load())
    with installation() as folder:
        from _clients import residents, saved  # noqa: PLC0415 -- its tables wait for Django

        everybody = residents(folder, CLIENTS)
        with _serving() as port:
            clients = [Client(port, one) for one in everybody]
            _run(clients, given.seconds)
        kept = [str(saved(one.resident.reference).get("lesson.paid")) for one in clients]
    differing = sum(float(found) != one.paid for found, one in zip(kept, clients, strict=True))
    return _say(clients, given.seconds, differing)


@contextmanager
def _serving() -> Iterator[int]:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        port = int(trying.getsockname()[1])
    process = subprocess.Popen(
        [str(KLIK), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("localhost", port, timeout=5)
            connection.request("GET", ALIVE)
            if connection.getresponse().status == GOOD["GET"]:
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("klik serve did not answer")


def _run(clients: list[Client], seconds: int) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.stay, args=(until,)) for one in clients]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _say(clients: list[Client], seconds: int, differing: int) -> int:
    errors = [error for one in clients for error in one.errors]
    total = 0
    for what in clients[0].took:
        times = sorted(took for one in clients for took in one.took[what])
        total += len(times)
        print(
            f"{what:20} {len(times):6} answers, p50 {times[len(times) // 2]:6.0f} ms, "
            f"p95 {times[int(len(times) * 0.95)]:6.0f} ms"
        )
    print(f"{len(clients)} clients, {seconds} s: {total} answers, {total / seconds:.0f} a second")
    print(f"errors: {len(errors)}{''.join(f'{chr(10)}  {one}' for one in errors[:10])}")
    print("each application holds what was sent last" if not differing else "AN ANSWER WAS LOST")
    return 1 if errors or differing else 0


def _value_of(name: str, page: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise LookupError(f"no field {name}")
    return found.group(1)


if __name__ == "__main__":
    sys.exit(main())
