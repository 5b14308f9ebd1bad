"""The number of a person: national register number or bis number, together INSZ."""

from __future__ import annotations

import re
from calendar import monthrange

from klik.ground.identifiers.refusal import IdentifierRefused

_FORM = re.compile(r"\d{11}", re.ASCII)
_SEPARATORS = re.compile(r"[ .\-]")
_HIGHEST_SERIAL = 998
_CENTURIES = (1900, 2000)
_MONTHS_OF_A_YEAR = 12
_ADDED_TO_MONTH = (20, 40)  # a bis number: sex not known, sex known


def check_insz(value: str) -> str:
    """Return the 11 digits of a national register number or bis number.

    Dots, dashes and spaces are accepted. Month and day may be 00 (not known). Whether the person
    is born yet is not asked: that needs a clock.

    Args:
        value: As written, for example `85.04.17-951.61`.

    Raises:
        IdentifierRefused: `insz-form`, `insz-serial`, `insz-date` or `insz-check`.

    Source: royal decrees of 3 April 1984 (national register number) and 8 February 1991 (bis).
    """
    digits = _SEPARATORS.sub("", value.strip())
    if not _FORM.fullmatch(digits):
        raise IdentifierRefused("insz-form")
    if not 0 < int(digits[6:9]) <= _HIGHEST_SERIAL:
        raise IdentifierRefused("insz-serial")
    if not any(_is_birth_date(digits, century) for century in _CENTURIES):
        raise IdentifierRefused("insz-date")
    matching = [century for century in _CENTURIES if _has_check_digits(digits, century)]
    if not matching:
        raise IdentifierRefused("insz-check")
    # 29 February exists in one century and not in the other: the check digits say which is meant.
    if not any(_is_birth_date(digits, century) for century in matching):
        raise IdentifierRefused("insz-date")
    return digits


def print_insz(value: str) -> str:
    """Return the number as it is printed on a card: `85.04.17-951.61`.

    Raises:
        IdentifierRefused: The number does not hold.
    """
    digits = check_insz(value)
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def _has_check_digits(digits: str, century: int) -> bool:
    # Whoever is born from 2000 on gets a 2 before the nine digits, for the sum only.
    prefix = "2" if century == _CENTURIES[1] else ""
    return 97 - int(prefix + digits[:9]) % 97 == int(digits[9:])


def _is_birth_date(digits: str, century: int) -> bool:
    year, month, day = century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    added = max((step for step in _ADDED_TO_MONTH if step <= month), default=0)
    month -= added
    if month > _MONTHS_OF_A_YEAR:
        return False
    longest = monthrange(year, month)[1] if month else 31
    return day <= longest
