"""Voters are killed at any instant: the tally is the last ballot that each was told is in."""

import os
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random

import pytest
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.polls import draft_of, gather, opened, present
from tests.faults.harness import at_once, show
from tests.faults.voters import OPTIONS, Voter, kill_voters

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Participant, Question
from klik.ground.counting.choices import Kind, Method, choice_in
from klik.ground.counting.methods import count_options
from klik.ground.tenancy import acting_for

PEOPLE_EACH = 3
PAUSE_EACH = 0.005  # seconds


@pytest.fixture
def question(committed: None) -> Question:
    """Give an open question of Wingene to a room."""
    make_keys(WINGENE)
    return opened(gather(), draft_of(Kind.APPROVAL))


@pytest.mark.parametrize(
    ("processes", "kills"),
    [
        pytest.param(4, 12, marks=pytest.mark.slow, id="few"),
        pytest.param(20, 100, marks=pytest.mark.proof, id="proof"),
    ],
)
def test_the_tally_is_the_last_acknowledged_ballot_of_each(
    question: Question, tmp_path: Path, random_numbers: Random, processes: int, kills: int
) -> None:
    voters = [
        Voter(
            present(question.gathering, PEOPLE_EACH),
            tmp_path / f"{number}.notes",
            pause=PAUSE_EACH * processes,
        )
        for number in range(processes)
    ]

    deaths = kill_voters(voters, question.pk, kills=kills, random_numbers=random_numbers)
    with acting_for([WINGENE], EDITOR):  # while all of them vote
        operations.close_question(question.pk, moment=NOON)
    for voter in voters:
        voter.end()

    last = [choice for voter in voters for choice in voter.stands.values()]
    tally = queries.latest_tally(question)
    assert tally is not None
    assert tally.counted == count_options(
        Kind.APPROVAL, Method.APPROVAL, options=OPTIONS, profile=Counter(map(choice_in, last))
    )
    assert tally.ballots == len(last) == Ballot.objects.count()
    told = sum(voter.acknowledged for voter in voters)
    places = "\n".join(f"  {number:5}  {place}" for place, number in sorted(deaths.items()))
    show(
        f"{processes} voters, {kills} killed, {told} ballots acknowledged, {len(last)} people, "
        f"KLIK_SEED={os.environ['KLIK_SEED']}\n{places}"
    )


def test_one_participant_in_many_tabs_has_one_ballot(question: Question) -> None:
    [who] = present(question.gathering)

    def vote(option: int) -> tuple[int, ...]:
        for _ in range(5):
            told = operations.cast_ballot(question.pk, who, [option])
        return told

    told = at_once([lambda: vote(1), lambda: vote(2), lambda: vote(3)])

    assert told == [(1,), (2,), (3,)]
    assert Ballot.objects.count() == 1


def test_a_higher_sequence_never_shows_fewer_ballots(question: Question) -> None:
    halls = [present(question.gathering, 8) for _ in range(3)]

    def vote(people: list[Participant]) -> list[tuple[int, int]]:
        seen = []
        for who in people:
            operations.cast_ballot(question.pk, who, [1])
            tally = operations.take_snapshot(question.pk, moment=NOON)
            seen.append((tally.sequence, tally.ballots))
        return seen

    taken = at_once([partial(vote, people) for people in halls])

    in_order = sorted(one for seen in taken for one in seen)
    ballots = [number for _, number in in_order]
    assert ballots == sorted(ballots)
    assert len({sequence for sequence, _ in in_order}) == len(set(in_order))
    assert in_order[-1][1] == 24
