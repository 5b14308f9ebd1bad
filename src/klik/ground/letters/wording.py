"""Amounts, days and the fixed words of a letter, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from klik.ground.letters.letter import Language

_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
        *("september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": MappingProxyType(
        {
            "date": "Datum",
            "reference": "Ons kenmerk",
            "contact": "Uw contact",
            "reasons": "Waarom beslissen wij dit?",
            "condition": "Voorwaarde",
            "verdict": "Wat wij vaststellen",
            "met": "Voldaan",
            "unmet": "Niet voldaan",
            "unknown": "Nog niet bekend",
            "not_applicable": "Niet van toepassing",
            "sources": "Welke gegevens gebruikten wij?",
            "what": "Gegeven",
            "owner": "Van wie",
            "protocol": "Volgens welke afspraak",
            "appeal": "Bent u het niet eens met deze beslissing?",
            "rights": "Uw gegevens en uw rechten",
            "enterprise_number": "Ondernemingsnummer",
            "page": "Blad",
            "of": "van",
        }
    ),
    "en": MappingProxyType(
        {
            "date": "Date",
            "reference": "Our reference",
            "contact": "Your contact",
            "reasons": "Why did we decide this?",
            "condition": "Condition",
            "verdict": "What we found",
            "met": "Met",
            "unmet": "Not met",
            "unknown": "Not known yet",
            "not_applicable": "Does not apply",
            "sources": "Which information did we use?",
            "what": "Information",
            "owner": "From",
            "protocol": "Under which agreement",
            "appeal": "Do you disagree with this decision?",
            "rights": "Your information and your rights",
            "enterprise_number": "Enterprise number",
            "page": "Page",
            "of": "of",
        }
    ),
}


def fixed_words(language: Language) -> Mapping[str, str]:
    """Return the words that the form of a letter prints itself."""
    return _WORDS[language]


def format_money(cents: int, language: Language) -> str:
    """Return an amount as it is read: `100 euro`, `62,50 euro`, `1.250,50 euro`.

    English: `100 euros`, `62.50 euros`, `1,250.50 euros`. Whole amounts carry no cents.

    Args:
        cents: Euro cents; negative gives a minus.
        language: Which separators and which word.
    """
    whole, rest = divmod(abs(cents), 100)
    number = f"{whole:,}" + (f".{rest:02d}" if rest else "")
    sign = "-" if cents < 0 else ""
    if language == "nl":
        # Dutch writes euro without plural, a point for thousands and a comma for cents.
        return sign + number.translate(str.maketrans(",.", ".,")) + " euro"
    return f"{sign}{number} {'euro' if abs(cents) == _ONE_EURO else 'euros'}"


_ONE_EURO = 100


def format_date(day: date, language: Language) -> str:
    """Return a day as it is read: `20 maart 2026`, `20 March 2026`."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
