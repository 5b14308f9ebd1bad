"""Which values, as written in a package, fit a type of the rule language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

_INSZ = re.compile(r"[0-9]{11}")
_KBO = re.compile(r"[01][0-9]{9}")
_NIS = re.compile(r"[0-9]{5}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_COMMA = re.compile(r"-?[0-9]{1,12}(\.[0-9]{3})*,[0-9]{1,12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONEY_DIGITS = 2
_FRACTION_DIGITS = 6


def misfit(value: Any, kind: str) -> str | None:
    """Return what would be accepted where `value` does not fit the type `kind`; None if it fits.

    Only the form is looked at; check digits are the business of who takes a fact in.
    """
    fits, accepted = _FORMS[kind]
    return None if fits(value) else accepted + comma_hint(value)


def comma_hint(value: Any) -> str:
    """Return what to say of a number written with a comma; nothing of another value."""
    if not isinstance(value, str) or _COMMA.fullmatch(value) is None:
        return ""
    return f"; a number has a point, not a comma: {value.replace('.', '').replace(',', '.')}"


def is_number(value: Any) -> bool:
    """Return whether a value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _has_digits(digits: int) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        if not is_number(value):
            return False
        exponent = Decimal(value).as_tuple().exponent
        return isinstance(exponent, int) and -exponent <= digits

    return fits


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_FORMS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "boolean": (lambda value: isinstance(value, bool), "true (ja) or false (nee)"),
    "integer": (_is_whole, "a whole number"),
    "decimal": (_has_digits(_FRACTION_DIGITS), "a number with at most six decimals, as 1.25"),
    "money": (_has_digits(_MONEY_DIGITS), "an amount with at most two decimals, as 100.00"),
    "date": (_is_day, "a day that exists, as 2026-03-01"),
    "text": (_is_text, "a text; put a number between quotes"),
    "choice": (_is_text, "a word"),
    "address": (_is_text, "a text"),
    "insz": (_matches(_INSZ), "a national register number: 11 digits between quotes"),
    "kbo": (_matches(_KBO), "an enterprise number: 10 digits between quotes"),
    "nis": (_matches(_NIS), "a NIS code: 5 digits between quotes"),
    "iban": (_matches(_IBAN), "an account number without spaces, as BE49999000000171"),
    "file": (_is_text, "given, none or null"),
}
