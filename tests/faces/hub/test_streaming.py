"""A stream pushes each new count once to everybody, and turns away whom it has no place for."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from klik.domains.polls.queries import GatheringNotFound
from klik.faces.hub.live import streaming
from klik.faces.hub.live.streaming import Streams
from klik.faces.hub.live.tallying import Sent

ROOM = uuid4()
PATIENCE = 20.0


class Viewer:
    """Somebody who watches: keeps what comes, and leaves when she is told."""

    def __init__(self, streams: Streams, path: str = f"/hub/zaal/{ROOM}/stroom/") -> None:
        self.got: list[Any] = []
        self.status = 0
        self._leaves = asyncio.Event()
        scope = {"type": "http", "method": "GET", "path": path}
        self._task = asyncio.create_task(streams(scope, self._receive, self._send))

    async def until(self, number: int) -> None:
        """Wait until so many counts came."""
        async with asyncio.timeout(PATIENCE):
            while len(self.got) < number:
                await asyncio.sleep(0.005)

    async def ends(self) -> int:
        """Wait for the end of the answer; return its status."""
        await asyncio.wait_for(self._task, PATIENCE)
        return self.status

    async def leave(self) -> None:
        """Close the page."""
        self._leaves.set()
        await self.ends()

    async def _receive(self) -> Any:
        await self._leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        body = message.get("body", b"")
        if body.startswith(b"data: "):
            self.got.append(json.loads(body.removeprefix(b"data: ")))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(streaming, "FRESH_SECONDS", 0.01)
    return


def test_each_new_count_comes_once_to_everybody() -> None:
    counts = Counts()

    async def watch() -> list[list[Any]]:
        streams = Streams(counts.read)
        viewers = [Viewer(streams) for _each in range(20)]
        for number in (1, 2, 3):
            counts.ballots = number
            for viewer in viewers:
                await viewer.until(number)
        for viewer in viewers:
            await viewer.leave()
        return [viewer.got for viewer in viewers]

    got = asyncio.run(watch())

    assert got == [[1, 2, 3]] * 20


def test_nothing_is_read_for_nobody() -> None:
    counts = Counts()

    async def watch() -> int:
        streams = Streams(counts.read)
        viewer = Viewer(streams)
        await viewer.until(1)
        await viewer.leave()
        await asyncio.sleep(0.05)
        before = counts.readings
        await asyncio.sleep(0.1)
        return counts.readings - before

    assert asyncio.run(watch()) == 0


def test_who_finds_no_place_is_told_at_once_and_a_place_that_is_left_is_free() -> None:
    async def watch() -> list[int]:
        streams = Streams(Counts().read, most=2)
        first, second = Viewer(streams), Viewer(streams)
        await first.until(1)
        full = await Viewer(streams).ends()
        await first.leave()
        third = Viewer(streams)
        await third.until(1)
        await second.leave()
        await third.leave()
        return [full, third.status]

    assert asyncio.run(watch()) == [503, 200]


def test_a_room_that_is_not_there_is_not_streamed() -> None:
    def nothing(_gathering: UUID) -> Sent:
        raise GatheringNotFound

    async def watch() -> list[int]:
        streams = Streams(nothing)
        return [await Viewer(streams).ends(), await Viewer(streams, "/hub/").ends()]

    assert asyncio.run(watch()) == [404, 404]


class Counts:
    """What a room counts, as the test sets it."""

    def __init__(self) -> None:
        self.ballots = 1
        self.readings = 0

    def read(self, gathering: UUID) -> Sent:
        """Return the count of now."""
        assert gathering == ROOM
        self.readings += 1
        return Sent(str(self.ballots).encode(), f'"{self.ballots}"')
