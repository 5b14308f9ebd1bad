import pytest

from klik.ground.identifiers.bodies import (
    check_enterprise_number,
    check_nis_code,
    print_enterprise_number,
)
from klik.ground.identifiers.refusal import IdentifierRefused


@pytest.mark.parametrize("value", ["0207.502.004", "0207502004", "BE 0207.502.004", "be0207502004"])
def test_check_enterprise_number_returns_ten_digits(value: str) -> None:
    assert check_enterprise_number(value) == "0207502004"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "enterprise-number-form"),
        pytest.param("207.502.004", "enterprise-number-form", id="without-its-zero"),
        pytest.param("2207.502.004", "enterprise-number-form", id="begins-with-2"),
        pytest.param("NL0207502004", "enterprise-number-form", id="another-country"),
        pytest.param("0207.502.005", "enterprise-number-check", id="check-digits"),
    ],
)
def test_check_enterprise_number_says_what_is_wrong(value: str, code: str) -> None:
    with pytest.raises(IdentifierRefused) as refused:
        check_enterprise_number(value)

    assert refused.value.code == code


def test_print_enterprise_number_puts_the_dots() -> None:
    assert print_enterprise_number("0999990123") == "0999.990.123"


def test_check_nis_code_accepts_five_digits() -> None:
    assert check_nis_code(" 37018 ") == "37018"


@pytest.mark.parametrize("value", ["", "3701", "370188", "03701", "3701a", "3701\u0661"])
def test_check_nis_code_refuses_all_else(value: str) -> None:
    with pytest.raises(IdentifierRefused) as refused:
        check_nis_code(value)

    assert refused.value.code == "nis-form"
