"""How money, days, accounts and long words are written, in Dutch, English and French."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import Final

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from klik.ground.clock import HOME

NARROW: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
BULLET: Final = "\N{BULLET}"
_MONTHS: Final = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SHORT_MONTHS: Final = {
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
}
_WEEKDAYS: Final = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_WORD: Final = re.compile(r"[^\W\d_]{8,}")
_ACCOUNT_SHOWN: Final = 4


def money_written(cents: int, *, exact: bool = False) -> str:
    """Return an amount as it is read: `1.300 euro`, `62,50 euro`.

    In English that is `1,300 euros`, in French `1.300 euros`; below two, French has `1,50 euro`.

    Args:
        cents: The amount, whole cents.
        exact: With the cents even where they are nought, for columns.
    """
    whole, rest = divmod(abs(cents), 100)
    language = _language()
    thousands, point = (",", ".") if language == "en" else (".", ",")
    digits = f"{whole:,}".replace(",", thousands)
    if rest or exact:
        digits += f"{point}{rest:02}"
    is_one = whole < 2 if language == "fr" else (whole, rest) == (1, 0)  # noqa: PLR2004 -- French counts so
    word = "euro" if language == "nl" or is_one else "euros"
    return f"{MINUS if cents < 0 else ''}{digits}{NARROW}{word}"


def number_written(number: int) -> str:
    """Return a count with its thousands apart: `1.300` in Dutch and French, `1,300` in English."""
    digits = f"{abs(number):,}"
    written = digits if _language() == "en" else digits.replace(",", ".")
    return (MINUS if number < 0 else "") + written


def difference_written(number: int) -> str:
    """Return a difference with its sign: `+2`, or with a real minus sign."""
    return f"+{number_written(number)}" if number > 0 else number_written(number)


def day_written(day: date, *, short: bool = False) -> str:
    """Return a day: `20 maart 2026`, or shortly `20 maart`; in French the first is `1er mai`."""
    local = day.astimezone(HOME) if isinstance(day, datetime) else day
    language = _language()
    number = "1er" if language == "fr" and local.day == 1 else str(local.day)
    written = f"{number}{NARROW}{_MONTHS[language].split()[local.month - 1]}"
    return written if short else f"{written}{NARROW}{local.year}"


def moment_written(moment: datetime, *, short: bool = False) -> str:
    """Return a moment in the time of Brussels: `3 maart 2026, 8.04 uur`."""
    local = moment.astimezone(HOME)
    return f"{day_written(local, short=short)}, {clock_written(local)}"


def clock_written(moment: datetime) -> str:
    """Return the time of a moment in Brussels: `9.30 uur`, `09:30`, `9 h 30`."""
    local = moment.astimezone(HOME)
    written = {
        "nl": f"{local.hour}.{local.minute:02}{NARROW}uur",
        "en": f"{local.hour:02}:{local.minute:02}",
        "fr": f"{local.hour}{NARROW}h{NARROW}{local.minute:02}",
    }
    return written[_language()]


def weekday_written(day: date) -> str:
    """Return a day with its weekday and without its year: `maandag 30 november`."""
    local = day.astimezone(HOME) if isinstance(day, datetime) else day
    name = weekday_names()[local.weekday()]
    return f"{name} {day_written(local, short=True)}"


def weekday_names() -> list[str]:
    """Return the seven days of a week, from Monday."""
    return _WEEKDAYS[_language()].split()


def month_written(day: date, *, short: bool = False) -> str:
    """Return the month of a day: `maart 2026`, or for under a column `mrt`."""
    if short:
        return _SHORT_MONTHS[_language()].split()[day.month - 1]
    return f"{_MONTHS[_language()].split()[day.month - 1]}{NARROW}{day.year}"


def account_masked(account: str) -> str:
    """Return an account with its middle hidden: `BE49 •••• •••• 0171`."""
    plain = re.sub(r"\s", "", account)
    if len(plain) <= 2 * _ACCOUNT_SHOWN:
        return BULLET * 4
    hidden = NARROW.join([BULLET * 4] * 2)
    return f"{plain[:_ACCOUNT_SHOWN]}{NARROW}{hidden}{NARROW}{plain[-_ACCOUNT_SHOWN:]}"


def register_number_masked(number: str) -> str:
    """Return a register number of which only the birth date shows: `26.02.08-•••.••`."""
    digits = re.sub(r"\D", "", number)
    shown = digits if len(digits) == 11 else ""  # noqa: PLR2004 -- the length of such a number
    born = f"{shown[:2]}.{shown[2:4]}.{shown[4:6]}" if shown else ".".join([BULLET * 2] * 3)
    return f"{born}-{BULLET * 3}.{BULLET * 2}"


def softened(text: str) -> str:
    """Return the text with a soft hyphen at each seam of its long compounds.

    The seams are those of the word list beside this file; a word that is not in it stays whole. In
    another language nothing changes.
    """
    return _softened(text) if is_dutch() else text


def unbroken(text: str) -> SafeString:
    """Return a number or reference that no line end may break."""
    kept = conditional_escape(text).replace(" ", NARROW)
    return SafeString(f'<span class="nowrap">{kept}</span>')


def compounds() -> list[str]:
    """Return the long words that we know, with a hyphen at each seam."""
    text = resources.files(__package__).joinpath("compounds.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def is_dutch() -> bool:
    """Say whether the page is in Dutch."""
    return _language() == "nl"


def _language() -> str:
    language = (get_language() or "nl")[:2]
    return language if language in _MONTHS else "nl"


@lru_cache(maxsize=1024)
def _softened(text: str) -> str:
    return _WORD.sub(lambda found: _softened_word(found.group()), text)


@lru_cache(maxsize=4096)
def _softened_word(word: str) -> str:
    seams = _seams()
    lower = word.lower()
    for stem in (lower, *(lower.removesuffix(end) for end in ("en", "s", "n"))):
        if stem in seams:
            parts = []
            at = 0
            for part in seams[stem].split("-"):
                parts.append(word[at : at + len(part)])
                at += len(part)
            parts[-1] += word[at:]
            return SOFT_HYPHEN.join(parts)
    return word


@lru_cache(maxsize=1)
def _seams() -> dict[str, str]:
    return {line.replace("-", ""): line for line in compounds()}
