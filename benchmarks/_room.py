"""How the room of `live_voting.py` speaks HTTP, and what others say of theirs."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

OTHERS: Final = """What others state of theirs (none tells ballots a second):
  OpenSlides 3               votes with up to 2,000 users after tuning (pull request 5375)
  Poll Everywhere            40 or 700 responses per activity, by plan (help page)
  Slido, free                100 participants (e-CLOSE Toolbox)
  Pigeonhole Live, free      500 participants (e-CLOSE Toolbox)
  SpotMe                     2,500 active at once, 5,000 on request (help page)
  Polis                      complaint at about 100 at once (issue 1495)
  SocketCluster meetings     1,500 to 1,800 fine; 5,000 to 7,500 in one room collapsed (issue 161)
  Claper                     states no number"""
_LONGEST: Final = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, its tag, what it took since it was due, and when it ended."""

    status: int
    tag: str
    took_ms: float
    ended: float


async def ask(  # noqa: PLR0913 -- said by name, each but the first three
    port: int,
    method: str,
    path: str,
    *,
    body: str = "",
    cookie: str = "",
    tag: str = "",
    since: float | None = None,
) -> Answer:
    """Ask one thing over a connection of its own.

    Raises:
        OSError: Nobody listens, or the connection broke.
    """
    begun = time.perf_counter() if since is None else since
    async with asyncio.timeout(_LONGEST):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        lines += [f"If-None-Match: {tag}"] if tag else []
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", body]).encode())
        content = await reader.read()
        writer.close()
    head = content.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    found = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
    ended = time.perf_counter()
    status = int(head[0].split(" ")[1]) if head[0] else 0
    return Answer(status, found.get("etag", ""), (ended - begun) * 1000, ended)


async def watch(port: int, path: str, seen: list[tuple[float, int]]) -> None:
    """Watch a stream until cancelled; note when how many ballots were told."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    try:
        while line := await reader.readline():
            _head, _mark, told = line.partition(b"data: ")
            if told:
                seen.append((time.perf_counter(), json.loads(told)["ballots"]))
    finally:
        writer.close()


def percentile(ordered: Sequence[float], part: float) -> float:
    """Return the value below which this part of them lies."""
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])
