"""Serves the demonstration: pages and background work, until somebody stops it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from klik.faces.cli.demonstration.providing import provider_command
from klik.faces.cli.serving import PortTaken, require_free
from klik.ground.refusals import Refusal

_ADDRESS = "127.0.0.1"
_KLIK = (sys.executable, "-m", "klik.site.main")
_PORTS_TRIED = 20
_LOOK_SECONDS = 0.5
_END_SECONDS = 15
_START_SECONDS = 30
Announce = Callable[[int], None]


class DemoEnded(Refusal):
    """Pages or background work ended by themselves."""


def serve_until_stopped(home: Path, port: int, *, announce: Announce) -> None:
    """Serve pages, log-in and background work until Ctrl+C, SIGTERM, or until one of them ends.

    Args:
        home: The folder of the demonstration, where all add to one log.
        port: Where pages are; the next free one where it is taken. Log-in is after that.
        announce: Told the port once pages are served.

    Raises:
        PortTaken: This port and the ones after it are taken.
        DemoEnded: Pages or background work ended by themselves.
    """
    free, log = _free_port(port), home / "demo.log"
    aside = _free_port(free + 1)
    with (
        _until_stopped() as stopped,
        log.open("ab") as written,
        _providing(written, provider_command(home, port=aside, pages_port=free)) as provider,
        _started(written, *_KLIK, "serve", "--port", str(free)) as pages,
        _started(written, *_KLIK, "worker") as work,
    ):
        _wait_for(free, pages)
        if provider is not None:
            _wait_for(aside, provider)
        announce(free)
        while not stopped() and pages.poll() is None and work.poll() is None:
            time.sleep(_LOOK_SECONDS)
        if not stopped():
            raise DemoEnded(f"The demonstration ended by itself; {log.name} says why.")


def _free_port(port: int) -> int:
    for candidate in range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            require_free(_ADDRESS, candidate)
        except PortTaken:
            continue
        return candidate
    raise PortTaken(f"Ports {port} to {port + _PORTS_TRIED - 1} are taken. Name another --port.")


@contextmanager
def _providing(log: BinaryIO, command: list[str]) -> Iterator[subprocess.Popen[bytes] | None]:
    """Let residents log in during the block; without a command they cannot."""
    with _started(log, *command) if command else nullcontext() as provider:
        yield provider


@contextmanager
def _started(log: BinaryIO, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    # A session of its own: Ctrl+C reaches this process alone, which ends the others in order.
    with subprocess.Popen(  # noqa: S603 -- our own command
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as trying:
            if trying.connect_ex((_ADDRESS, port)) == 0:
                return
        time.sleep(_LOOK_SECONDS / 5)


@contextmanager
def _until_stopped() -> Iterator[Callable[[], bool]]:
    """Give what says whether somebody asked to stop; asked from the first moment on."""
    stopped = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: stopped
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
