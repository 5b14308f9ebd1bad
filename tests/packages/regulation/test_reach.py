"""What the rules of an adoption can come to: too much may be possible, never too little."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.packages.shipped_package import FILES, adoption

from klik.packages.adoption import adoption_examples
from klik.packages.regulation.amounts import live_awards
from klik.packages.regulation.conditions import live_conditions
from klik.packages.regulation.reach import reach_of, routes
from klik.rules.decision import Decision, Outcome


def _granted(file: str) -> Iterator[Decision]:
    ran, problems = adoption_examples(adoption(file))
    assert problems == []
    for one in ran:
        trigger = one.situation.application.trigger if one.situation.application else "automatic"
        if one.decision.outcome == Outcome.GRANTED and trigger in routes(adoption(file)):
            yield one.decision


@pytest.mark.parametrize("file", FILES)
def test_whatever_was_granted_can_be_given(file: str) -> None:
    reach = reach_of(adoption(file))
    live = {award.id for award, _ in live_awards(adoption(file), reach)}

    given = {
        award.id
        for decision in _granted(file)
        for award in decision.awards
        if award.outcome == Outcome.GRANTED
    }
    assert given <= live
    assert given or file == "ranst.yaml"


@pytest.mark.parametrize("file", FILES)
def test_a_condition_that_counted_for_who_was_granted_is_told(file: str) -> None:
    reach = reach_of(adoption(file))
    live = {condition.id for condition, _ in live_conditions(adoption(file), reach)}
    settled = {
        condition.id
        for condition in adoption(file).decider.rulebook.all_conditions
        if reach.must_be(condition.when.tree, value=True)
    }

    for decision in _granted(file):
        counted = {name for name, verdict in decision.verdicts.items() if str(verdict) == "met"}
        assert counted - settled <= live


@pytest.mark.parametrize("file", FILES)
def test_a_value_that_came_out_was_possible(file: str) -> None:
    reach = reach_of(adoption(file))
    trees = {one.name: one.expression.tree for one in reach.rulebook.values}

    for decision in _granted(file):
        for name, tree in trees.items():
            found: Any = decision.values.get(name)
            possible = reach.possible(tree)
            assert possible is None or found is None or found in possible, name
