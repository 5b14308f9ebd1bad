"""Twenty processes vote and change ballots, and are killed: the tally tells what was said.

Of each participant the ballot is the last one that was acknowledged; where a process died in the
middle of one, it is that one or the one before. A process tells what it begins and what came back
in a file of its own, which outlives it.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import pytest
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.polls import draft_of, gather, opened, present
from tests.faults.forks import fork, waited
from tests.faults.harness import show

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Participant, Question
from klik.ground.counting.choices import Kind, choice_in, text_of
from klik.ground.tenancy import acting_for

PROCESSES: Final = 20
PEOPLE_EACH: Final = 5
OPTIONS: Final = 3
ROUNDS: Final = pytest.mark.parametrize(
    ("rounds", "ballots"),
    [
        pytest.param(2, 30, marks=pytest.mark.slow, id="few"),
        pytest.param(20, 200, marks=pytest.mark.proof, id="many"),
    ],
)
_LONGEST: Final = 0.6  # seconds until a kill


@dataclass(frozen=True)
class Told:
    """What was told of one participant: the last that came back, and all that began after it."""

    kept: str = ""
    under_way: tuple[str, ...] = ()


@ROUNDS
def test_the_tally_is_the_last_acknowledged_ballot_of_each(
    committed: None, tmp_path: Path, random_numbers: Random, rounds: int, ballots: int
) -> None:
    make_keys(WINGENE)
    question = opened(gather(), draft_of(Kind.RANKING))
    people = present(question.gathering, PROCESSES * PEOPLE_EACH)
    shares = [people[number::PROCESSES] for number in range(PROCESSES)]
    killed = 0

    for turn in range(rounds):
        killed += _vote_and_kill(
            question, shares, tmp_path, random_numbers, turn=turn, ballots=ballots
        )
        _require_what_was_said(question, tmp_path)

    with acting_for([WINGENE], EDITOR):
        operations.close_question(question.pk, moment=NOON)
    _require_what_was_said(question, tmp_path)
    _require_the_tally_of_the_ballots(question)
    told = sum(len(file.read_text().splitlines()) for file in tmp_path.iterdir())
    show(f"{PROCESSES} processes, {rounds} rounds, {killed} killed, {told} lines told")
    assert killed


def _vote_and_kill(
    question: Question,
    shares: Sequence[Sequence[Participant]],
    folder: Path,
    random_numbers: Random,
    *,
    turn: int,
    ballots: int,
) -> int:
    """Let every process vote; kill half of them at any instant. Return how many were killed."""
    running = []
    for number, share in enumerate(shares):
        seed, file = random_numbers.random(), folder / str(number)
        marks, pid = fork(lambda: _vote(question, share, Random(seed), file, ballots))  # noqa: B023, S311 -- it runs at once, in the fork
        os.close(marks)
        running.append(pid)
    doomed = random_numbers.sample(running, PROCESSES // 2)
    for pid in doomed:
        time.sleep(random_numbers.uniform(0, _LONGEST / len(doomed)))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    ends = {pid: waited(pid) for pid in running}
    assert {status for pid, status in ends.items() if pid not in doomed} == {0}, turn
    return sum(os.WIFSIGNALED(status) for status in ends.values())


def _vote(
    question: Question, share: Sequence[Participant], chance: Random, file: Path, ballots: int
) -> None:
    telling = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    for _ballot in range(ballots):
        person = chance.choice(share)
        numbers = chance.sample(range(1, OPTIONS + 1), chance.randint(1, OPTIONS))
        os.write(telling, f"begin {person.pk} {text_of(tuple(numbers))}\n".encode())
        operations.cast_ballot(question.pk, person, numbers)
        os.write(telling, f"back {person.pk} {text_of(tuple(numbers))}\n".encode())


def _require_what_was_said(question: Question, folder: Path) -> None:
    told = {person: one for file in folder.iterdir() for person, one in _told(file).items()}
    kept = dict(Ballot.objects.filter(question=question).values_list("participant_id", "choice"))
    wrong = {
        person: (one, kept.get(person, ""))
        for person, one in told.items()
        if kept.get(person, "") not in {one.kept, *one.under_way}
    }
    assert wrong == {}
    assert set(kept) <= set(told)
    assert Ballot.objects.count() == len(kept)


def _told(file: Path) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for line in file.read_text().splitlines():
        word, person, choice = line.split(" ")
        before = found.get(int(person), Told())
        found[int(person)] = (
            Told(choice) if word == "back" else Told(before.kept, (*before.under_way, choice))
        )
    return found


def _require_the_tally_of_the_ballots(question: Question) -> None:
    tally = queries.latest_tally(question)
    choices = [choice_in(one) for one in Ballot.objects.values_list("choice", flat=True)]
    firsts = Counter(choice[0] for choice in choices)
    assert tally is not None
    counted = {one.option: one.first_choices for one in tally.counted.figures}  # type: ignore[union-attr]  # -- a ranking has figures
    assert tally.ballots == len(choices)
    assert counted == {option: firsts[option] for option in range(1, OPTIONS + 1)}
