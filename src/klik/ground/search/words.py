"""The words of a text as a search compares them: without accents, and down to their stem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, Protocol

import snowballstemmer

Language = Literal["nl", "en", "fr"]
_WORD: Final = re.compile(r"[a-z0-9]+")
_STEMMERS: Final[Mapping[Language, str]] = {
    "nl": "dutch",
    "en": "english",
    "fr": "french",
}
# Words that a question is made of, and that say nothing of what it is about.
_EMPTY_NL: Final = (
    "aan als bij ben bent dat de die dit een en er geld gemeente graag heb hebben heeft het hoe "
    "hoeveel ik in is je kan krijg krijgen kunnen me met mij mijn moet naar nog of om ons onze op "
    "over recht te tegen tot u uit uw van voor waar wanneer wat we wie wij wil word worden ze zijn "
    "zo"
)
_EMPTY_EN: Final = (
    "a am an and are at be can do for from get have how i if in is it me money municipality my of "
    "on or our right the to want we what when where who with you your"
)
_EMPTY_FR: Final = (
    "a ai argent au aux avec avoir bonjour ce comment commune d dans de des du elle en est et il "
    "j je l la le les ma me mes moi mon n ne nos notre nous obtenir on ou par pas peut peux pour "
    "puis qu quand que quel quelle qui quoi recevoir s se si sont sur tu un une veux vos votre vous"
)
_EMPTY: Final[Mapping[Language, frozenset[str]]] = {
    "nl": frozenset(_EMPTY_NL.split()),
    "en": frozenset(_EMPTY_EN.split()),
    "fr": frozenset(_EMPTY_FR.split()),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        plain: In small letters without accents.
        stem: What its inflections share.
    """

    plain: str
    stem: str


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str:  # noqa: N802 -- the library's name
        """Return the stem of a word."""


def words_of(text: str, language: Language) -> list[Word]:
    """Return the words of a text in their order, without those that say nothing."""
    return [
        Word(plain, _stem(plain, language))
        for plain in _WORD.findall(_folded(text))
        if plain not in _EMPTY[language]
    ]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def _stem(plain: str, language: Language) -> str:
    return _stemmer(language).stemWord(plain)


@cache
def _stemmer(language: Language) -> _Stemmer:
    stemmer: _Stemmer = snowballstemmer.stemmer(_STEMMERS[language])
    return stemmer
