"""Processes that vote and note what they were told, for proofs that kill them."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from tests.faults.forks import fork, waited

from klik.domains.polls import operations
from klik.domains.polls.models import Ballot, Participant
from klik.ground.counting.choices import text_of

OPTIONS = (1, 2, 3)
_ANSWER = 0.004  # seconds at most that an acknowledgement is on its way
_PATIENCE = 1.0
_AIMED = 0.7  # which part of the kills comes while a vote is under way
MEANT, TOLD = "?", "!"


@dataclass(slots=True)
class Voter:
    """One process after another with the same participants, and what they wrote down.

    Attributes:
        participants: Nobody else votes for these.
        notes: A line before each vote and one after each acknowledgement; a kill loses none.
        pause: Seconds at most between two votes, so that two cores are enough for all.
        stands: What the tally must say of each: what was acknowledged last, or, where a process
            died with a vote under way, what the table then held of the two that are possible.
    """

    participants: list[Participant]
    notes: Path
    pause: float
    stands: dict[int, str] = field(default_factory=dict)
    pid: int = 0
    acknowledged: int = 0

    def begin(self, question: UUID, seed: int) -> None:
        """Fork, and vote until the question takes no ballots any more."""
        self.notes.write_bytes(b"")
        reading, self.pid = fork(lambda: self._vote(question, Random(seed)))  # noqa: S311 -- draws examples
        os.close(reading)

    def wait_until_voting(self) -> None:
        """Wait until it wrote that it votes, but not for ever."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            last = self.notes.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[2]
            if last.startswith(MEANT.encode()):
                return
            time.sleep(0.0005)

    def kill(self) -> str:
        """Kill with SIGKILL, and return where that was.

        Raises:
            AssertionError: The table holds something else than what may be.
        """
        os.kill(self.pid, signal.SIGKILL)
        status = waited(self.pid)
        assert os.WIFSIGNALED(status), f"it died by itself: {status}"
        return self._settle()

    def end(self) -> None:
        """Wait until it sees by itself that the question closed.

        Raises:
            AssertionError: It failed, or the table holds something else than what it was told.
        """
        status = waited(self.pid)
        assert status == 0, "a voter failed; its traceback stands above"
        self._settle()

    def _settle(self) -> str:
        under_way: tuple[int, str] | None = None
        for line in self.notes.read_text(encoding="ascii").splitlines():
            sign, participant, choice = line.split(" ")
            if sign == MEANT:
                under_way = (int(participant), choice)
            else:
                self.stands[int(participant)], under_way = choice, None
                self.acknowledged += 1
        held = held_of(self.participants)
        place = "between two votes"
        if under_way is not None:
            who, meant = under_way
            place = "voting, before the commit"
            if held.get(who) == meant != self.stands.get(who):
                self.stands[who], place = meant, "voting, after the commit"
        assert held == self.stands, (held, self.stands)
        return place

    def _vote(self, question: UUID, random_numbers: Random) -> None:
        notes = os.open(self.notes, os.O_WRONLY | os.O_APPEND)
        while True:
            who = random_numbers.choice(self.participants)
            size = random_numbers.randint(1, len(OPTIONS))
            choice = random_numbers.sample(OPTIONS, size)
            meant = text_of(tuple(sorted(choice)))
            os.write(notes, f"{MEANT} {who.pk} {meant}\n".encode())
            try:
                told = operations.cast_ballot(question, who, choice)
            except operations.NotOpen:
                return
            time.sleep(random_numbers.uniform(0, _ANSWER))  # the answer is on its way
            os.write(notes, f"{TOLD} {who.pk} {text_of(told)}\n".encode())
            time.sleep(random_numbers.uniform(0, self.pause))


def held_of(participants: list[Participant]) -> dict[int, str]:
    """Return the choice that the table holds of each participant."""
    rows = Ballot.objects.filter(participant__in=participants)
    return dict(rows.values_list("participant_id", "choice"))


def kill_voters(
    voters: list[Voter], question: UUID, *, kills: int, random_numbers: Random
) -> Counter[str]:
    """Let all vote at once, kill one after another at random, and begin each anew.

    Returns:
        Where they died. All vote on when this returns; `Voter.end` waits for each.
    """
    deaths = Counter[str]()
    for voter in voters:
        voter.begin(question, random_numbers.randrange(2**32))
    for _ in range(kills):
        voter = random_numbers.choice(voters)
        if random_numbers.random() < _AIMED:
            voter.wait_until_voting()
            time.sleep(random_numbers.uniform(0, 2 * _ANSWER))
        else:
            time.sleep(random_numbers.uniform(0, 0.05))
        deaths[voter.kill()] += 1
        voter.begin(question, random_numbers.randrange(2**32))
    time.sleep(voters[0].pause)
    return deaths
