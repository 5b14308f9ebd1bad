"""The stream of a room: what `tallying` sends, pushed to who watches (server-sent events, ASGI).

One follower per room counts, and everybody gets the same bytes. Who finds no place looks now and
then instead: watching never takes from voting, which is answered by other processes.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import Error, close_old_connections

from klik.domains.polls.queries import GatheringNotFound
from klik.faces.hub.live.tallying import FRESH_SECONDS, Sent, sent_of

_PATH: Final = re.compile(r"/hub/zaal/([0-9a-f-]{36})/stroom/")
_BEAT_SECONDS: Final = 15.0
MOST_VIEWERS: Final = 4000
"""Of one process; above that an update would come too late for everybody."""
_HEAD: Final = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_BEAT: Final = b": beat\n\n"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


@dataclass(slots=True)
class _Followed:
    """A room that somebody watches."""

    viewers: int = 0
    sent: Sent | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    follower: asyncio.Task[None] | None = None


class Streams:
    """The application that an ASGI server runs: rooms as streams, and nothing else."""

    def __init__(self, read: Callable[[UUID], Sent] = sent_of, most: int = MOST_VIEWERS) -> None:
        self._read, self._most = read, most
        self._rooms: dict[UUID, _Followed] = {}
        self._readers = ThreadPoolExecutor(2, "streams")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, until its viewer leaves."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        found = _PATH.fullmatch(scope.get("path", ""))
        if found is None or scope.get("method") != "GET":
            await _refuse(send, 404)
        elif sum(one.viewers for one in self._rooms.values()) >= self._most:
            await _refuse(send, 503)
        else:
            await self._stream(UUID(found[1]), receive, send)

    async def _stream(self, gathering: UUID, receive: Receive, send: Send) -> None:
        room = self._rooms.setdefault(gathering, _Followed())
        room.viewers += 1
        try:
            try:
                room.sent = room.sent or await self._now(gathering)
            except GatheringNotFound:
                await _refuse(send, 404)
                return
            if room.follower is None:
                room.follower = asyncio.create_task(self._follow(gathering, room))
            await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
            leaving = asyncio.create_task(_left(receive))
            try:
                await _push(room, leaving, send)
            finally:
                leaving.cancel()
        finally:
            room.viewers -= 1
            if not room.viewers:
                self._rooms.pop(gathering, None)
                if room.follower is not None:
                    room.follower.cancel()

    async def _follow(self, gathering: UUID, room: _Followed) -> None:
        while True:
            await asyncio.sleep(FRESH_SECONDS)
            with suppress(Error, GatheringNotFound):  # the next turn tries again
                sent = await self._now(gathering)
                if room.sent is None or sent.tag != room.sent.tag:
                    room.sent = sent
                    room.changed.set()
                    room.changed = asyncio.Event()

    async def _now(self, gathering: UUID) -> Sent:
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, self._fresh, gathering
        )

    def _fresh(self, gathering: UUID) -> Sent:
        close_old_connections()  # the readers keep theirs, as long as they answer
        return self._read(gathering)


async def _push(room: _Followed, leaving: asyncio.Task[None], send: Send) -> None:
    shown = None
    while not leaving.done():
        changed, sent = room.changed, room.sent
        if sent is not None and sent.tag != shown:
            shown = sent.tag
            await _body(send, b"data: " + sent.body + b"\n\n")
            continue
        waiting = asyncio.create_task(changed.wait())
        done, _ = await asyncio.wait(
            {waiting, leaving}, timeout=_BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        if not done:
            await _body(send, _BEAT)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _body(send: Send, content: bytes) -> None:
    await send({"type": "http.response.body", "body": content, "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
