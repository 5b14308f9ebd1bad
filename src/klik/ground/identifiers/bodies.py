"""The number of a body: enterprise number (KBO) and NIS code of a municipality."""

from __future__ import annotations

import re

from klik.ground.identifiers.refusal import IdentifierRefused

_ENTERPRISE = re.compile(r"[01]\d{9}", re.ASCII)
_ENTERPRISE_SEPARATORS = re.compile(r"[ .]")
_NIS = re.compile(r"[1-9]\d{4}", re.ASCII)


def check_enterprise_number(value: str) -> str:
    """Return the 10 digits of an enterprise number.

    Dots and spaces are accepted, and `BE` before it, which makes it a VAT number.

    Args:
        value: As written, for example `0207.502.004` or `BE 0207.502.004`.

    Raises:
        IdentifierRefused: `enterprise-number-form` or `enterprise-number-check`.

    Source: law of 16 January 2003 on the Crossroads Bank for Enterprises (KBO).
    """
    digits = _ENTERPRISE_SEPARATORS.sub("", value.strip().upper()).removeprefix("BE")
    if not _ENTERPRISE.fullmatch(digits):
        raise IdentifierRefused("enterprise-number-form")
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise IdentifierRefused("enterprise-number-check")
    return digits


def print_enterprise_number(value: str) -> str:
    """Return the number as it is printed: `0207.502.004`.

    Raises:
        IdentifierRefused: The number does not hold.
    """
    digits = check_enterprise_number(value)
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def check_nis_code(value: str) -> str:
    """Return the 5 digits of a NIS code; whether such a municipality exists is not asked.

    Raises:
        IdentifierRefused: `nis-form`.
    """
    digits = value.strip()
    if not _NIS.fullmatch(digits):
        raise IdentifierRefused("nis-form")
    return digits
