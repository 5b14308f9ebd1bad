"""The server behind `klik serve`: granian, with its dangers taken out. Import it after Django."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces

from klik.ground.logs import hook_uncaught
from klik.ground.parents import name_as_parent
from klik.ground.refusals import Refusal

THREADS = 4  # a process holds more connections to PostgreSQL than that
GRACE_SECONDS = 30
STREAMS_AT_ONCE = 8192  # more than a process of streams takes: it says itself when it is full
STREAM_GRACE_SECONDS = 3  # who watches comes back, or looks now and then


class PortTaken(Refusal):
    """Somebody listens here already."""


def serve_pages(
    address: str, port: int, *, processes: int, announce: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        PortTaken: Another program, or another `klik serve`, listens at this port.
    """
    require_free(address, port)
    hook_uncaught()
    name_as_parent()
    module, _, name = settings.WSGI_APPLICATION.rpartition(".")
    server = Granian(
        f"{module}:{name}",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        log_dictconfig=settings.LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    )
    shown = f"http://{_shown(address)}:{port}"
    announce(f"Serving {shown}/ for {', '.join(settings.ALLOWED_HOSTS)}")
    announce(f"Whether all is well: {shown}/health/ready/")
    server.serve()


def serve_streams(address: str, port: int, *, announce: Callable[[str], None]) -> None:
    """Push what rooms count to who watches, until SIGTERM or SIGINT.

    Raises:
        PortTaken: Another program, or another `klik streams`, listens at this port.
    """
    require_free(address, port)
    hook_uncaught()
    name_as_parent()
    module, _, name = settings.ASGI_APPLICATION.rpartition(".")
    server = Granian(
        f"{module}:{name}",
        address=address,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        backlog=STREAMS_AT_ONCE,
        backpressure=STREAMS_AT_ONCE,
        websockets=False,
        log_dictconfig=settings.LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=STREAM_GRACE_SECONDS,
    )
    announce(f"Streaming rooms at http://{_shown(address)}:{port}/hub/zaal/")
    server.serve()


def require_free(address: str, port: int) -> None:
    """Return silently where nobody listens.

    Granian shares its port (SO_REUSEPORT), so a second instance would start without a word and
    take half of the requests.

    Raises:
        PortTaken: Somebody does, or this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((address, port))
            trying.listen()
        except (OSError, OverflowError) as error:
            raise PortTaken(_why(error, address, port)) from None


def _why(error: Exception, address: str, port: int) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return f"Port {port} of {address} is taken. End what listens there, or name another --port."
    if code == errno.EACCES:
        return f"Port {port} may be used by root only. Name one from 1024 on with --port."
    return f"{address}:{port} cannot be listened at: {error}. Name an address of this machine."


def _shown(address: str) -> str:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 -- only read
    return f"[{address}]" if ":" in address else address
