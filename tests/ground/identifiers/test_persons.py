from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.identifiers.persons import check_insz, print_insz
from klik.ground.identifiers.refusal import IdentifierRefused


@pytest.mark.parametrize(
    "value",
    [
        "85041795161",
        "92083095239",
        pytest.param("24011595310", id="born-2024"),
        pytest.param("23110295460", id="born-2023"),
        pytest.param("65070099135", id="day-unknown"),
        pytest.param("85441795546", id="bis-sex-known"),
        pytest.param("25230195620", id="bis-sex-unknown-born-2025"),
    ],
)
def test_check_insz_accepts_fictitious_numbers(value: str) -> None:
    assert check_insz(value) == value


@pytest.mark.parametrize("value", ["85.04.17-951.61", " 85 04 17 951 61 ", "850417-951.61"])
def test_check_insz_returns_the_digits_alone(value: str) -> None:
    assert check_insz(value) == "85041795161"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param("", "insz-form", id="empty"),
        pytest.param("8504179516", "insz-form", id="ten-digits"),
        pytest.param("850417951610", "insz-form", id="twelve-digits"),
        pytest.param("85/04/17-951.61", "insz-form", id="other-separator"),
        pytest.param("8504179516\u0661", "insz-form", id="digit-of-another-script"),
        pytest.param("85041700072", "insz-serial", id="serial-000"),
        pytest.param("85041799948", "insz-serial", id="serial-999"),
        pytest.param("85131795161", "insz-date", id="month-13"),
        pytest.param("85331795161", "insz-date", id="bis-month-13"),
        pytest.param("85531795161", "insz-date", id="bis-month-13-sex-known"),
        pytest.param("85601795161", "insz-date", id="month-60"),
        pytest.param("85043195161", "insz-date", id="31-april"),
        pytest.param("85022995161", "insz-date", id="29-february-of-no-leap-year"),
        pytest.param("85041795162", "insz-check", id="check-digits"),
        pytest.param("85041795261", "insz-check", id="typing-error"),
    ],
)
def test_check_insz_says_what_is_wrong(value: str, code: str) -> None:
    with pytest.raises(IdentifierRefused) as refused:
        check_insz(value)

    assert refused.value.code == code


def test_check_insz_reads_29_february_in_the_century_of_the_check_digits() -> None:
    born_2000, born_1900 = _number("000229", 951, "2"), _number("000229", 951, "")

    assert check_insz(born_2000) == born_2000
    with pytest.raises(IdentifierRefused) as refused:
        check_insz(born_1900)  # 1900 was no leap year
    assert refused.value.code == "insz-date"


@given(
    born_on=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    serial=st.integers(1, 998),
    added=st.sampled_from([0, 20, 40]),
)
def test_check_insz_accepts_every_number_that_can_be_given(
    born_on: date, serial: int, added: int
) -> None:
    digits = f"{born_on.year % 100:02d}{born_on.month + added:02d}{born_on.day:02d}"
    number = _number(digits, serial, "2" if born_on.year > 1999 else "")

    assert check_insz(number) == number


def test_print_insz_writes_it_as_on_a_card() -> None:
    assert print_insz("85041795161") == "85.04.17-951.61"


def _number(birth: str, serial: int, prefix: str) -> str:
    nine = f"{birth}{serial:03d}"
    return f"{nine}{97 - int(prefix + nine) % 97:02d}"
