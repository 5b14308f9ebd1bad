"""How long a municipality may take, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from klik.packages.adoption import Adoption
from klik.packages.wording import PageLanguage

_PARAMETER: Final = "parameters."
# By the word of the term; {length} and {start} are filled in.
_SENTENCES: Final[Mapping[PageLanguage, Mapping[str, str]]] = {
    "nl": {
        "decide": "Wij beslissen binnen {length} na {start}.",
        "pay": "Wij betalen binnen {length} na {start}.",
        "answer": "U antwoordt binnen {length} na {start}.",
        "object": "U kunt bezwaar maken binnen {length} na {start}.",
    },
    "en": {
        "decide": "We decide within {length} of {start}.",
        "pay": "We pay within {length} of {start}.",
        "answer": "You answer within {length} of {start}.",
        "object": "You may object within {length} of {start}.",
    },
    "fr": {
        "decide": "Nous décidons dans un délai de {length} après {start}.",
        "pay": "Nous payons dans un délai de {length} après {start}.",
        "answer": "Vous répondez dans un délai de {length} après {start}.",
        "object": "Vous pouvez introduire une réclamation dans un délai de {length} après {start}.",
    },
}
_STARTS: Final[Mapping[PageLanguage, Mapping[str, str]]] = {
    "nl": {
        "application.complete_on": "uw volledige aanvraag",
        "application.received_on": "uw aanvraag",
        "decision": "de beslissing",
        "closing": "het einde van de periode",
        "issued": "het afdrukken",
    },
    "en": {
        "application.complete_on": "your complete application",
        "application.received_on": "your application",
        "decision": "the decision",
        "closing": "the end of the period",
        "issued": "printing",
    },
    "fr": {
        "application.complete_on": "votre demande complète",
        "application.received_on": "votre demande",
        "decision": "la décision",
        "closing": "la fin de la période",
        "issued": "l'impression",
    },
}
_UNITS: Final[Mapping[PageLanguage, Mapping[str, tuple[str, str]]]] = {
    "nl": {"days": ("dag", "dagen"), "months": ("maand", "maanden")},
    "en": {"days": ("day", "days"), "months": ("month", "months")},
    "fr": {"days": ("jour", "jours"), "months": ("mois", "mois")},
}


def state_terms(adoption: Adoption, language: PageLanguage) -> tuple[str, ...]:
    """Return how long things take, a sentence for each term that is known beforehand.

    A term that depends on somebody's facts, or begins on a day that they give, is left out: it
    says something about nobody in particular only when there is somebody.
    """
    found = (
        _sentence(adoption, word, term, language)
        for word, term in adoption.package.content["terms"].items()
    )
    return tuple(one for one in found if one)


def _sentence(
    adoption: Adoption, word: str, term: Mapping[str, Any], language: PageLanguage
) -> str:
    sentence = _SENTENCES[language].get(word)
    start = _STARTS[language].get(str(term.get("from", "")))
    length = _length(adoption, term, language)
    return sentence.format(length=length, start=start) if sentence and start and length else ""


def _length(adoption: Adoption, term: Mapping[str, Any], language: PageLanguage) -> str:
    for unit, (one, many) in _UNITS[language].items():
        if unit in term:
            count = _number(adoption, term[unit])
            return "" if count is None else f"{count} {one if count == 1 else many}"
    return ""


def _number(adoption: Adoption, written: object) -> int | None:
    text = str(written)
    if text.startswith(_PARAMETER):
        text = str(adoption.parameters.get(text))
    return int(text) if text.isdecimal() else None
