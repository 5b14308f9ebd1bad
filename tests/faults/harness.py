"""Kill work at random instants, in a process of its own, and see what it leaves.

How to use it, in a test that asks for the fixture `committed` (both engines):

    @pytest.mark.parametrize("kills_each", counts(2, sections=2))
    def test_a_killed_run_leaves_one_letter(committed, random_numbers, monkeypatch, kills_each):
        prepare()                                          # everything that is slow: once
        killer = Killer(random_numbers, sections=("chunk", "rendering"), kills_each=kills_each)
        watch(monkeypatch, "chunk", operations, "decide_chunk")
        watch(monkeypatch, "rendering", rendering, "render_letters")

        for _ in killer.rounds():                          # until each section had its kills
            reset()                                        # optional: else each round goes on
            killer.kill(lambda: run_worker(once=True))     # forks, kills with SIGKILL
            finish(lambda: run_worker(once=True))          # forks, lets it end
            assert forked(counts) == EXPECTED              # look from a fork, or from here

        show(killer.histogram())

- The work runs in a fork of this process (2 ms; starting Django takes 400). Before each fork every
  database connection of this process is closed, so that no two processes share one; afterwards it
  opens its own again. Start no thread before the fork, and hold no transaction.
- A *section* is what happens inside a function that `watch` wrapped: the wrapper tells through a
  pipe that it was entered and left. Production code holds no hook. For a stretch between two
  functions use `watch(..., stretch=0.01, after=True)`: it holds the work for a moment before the
  call, or after it returned, and that moment is the section.
- Half of the kills aim at the section that lacks most: at a random instant after the work entered
  it, by as much as it usually takes. The others come at any instant since the start. What
  counts is where the work died, as the pipe tells. A round that ended before its kill counts
  as "ended before".
- `@pytest.mark.parametrize("kills_each", counts(2, sections=5))` runs a test twice: with few kills
  a section, marked `slow`, and under `make proof` with 200 over all sections and both engines;
  1,000 where a test asks for them.
- `at_once([work, work])` lets works race, each in a fork of its own, and returns their answers.
- The seed is that of the run (`KLIK_SEED`), printed in the histogram. A kill is a race against a
  clock: the same seed draws the same instants, it does not promise the same deaths.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median
from typing import Any, Final

import pytest
from tests.faults.forks import (
    DiedByItself,
    Marks,
    at_once,
    finish,
    fork,
    forked,
    inside,
    waited,
    watch,
)

__all__ = [
    "DiedByItself",
    "Killer",
    "at_once",
    "counts",
    "finish",
    "forked",
    "inside",
    "show",
    "watch",
]

PROOF_KILLS: Final = 200
ENGINES: Final = 2
ELSEWHERE: Final = "between the sections"
ENDED: Final = "ended before"
_MOST_ROUNDS_A_KILL = 40
_FIRST_WAIT, _FIRST_AIM = 0.2, 0.002  # seconds, before anything was seen
_REMEMBERED = 50


def counts(few: int, *, sections: int, kills: int = PROOF_KILLS) -> list[Any]:
    """Return what to parametrize `kills_each` with: few, slow; and `kills` over all in a proof.

    Over all means over all sections, and over both engines: a test asks for them once each.
    """
    return [
        pytest.param(few, marks=pytest.mark.slow, id=f"{few}-each"),
        pytest.param(kills // (ENGINES * sections), marks=pytest.mark.proof, id="proof"),
    ]


class Killer:
    """Forks work, kills it, and counts where it died."""

    def __init__(
        self,
        random_numbers: Random,
        *,
        sections: Sequence[str],
        kills_each: int,
        also: Sequence[str] = (),
        aimed: float = 0.5,
        first_entries: int = 1_000,
    ) -> None:
        """Begin to count.

        Args:
            random_numbers: Draws the instants.
            sections: Where to kill.
            kills_each: How often in each of them.
            also: Sections that are counted and not aimed at.
            aimed: Which part of the kills aims at a section; the others come at any instant.
            first_entries: An aimed kill comes at one of so many first entries of a section.
        """
        self.deaths: Counter[str] = Counter()
        self._random, self._aimed = random_numbers, aimed
        self._first_entries = first_entries
        self._sections, self._also = tuple(sections), tuple(also)
        self.kills_each = kills_each
        self._longest = 0.0  # that a round was seen to live
        self._took: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
        self._entries: Counter[str] = Counter()  # how often a round entered each, at most
        self._rounds = 0

    def rounds(self) -> Iterator[int]:
        """Yield until each section had its kills.

        Raises:
            AssertionError: A section is hardly ever reached: the test proves less than it says.
        """
        most = _MOST_ROUNDS_A_KILL * self.kills_each * max(len(self._sections), 1)
        while self._lacking():
            assert self._rounds < most, f"too few kills where they were meant:\n{self.histogram()}"
            self._rounds += 1
            yield self._rounds

    def kill(self, work: Callable[[], object]) -> str:
        """Fork, run `work`, kill it at a random instant; return the section where it died."""
        aim = (
            self._lacking_most() if self._random.random() < self._aimed or not self._longest else ""
        )
        reading, pid = fork(work)
        try:
            place = self._kill(pid, reading, aim)
        finally:
            os.close(reading)
        self.deaths[place] += 1
        return place

    def histogram(self) -> str:
        """Return where the work died, one section a line, with the seed."""
        seed = os.environ.get("KLIK_SEED", "?")
        lines = [f"{sum(self.deaths.values())} rounds, KLIK_SEED={seed}"]
        for name in (*self._sections, *self._also, ELSEWHERE, ENDED):
            lines.append(f"  {self.deaths[name]:5}  {name}")
        return "\n".join(lines)

    def _lacking(self) -> list[str]:
        return [one for one in self._sections if self.deaths[one] < self.kills_each]

    def _lacking_most(self) -> str:
        lacking = self._lacking()
        return min(lacking, key=lambda one: self.deaths[one]) if lacking else ""

    def _usual(self, section: str) -> float:
        """Return how long a section usually takes: one slow time must not spoil every aim."""
        return median(self._took[section]) if self._took[section] else _FIRST_AIM

    def _kill(self, pid: int, reading: int, aim: str) -> str:
        marks = Marks(reading)
        if aim:
            entries = self._random.randint(1, min(max(self._entries[aim], 1), self._first_entries))
            reached = marks.wait_for(aim, entries)
            wait = self._random.uniform(0, self._usual(aim)) if reached else 0.0
        else:
            wait = self._random.uniform(0, self._longest or _FIRST_WAIT)
        marks.read_for(wait)
        os.kill(pid, signal.SIGKILL)
        status = waited(pid)
        marks.read_rest()
        self._entries |= marks.entries
        for name, seconds in marks.took.items():
            self._took[name].append(seconds)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            self._longest = max(self._longest, time.monotonic() - marks.began)
            return marks.inside[-1] if marks.inside else ELSEWHERE
        if os.WEXITSTATUS(status):
            raise DiedByItself(f"The work ended with exit code {os.WEXITSTATUS(status)}.")
        return ENDED


def show(text: str) -> None:
    """Print what a proof writes down; pytest shows it with -s, or where the test fails."""
    print(f"\n{text}")  # noqa: T201 -- what the proof shows
