"""Identifiers made unrecognisable, for screens, letters, reports and logs.

Masking never refuses: what is masked is often the value that was found to be wrong.
"""

from __future__ import annotations

import re

_DOT = "•"  # bullet
_KEPT_OF_IBAN = 4
_SHORTEST_IBAN = 15
_SHORTEST_TO_SHOW = 5
_SEPARATORS = re.compile(r"[\s.\-]")


def mask_iban(value: str) -> str:
    """Return an account number of which the first and last four signs show: `BE49 •••• •••• 0171`.

    The middle has eight dots whatever its length. What is too short to be an account is masked
    as any value.
    """
    compact = re.sub(r"\s", "", value).upper()
    if len(compact) < _SHORTEST_IBAN:
        return mask(value)
    hidden = _DOT * 4
    return f"{compact[:_KEPT_OF_IBAN]} {hidden} {hidden} {compact[-_KEPT_OF_IBAN:]}"


def mask_insz(value: str) -> str:
    """Return a register number of which only the check digits show: `••.••.••-•••.61`.

    Date of birth and serial number identify; two check digits are shared by one person in 97.
    """
    digits = _SEPARATORS.sub("", value)
    last = digits[-2:] if re.fullmatch(r"\d{11}", digits, re.ASCII) else _DOT * 2
    return f"{_DOT * 2}.{_DOT * 2}.{_DOT * 2}-{_DOT * 3}.{last}"


def mask(value: str) -> str:
    """Return any value with at most its first and last sign: `Jansen` gives `J••••n`.

    Four dots stand for the middle whatever its length; of four signs or fewer nothing shows.
    """
    stripped = value.strip()
    if not stripped:
        return ""
    if len(stripped) < _SHORTEST_TO_SHOW:
        return _DOT * 4
    return f"{stripped[0]}{_DOT * 4}{stripped[-1]}"
