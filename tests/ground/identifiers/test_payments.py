import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.identifiers.payments import (
    check_iban,
    check_structured_communication,
    make_structured_communication,
    print_iban,
)
from klik.ground.identifiers.refusal import IdentifierRefused


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        pytest.param("BE68 5390 0754 7034", "BE68539007547034", id="bank-on-no-list"),
        ("be49 9990 0000 0171", "BE49999000000171"),
        pytest.param("BE68\u00a05390\u00a00754\u00a07034", "BE68539007547034", id="no-break-space"),
        pytest.param("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", id="dutch"),
        pytest.param("FR1420041010050500013M02606", "FR1420041010050500013M02606", id="french"),
    ],
)
def test_check_iban_returns_it_without_spaces(value: str, normal: str) -> None:
    assert check_iban(value) == normal


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "iban-form"),
        pytest.param("539-0075470-34", "iban-form", id="number-of-before-iban"),
        pytest.param("BE68-5390-0754-7034", "iban-form", id="dashes"),
        pytest.param("BE68 5390 0754 703", "iban-length", id="a-digit-short"),
        pytest.param("BE68 5390 0754 70341", "iban-length", id="a-digit-more"),
        pytest.param("BE68 5390 0754 7043", "iban-check", id="two-digits-turned"),
        pytest.param("BE68 5390 0754 70X4", "iban-check", id="letter"),
        pytest.param("XX07539007547034", "iban-country", id="no-country"),
    ],
)
def test_check_iban_says_what_is_wrong(value: str, code: str) -> None:
    with pytest.raises(IdentifierRefused) as refused:
        check_iban(value)

    assert refused.value.code == code


def test_check_iban_refuses_the_length_of_another_country() -> None:
    # Dutch check digits over a number of the Belgian length: the sum holds, the length does not.
    bban = "999000000171"
    check = 98 - int(bban + "2321" + "00") % 97

    with pytest.raises(IdentifierRefused) as refused:
        check_iban(f"NL{check:02d}{bban}")

    assert refused.value.code == "iban-length"


def test_print_iban_groups_by_four() -> None:
    assert print_iban("BE68539007547034") == "BE68 5390 0754 7034"


@pytest.mark.parametrize(
    ("number", "communication"),
    [
        (2026000123, "+++202/6000/12320+++"),
        pytest.param(97, "+++000/0000/09797+++", id="no-remainder-becomes-97"),
        pytest.param(0, "+++000/0000/00097+++", id="lowest"),
        pytest.param(9_999_999_999, "+++999/9999/99948+++", id="highest"),
    ],
)
def test_make_structured_communication(number: int, communication: str) -> None:
    assert make_structured_communication(number) == communication


@pytest.mark.parametrize("number", [-1, 10_000_000_000])
def test_make_structured_communication_refuses_what_does_not_fit(number: int) -> None:
    with pytest.raises(IdentifierRefused) as refused:
        make_structured_communication(number)

    assert refused.value.code == "communication-number"


@pytest.mark.parametrize(
    "value", ["+++090/9337/55493+++", "***090/9337/55493***", "090933755493", "090/9337/55493"]
)
def test_check_structured_communication_returns_it_printed(value: str) -> None:
    assert check_structured_communication(value) == "+++090/9337/55493+++"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "communication-form"),
        ("+++090/9337/5549+++", "communication-form"),
        ("+++090/9337/55494+++", "communication-check"),
        pytest.param("000000000000", "communication-check", id="97-is-never-written-00"),
    ],
)
def test_check_structured_communication_says_what_is_wrong(value: str, code: str) -> None:
    with pytest.raises(IdentifierRefused) as refused:
        check_structured_communication(value)

    assert refused.value.code == code


@given(number=st.integers(0, 9_999_999_999), place=st.integers(0, 11), other=st.integers(1, 9))
def test_check_structured_communication_finds_every_wrong_digit(
    number: int, place: int, other: int
) -> None:
    digits = [sign for sign in make_structured_communication(number) if sign.isdigit()]
    digits[place] = str((int(digits[place]) + other) % 10)

    with pytest.raises(IdentifierRefused):
        check_structured_communication("".join(digits))
