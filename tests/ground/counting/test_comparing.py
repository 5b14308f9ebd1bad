"""Intervals, percentiles and likeness of orders, against published figures."""

from fractions import Fraction
from itertools import combinations, permutations

import pytest

from klik.ground.counting.comparing import kendall_tau_b, percentile, wilson
from klik.ground.counting.scales import count_scale


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (4, 5, 0.3755, 0.9638),
        (9, 10, 0.5958, 0.9821),
        (5, 5, 0.5655, 1),
        (0, 5, 0, 0.4345),
        (18, 24, 0.5510, 0.8800),
    ],
)
def test_the_interval_of_a_share(count: int, total: int, low: float, high: float) -> None:
    interval = wilson(count, total)

    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_a_share_of_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)


def test_a_percentile_counts_equals_for_a_half() -> None:
    assert percentile({1: 2, 2: 4, 3: 4}, 2) == Fraction(4, 10)
    assert percentile({1: 0, 5: 8}, 5) == Fraction(1, 2)


def test_tau_b_takes_ties_into_account() -> None:
    # Two ties against one: C - D = 4 of 6 pairs, of which 5 are ordered on each side.
    assert kendall_tau_b({1: 1, 2: 1, 3: 2, 4: 3}, {1: 1, 2: 2, 3: 2, 4: 3}) == pytest.approx(4 / 5)
    assert kendall_tau_b({1: 1, 2: 1}, {1: 1, 2: 2}) is None


def test_tau_b_of_orders_without_ties_counts_swaps() -> None:
    straight = {one: one for one in range(1, 5)}
    for turned in permutations(range(1, 5)):
        other = {one: place for place, one in enumerate(turned)}
        swaps = sum(other[one] > other[two] for one, two in combinations(range(1, 5), 2))

        assert kendall_tau_b(straight, other) == pytest.approx(1 - 2 * swaps / 6)


def test_a_scale_has_a_middle_and_a_mean() -> None:
    result = count_scale({(1,): 1, (4,): 2, (5,): 1}, least=1, most=5)

    assert result.histogram == {1: 1, 2: 0, 3: 0, 4: 2, 5: 1}
    assert result.ballots == 4
    assert (result.median, result.mean) == (Fraction(4), Fraction(7, 2))
    assert count_scale({(1,): 1, (2,): 1}, least=1, most=2).median == Fraction(3, 2)
    assert count_scale({}, least=1, most=5).mean is None
