"""Python closures and DuckDB give equal answers to generated expressions."""

from random import Random

import pytest
from tests.rules.generating.comparing import Comparison, compare
from tests.rules.generating.grammar import ABOUT

from klik.rules.functions import AGGREGATES, FUNCTIONS

A_FEW = 400
ALL = 10_000
IN_EXPRESSIONS = 200
"""Expressions in which every function and operator must have stood."""


def test_the_grammar_speaks_of_every_function() -> None:
    assert set(ABOUT) >= FUNCTIONS.keys() | AGGREGATES


def test_engines_agree_on_a_few_expressions(random_numbers: Random) -> None:
    run = compare(random_numbers, A_FEW)

    assert _shown(run) == []
    assert min(run.shares.values()) > 0.1, run.shown()


@pytest.mark.proof
def test_engines_agree_on_ten_thousand_expressions(
    random_numbers: Random, capsys: pytest.CaptureFixture[str]
) -> None:
    run = compare(random_numbers, ALL)

    with capsys.disabled():
        print(f"\n{run.shown()}")  # noqa: T201 -- what the proof shows
    assert _shown(run) == []
    assert min(run.shares["true"], run.shares["false"]) >= 0.25
    assert run.shares["unknown"] >= 0.10
    assert {name: run.features[name] for name in ABOUT if run.features[name] < IN_EXPRESSIONS} == {}


def _shown(run: Comparison) -> list[str]:
    """Return each expression that differs once, with what the engines said."""
    first = {difference.text: difference for difference in reversed(run.differences)}
    return [
        f"{found.text}: {found.by_python!r} in Python, {found.by_duckdb!r} in DuckDB"
        for found in first.values()
    ][:5]
