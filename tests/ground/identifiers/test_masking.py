import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.identifiers.masking import mask, mask_iban, mask_insz


@pytest.mark.parametrize("value", ["BE49999000000171", "be49 9990 0000 0171"])
def test_mask_iban_shows_four_at_each_end(value: str) -> None:
    assert mask_iban(value) == "BE49 •••• •••• 0171"


def test_mask_iban_hides_the_length() -> None:
    assert mask_iban("FR1420041010050500013M02606") == "FR14 •••• •••• 2606"


def test_mask_iban_masks_what_is_no_account_as_any_value() -> None:
    assert mask_iban("BE49 0171") == "B••••1"


@pytest.mark.parametrize("value", ["85041795161", "85.04.17-951.61"])
def test_mask_insz_shows_the_check_digits_only(value: str) -> None:
    assert mask_insz(value) == "••.••.••-•••.61"


@pytest.mark.parametrize("value", ["", "8504179516", "onbekend"])
def test_mask_insz_shows_nothing_of_what_is_no_number(value: str) -> None:
    assert mask_insz(value) == "••.••.••-•••.••"


@pytest.mark.parametrize(
    ("value", "masked"),
    [("", ""), ("  ", ""), ("Jan", "••••"), ("Jans", "••••"), ("Jansen", "J••••n")],
)
def test_mask_shows_two_signs_at_most(value: str, masked: str) -> None:
    assert mask(value) == masked


@given(middle=st.text(alphabet="0123456789", min_size=3))
def test_mask_says_nothing_of_the_middle(middle: str) -> None:
    assert mask(f"A{middle}Z") == "A••••Z"
