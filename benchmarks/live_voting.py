"""A room votes and looks on: 1,000 voters in 10 seconds, 1,000 live viewers, 5,000 who poll.

`klik serve` and `klik streams` run as in production; this script is the room. Of the ballots 300 a
second come for 3 seconds, the others before and after. How old a tally is when it comes: since the
first acknowledged ballot that the one before did not count. Afterwards every participant must have
exactly the ballot that was acknowledged last.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from _installation import installation
from _measuring import KLIK, ROOT, load
from _room import (
    OTHERS,
    Answer,
    ask,
    free_port,
    percentile,
    watch,
)

VOTERS, VIEWERS, POLLERS = 1000, 1000, 5000
SECONDS, BURST_SECONDS, BURST_A_SECOND = 10.0, 3.0, 300
POLL_SECONDS, POLL_CONNECTIONS = 3.0, 100
TARGET_ACK_MS, TARGET_AGE_S = 800, 2.0
FORM_KEY = "a" * 32
READY_SECONDS = 60
COUNTED = 302  # led to the page that says so
AT_ONCE = 50  # viewers who come together


@dataclass
class Room:
    """What is asked, who is there, and where.

    Attributes:
        gathering: Its key.
        question: Likewise.
        tokens: Of those present.
        port: Of the pages.
        streams: The port of the streams.
        acknowledged: When each ballot was, in order.
        snapshots: Per viewer, when how many ballots were told.
        answers: To who voted.
    """

    gathering: str
    question: str
    tokens: list[str]
    port: int
    streams: int
    acknowledged: list[float] = field(default_factory=list)
    snapshots: list[list[tuple[float, int]]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def main() -> int:
    """Measure, print, and return an exit code: an error where a ballot is lost or double."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=VOTERS, help=f"default {VOTERS}")
    parser.add_argument("--viewers", type=int, default=VIEWERS, help=f"default {VIEWERS}")
    parser.add_argument("--pollers", type=int, default=POLLERS, help=f"default {POLLERS}")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))  # for the factories of the tests
    print(load())
    with installation():
        from _room_tables import opened_room, wrong_ballots  # noqa: PLC0415 -- its tables wait for Django

        gathering, question, tokens = opened_room(given.voters)
        with _serving() as (port, streams):
            room = Room(gathering, question, tokens, port, streams)
            asyncio.run(_vote_and_watch(room, given.viewers))
            polled = asyncio.run(_poll(room, given.pollers))
        wrong = wrong_ballots(question, tokens)
    _say_votes(room)
    _say_ages(room)
    _say_polls(polled)
    print(OTHERS)
    lost = sum(one.status != COUNTED for one in room.answers)
    print(f"ballots lost, double or other than acknowledged: {wrong}; not acknowledged: {lost}")
    return 1 if wrong or lost else 0


async def _vote_and_watch(room: Room, viewers: int) -> None:
    path = f"/hub/zaal/{room.gathering}/stroom/"
    watching = []
    for number in range(viewers):
        seen: list[tuple[float, int]] = []
        room.snapshots.append(seen)
        watching.append(asyncio.create_task(watch(room.streams, path, seen)))
        if number % AT_ONCE == 0:
            await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    begun = time.perf_counter()
    moments = _arrivals(len(room.tokens))
    await asyncio.gather(
        *(
            _vote(room, token, begun + moment)
            for token, moment in zip(room.tokens, moments, strict=True)
        )
    )
    await asyncio.sleep(3)
    for one in watching:
        one.cancel()
    await asyncio.gather(*watching, return_exceptions=True)


def _arrivals(voters: int) -> list[float]:
    """Return when each ballot comes: a burst in the middle, the others beside it."""
    burst = min(int(BURST_SECONDS * BURST_A_SECOND), voters)
    first = (SECONDS - BURST_SECONDS) / 2
    inside = [first + BURST_SECONDS * number / burst for number in range(burst)]
    beside = [random.uniform(0, SECONDS - BURST_SECONDS) for _each in range(voters - burst)]  # noqa: S311 -- moments
    return inside + [one if one < first else one + BURST_SECONDS for one in beside]


async def _vote(room: Room, token: str, at: float) -> None:
    await asyncio.sleep(max(0.0, at - time.perf_counter()))
    body = f"csrfmiddlewaretoken={FORM_KEY}&answer={1 + hash(token) % 3}"
    cookie = f"klik-zaal={token}; klik-form={FORM_KEY}"
    answer = await ask(
        room.port, "POST", f"/hub/vraag/{room.question}/", body=body, cookie=cookie, since=at
    )
    room.answers.append(answer)
    room.acknowledged.append(answer.ended)


async def _poll(room: Room, pollers: int) -> list[Answer]:
    """Let everybody look once in some seconds, over connections that a cache would keep."""
    path = f"/hub/zaal/{room.gathering}/stand/"
    first = await ask(room.port, "GET", path)
    begun = time.perf_counter()
    moments = [begun + POLL_SECONDS * number / pollers for number in range(pollers)]
    found: list[Answer] = []

    async def look(own: Sequence[float]) -> None:
        for at in own:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            found.append(await ask(room.port, "GET", path, tag=first.tag, since=at))

    await asyncio.gather(*(look(moments[at::POLL_CONNECTIONS]) for at in range(POLL_CONNECTIONS)))
    return found


def _say_votes(room: Room) -> None:
    took = sorted(one.took_ms for one in room.answers)
    spent = max(room.acknowledged) - min(room.acknowledged)
    p95 = percentile(took, 0.95)
    print(
        f"{len(took)} voters in {spent:.1f} s, {BURST_A_SECOND} a second in the burst: "
        f"acknowledged p50 {percentile(took, 0.5):.0f} ms, p95 {p95:.0f} ms "
        f"(target {TARGET_ACK_MS} ms: {'met' if p95 <= TARGET_ACK_MS else 'MISSED'}); "
        f"answers {dict(Counter(one.status for one in room.answers))}"
    )


def _say_ages(room: Room) -> None:
    moments = sorted(room.acknowledged)
    ages = [
        at - moments[before]
        for seen in room.snapshots
        for (_earlier, before), (at, _now) in pairwise(seen)
        if before < len(moments) and at > moments[before]
    ]
    whole = sum(bool(seen) and seen[-1][1] == len(moments) for seen in room.snapshots)
    if not ages:
        print("no tally came to anybody")
        return
    p95 = percentile(sorted(ages), 0.95)
    print(
        f"{len(room.snapshots)} viewers of a stream: tally at most {p95:.2f} s old at p95 "
        f"(target {TARGET_AGE_S} s: {'met' if p95 <= TARGET_AGE_S else 'MISSED'}), "
        f"{whole} saw the last count"
    )


def _say_polls(polled: Sequence[Answer]) -> None:
    took = sorted(one.took_ms for one in polled)
    spent = max(one.ended for one in polled) - min(one.ended for one in polled)
    print(
        f"{len(polled)} who poll, in {spent:.1f} s ({len(polled) / spent:.0f} a second): "
        f"p95 {percentile(took, 0.95):.0f} ms, {dict(Counter(one.status for one in polled))}; "
        "from memory, and 304 where nothing changed"
    )


@contextmanager
def _serving() -> Iterator[tuple[int, int]]:
    ports = free_port(), free_port()
    commands = (("serve", ports[0]), ("streams", ports[1]))
    running = [
        subprocess.Popen(
            [str(KLIK), command, "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ),
        )
        for command, port in commands
    ]
    try:
        for port in ports:
            asyncio.run(_wait_for(port))
        yield ports
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(timeout=60)


async def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            await ask(port, "GET", "/health/")
        except OSError:
            await asyncio.sleep(0.2)
        else:
            return
    sys.exit("klik did not answer")


if __name__ == "__main__":
    sys.exit(main())
