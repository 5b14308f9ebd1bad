"""How amounts, days, numbers and truth values are read, in Dutch, English and French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from klik.rules.evaluator import Table
from klik.rules.types import NONE, Kind, Type, plain_type

Language = Literal["nl", "en"]
"""Of packages and of letters."""
PageLanguage = Literal["nl", "en", "fr"]
"""Of pages of residents: French where a municipality must offer it."""
_PAGES: Mapping[str, PageLanguage] = {"nl": "nl", "en": "en", "fr": "fr"}

_MONTHS: Mapping[PageLanguage, tuple[str, ...]] = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
        *("september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
        *("septembre", "octobre", "novembre", "décembre"),
    ),
}
_WORDS: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {"true": "ja", "false": "nee", "none": "geen", "unknown": "nog niet bekend"},
    "en": {"true": "yes", "false": "no", "none": "none", "unknown": "not known yet"},
    "fr": {"true": "oui", "false": "non", "none": "aucun", "unknown": "pas encore connu"},
}
_DUTCH_SIGNS = str.maketrans(",.", ".,")
_ONE_EURO = 100
_TWO_EUROS = 200
_GROUPED_FROM = 10_000


def page_language_of(code: str | None) -> PageLanguage:
    """Return the language of a page by its code, such as `en` or `en-gb`; else Dutch."""
    return _PAGES.get((code or "")[:2], "nl")


def format_money(cents: int, language: PageLanguage) -> str:
    """Return an amount as it is read: `100 euro`, `62,50 euro`, `1.250,50 euro`.

    English: `100 euros`, `62.50 euros`, `1,250.50 euros`; French: `1.250,50 euros`. Whole amounts
    carry no cents.

    Args:
        cents: Euro cents; negative gives a minus.
        language: Which separators and which word.
    """
    whole, rest = divmod(abs(cents), 100)
    number = f"{whole:,}" + (f".{rest:02d}" if rest else "")
    sign = "-" if cents < 0 else ""
    if language == "nl":
        # Dutch writes euro without plural, a point for thousands and a comma for cents.
        return sign + number.translate(_DUTCH_SIGNS) + " euro"
    if language == "fr":
        # Below two French has the singular: 1,50 euro.
        word = "euro" if abs(cents) < _TWO_EUROS else "euros"
        return f"{sign}{number.translate(_DUTCH_SIGNS)} {word}"
    return f"{sign}{number} {'euro' if abs(cents) == _ONE_EURO else 'euros'}"


def format_date(day: date, language: PageLanguage) -> str:
    """Return a day as it is read: `20 maart 2026`, `20 March 2026`, `1er mars 2026`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"


def format_number(number: int | Decimal, language: PageLanguage) -> str:
    """Return a number as it is read: `12`, `1,5` (English `1.5`), `12.500`."""
    exact = Decimal(number)
    grouping = "," if abs(exact) >= _GROUPED_FROM else ""
    if exact == exact.to_integral_value():
        text = f"{int(exact):{grouping}}"
    else:
        text = f"{exact.normalize():{grouping}f}"
    return text if language == "en" else text.translate(_DUTCH_SIGNS)


def format_fact(label: str, value: str) -> str:
    """Return a fact as it is read: `geboortedatum: 3 mei 2026`, `Wie bent u? de moeder`."""
    return f"{label} {value}" if label.endswith(("?", ".", "!")) else f"{label}: {value}"


def format_value(value: Any, given: Type | None, language: PageLanguage) -> str:
    """Return a value of the rule language as it is read; unknown and none are words too."""
    if value is None or isinstance(value, bool | type(NONE)):
        return _WORDS[language][_SPECIAL[value]]
    if isinstance(value, int | Decimal):
        if given is not None and given.kind == Kind.MONEY:
            return format_money(int(value * 100), language)
        return format_number(value, language)
    if isinstance(value, date):
        return format_date(value, language)
    return _several(value, given, language)


def _several(value: Any, given: Type | None, language: PageLanguage) -> str:
    if isinstance(value, frozenset):
        return _set(value, given, language)
    if isinstance(value, Table):
        rows = [[*keys, found] for keys, found in value.rows]
        cells = [[format_value(one, None, language) for one in row] for row in rows]
        return format_rows(cells, language)
    return str(value)


_SPECIAL: Mapping[Any, str] = {None: "unknown", NONE: "none", True: "true", False: "false"}


def within_a_sentence(said: str) -> str:
    """Return a sentence or title as it stands within another: a word in capitals keeps them."""
    if said[1:2].isupper():
        return said
    return said[:1].lower() + said[1:]


def format_rows(rows: Sequence[Sequence[str]], language: PageLanguage) -> str:
    """Return rows of shown cells in one line: `1, 100; 3, 125`; of rows without cells how many."""
    if rows and not rows[0]:
        word = _ROWS[language][len(rows) != 1]
        return f"{len(rows)} {word}"
    return "; ".join(", ".join(row) for row in rows) or _WORDS[language]["none"]


_ROWS: Mapping[PageLanguage, tuple[str, str]] = {
    "nl": ("rij", "rijen"),
    "en": ("row", "rows"),
    "fr": ("ligne", "lignes"),
}


def _set(items: frozenset[Any], given: Type | None, language: PageLanguage) -> str:
    item = None if given is None or given.item is None else plain_type(given.item)
    try:
        ordered = sorted(items)
    except TypeError:
        ordered = sorted(items, key=str)
    return (
        ", ".join(format_value(one, item, language) for one in ordered) or _WORDS[language]["none"]
    )
