"""A ballot says what its question asks, in one form."""

import pytest

from klik.ground.counting.choices import (
    Choice,
    ChoiceRefused,
    Kind,
    Rules,
    checked_choice,
    choice_in,
    profile_of,
    text_of,
)

SINGLE = Rules(Kind.SINGLE, (1, 2, 3))
TWO = Rules(Kind.SEVERAL, (1, 2, 3), at_most=2)
ALL = Rules(Kind.APPROVAL, (1, 2, 3))
RANKED = Rules(Kind.RANKING, (1, 2, 3))
DOTS = Rules(Kind.DOTS, (1, 2, 3), at_most=4)
SCALE = Rules(Kind.SCALE, least=1, most=5)


@pytest.mark.parametrize(
    ("rules", "given", "kept"),
    [
        (SINGLE, [2], (2,)),
        (TWO, [3, 1], (1, 3)),
        (ALL, [3, 2, 1], (1, 2, 3)),
        (RANKED, [3, 1], (3, 1)),
        (DOTS, [3, 1, 3], (1, 3, 3)),
        (SCALE, [5], (5,)),
    ],
)
def test_a_choice_has_one_form(rules: Rules, given: list[int], kept: Choice) -> None:
    assert checked_choice(rules, given) == kept
    assert choice_in(text_of(kept)) == kept


@pytest.mark.parametrize(
    ("rules", "given"),
    [
        (SINGLE, []),
        (SINGLE, [1, 2]),
        (SINGLE, [4]),
        (TWO, [1, 2, 3]),
        (ALL, [1, 1]),
        (RANKED, [1, 2, 1]),
        (DOTS, [1, 1, 1, 1, 1]),
        (SCALE, [0]),
        (SCALE, [6]),
        (SCALE, [1, 2]),
    ],
)
def test_another_choice_is_refused(rules: Rules, given: list[int]) -> None:
    with pytest.raises(ChoiceRefused):
        checked_choice(rules, given)


def test_rows_of_equal_choices_are_one_profile() -> None:
    assert profile_of([("1,2", 3), ("2", 1), ("1,2", 1)]) == {(1, 2): 4, (2,): 1}
