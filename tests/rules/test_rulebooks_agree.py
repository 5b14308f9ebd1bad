"""Whole rulebooks decide alike one by one, as a population, and with their parameters folded in."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from tests.rules.generating import engines
from tests.rules.generating.populations import (
    decide_one_by_one,
    decide_together,
    load_situations,
)
from tests.rules.generating.rulebooks import draw_rulebook, draw_situations

from klik.rules.decider import Decider
from klik.rules.decision import Outcome
from klik.rules.folding import folded_rulebook

SITUATIONS = 100
RULEBOOKS_A_POPULATION = 10
A_FEW, ALL = 30, 400


def test_a_few_rulebooks_decide_alike(random_numbers: Random) -> None:
    _, different = _decided(random_numbers, A_FEW)

    assert different == []


@pytest.mark.proof
def test_four_hundred_rulebooks_decide_alike(
    random_numbers: Random, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes, different = _decided(random_numbers, ALL)

    with capsys.disabled():
        print(f"\n{ALL} rulebooks x {SITUATIONS} situations: {dict(outcomes)}")  # noqa: T201 -- the proof
    assert different == []
    assert set(outcomes) == {str(one) for one in Outcome} - {Outcome.NOT_APPLICABLE}


def test_folding_parameters_changes_no_decision(random_numbers: Random) -> None:
    for _ in range(A_FEW):
        rulebook = draw_rulebook(random_numbers)
        [situation] = draw_situations(random_numbers, 1)
        folded = folded_rulebook(rulebook, situation.parameters)

        plain, after = (Decider(one).decide(situation) for one in (rulebook, folded))

        assert replace(after, values=plain.values, missing=()) == replace(plain, missing=())


def _decided(random: Random, count: int) -> tuple[Counter[str], list[str]]:
    """Return how often each outcome was given, and where the engines differ."""
    outcomes: Counter[str] = Counter()
    different: list[str] = []
    with engines.connect() as connection:
        for place in range(count):
            if place % RULEBOOKS_A_POPULATION == 0:
                situations = draw_situations(random, SITUATIONS)
                load_situations(connection, situations)
            rulebook = draw_rulebook(random)
            one_by_one = decide_one_by_one(rulebook, situations)
            together = decide_together(connection, rulebook)
            outcomes.update(decided.outcome for decided in one_by_one)
            different += [
                f"{[one.when.text for one in rulebook.all_conditions]}: {one} and {other}"
                for one, other in zip(one_by_one, together, strict=True)
                if one != other
            ]
    return outcomes, different[:5]
