"""The comparison of the engines finds a lowering that plain SQL would have written."""

from collections.abc import Callable
from random import Random

import pytest
from tests.rules.generating.comparing import compare
from tests.rules.planting.faults import AGGREGATES, FORMS, FUNCTIONS, Fault, plain_aggregate

from klik.rules import functions, syntax
from klik.rules.duckdb import aggregates, calls
from klik.rules.duckdb.emitting import Sql
from klik.rules.duckdb.lowering import LOWERINGS, Lowering

ENOUGH = 4000
pytestmark = pytest.mark.slow


def test_a_fault_is_planted_in_every_function_and_aggregate() -> None:
    planted = {function for function, _, _ in FUNCTIONS} | set(AGGREGATES)

    assert planted == functions.FUNCTIONS.keys() | functions.AGGREGATES


@pytest.mark.parametrize(
    ("function", "fault"),
    [pytest.param(function, fault, id=f"{function}: {why}") for function, why, fault in FUNCTIONS],
)
def test_a_fault_in_a_function_is_found(
    monkeypatch: pytest.MonkeyPatch, random_numbers: Random, function: str, fault: Fault
) -> None:
    monkeypatch.setitem(calls.CALLS, function, fault)

    assert _found(random_numbers, function)


@pytest.mark.parametrize(
    ("form", "node", "fault"),
    [pytest.param(form, node, fault, id=f"{form}: {why}") for form, why, node, fault in FORMS],
)
def test_a_fault_in_a_form_is_found(
    monkeypatch: pytest.MonkeyPatch,
    random_numbers: Random,
    form: str,
    node: type,
    fault: Callable[[Lowering, syntax.Node], Sql],
) -> None:
    monkeypatch.setitem(LOWERINGS, node, fault)

    assert _found(random_numbers, form)


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_an_aggregate_that_skips_what_is_unknown_is_found(
    monkeypatch: pytest.MonkeyPatch, random_numbers: Random, aggregate: str
) -> None:
    monkeypatch.setattr(aggregates, "lower_aggregate", plain_aggregate)

    assert _found(random_numbers, aggregate)


def _found(random: Random, about: str) -> bool:
    """Return whether answers differ, not only that an engine stops."""
    return compare(random, ENOUGH, only=[about], until_found=True).found
