"""The number of an account (IBAN) and of a payment (structured communication)."""

from __future__ import annotations

import re

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

from klik.ground.identifiers.refusal import IdentifierRefused

_IBAN_FORM = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{1,30}", re.ASCII)
_BELGIAN_LENGTH = 16
_COMMUNICATION_FORM = re.compile(r"\d{12}", re.ASCII)
_COMMUNICATION_SEPARATORS = re.compile(r"[ /+*]")
_HIGHEST_COMMUNICATION_NUMBER = 9_999_999_999


def check_iban(value: str) -> str:
    """Return an account number without spaces, in capitals.

    Country, length and check digits are looked at; whether the bank exists is not, because lists
    of banks age.

    Args:
        value: As written, for example `BE68 5390 0754 7034`.

    Raises:
        IdentifierRefused: `iban-form`, `iban-country`, `iban-length` or `iban-check`.

    Source: ISO 13616.
    """
    compact = re.sub(r"\s", "", value).upper()
    if not _IBAN_FORM.fullmatch(compact):
        raise IdentifierRefused("iban-form")
    # Said before the check digits, which never match when a digit is missing.
    if compact.startswith("BE") and len(compact) != _BELGIAN_LENGTH:
        raise IdentifierRefused("iban-length")
    try:
        # check_country=False: the Belgian list of banks refuses valid numbers.
        return iban.validate(compact, check_country=False)
    except InvalidComponent as cause:
        raise IdentifierRefused("iban-country") from cause
    except InvalidChecksum as cause:
        raise IdentifierRefused("iban-check") from cause
    except (InvalidFormat, InvalidLength) as cause:
        raise IdentifierRefused("iban-length") from cause


def print_iban(value: str) -> str:
    """Return an account number in groups of four: `BE68 5390 0754 7034`.

    Raises:
        IdentifierRefused: The number does not hold.
    """
    compact = check_iban(value)
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def make_structured_communication(number: int) -> str:
    """Return the structured communication of `number`: 2026000123 gives `+++202/6000/12320+++`.

    Args:
        number: From 0 to 9,999,999,999.

    Raises:
        IdentifierRefused: `communication-number`.
    """
    if not 0 <= number <= _HIGHEST_COMMUNICATION_NUMBER:
        raise IdentifierRefused("communication-number")
    return _print_communication(f"{number:010d}{_communication_check(number):02d}")


def check_structured_communication(value: str) -> str:
    """Return a structured communication as it is printed: `+++090/9337/55493+++`.

    Args:
        value: Twelve digits, with or without slashes, pluses or stars.

    Raises:
        IdentifierRefused: `communication-form` or `communication-check`.
    """
    digits = _COMMUNICATION_SEPARATORS.sub("", value.strip())
    if not _COMMUNICATION_FORM.fullmatch(digits):
        raise IdentifierRefused("communication-form")
    if _communication_check(int(digits[:10])) != int(digits[10:]):
        raise IdentifierRefused("communication-check")
    return _print_communication(digits)


def _communication_check(number: int) -> int:
    return number % 97 or 97


def _print_communication(digits: str) -> str:
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
