"""The fixed words of a letter, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from klik.ground.letters.letter import Language

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
