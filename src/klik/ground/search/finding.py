"""An index in memory, for as many things as people can read: services, questions, pages."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, Prefix

from klik.ground.search.words import Language, Word, words_of

# How much a word of the question counts by the way in which it is met.
_EXACT, _BEGINS, _INSIDE, _TYPED_WRONG, _AKIN = 1.0, 0.8, 0.7, 0.6, 0.4
_LEAST_LETTERS: Final = 4  # for anything but the whole word
_LONG: Final = 8  # from here on two letters may be wrong
_LEAST_SHARED, _SHARED_PART = 5, 0.6  # letters of two joined words that begin alike
_LEAST_SHARE: Final = 0.5  # of the words of a question that must be met


@dataclass(frozen=True, slots=True)
class Described:
    """A thing that can be found.

    Attributes:
        key: What names it.
        fields: Its texts with how much each counts, the title most.
    """

    key: str
    fields: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found, and how well it fits; only the order of scores means something."""

    key: str
    score: float


class Index:
    """Finds things by the words of their texts."""

    def __init__(self, things: Iterable[Described], language: Language) -> None:
        """Read every text once.

        Args:
            things: What can be found; two with one key are one thing.
            language: Of the texts and of the questions.
        """
        self._language = language
        # For each word, how much it counts in each thing: the field that counts most.
        self._weights: dict[Word, dict[str, float]] = defaultdict(dict)
        keys = set()
        for thing in things:
            keys.add(thing.key)
            for text, weight in thing.fields:
                for word in words_of(text, language):
                    known = self._weights[word].get(thing.key, 0.0)
                    self._weights[word][thing.key] = max(known, weight)
        self._count = len(keys)

    def find(self, question: str) -> list[Found]:
        """Return what fits a question, the best first; half of its words must be met.

        A word is met by its inflections, as the beginning or a part of a longer word, and with a
        letter that is wrong, missing, too many or swapped: one from four letters on, two from
        eight on. A question without words that say something finds nothing.
        """
        asked = list(dict.fromkeys(words_of(question, self._language)))
        scores: dict[str, float] = defaultdict(float)
        met: dict[str, int] = defaultdict(int)
        for word in asked:
            for key, score in self._met_by(word).items():
                scores[key] += score
                met[key] += 1
        least = max(1, math.ceil(len(asked) * _LEAST_SHARE))
        found = [Found(key, score) for key, score in scores.items() if met[key] >= least]
        return sorted(found, key=lambda one: (-one.score, one.key))

    def _met_by(self, asked: Word) -> Mapping[str, float]:
        """Return for each thing how well it meets one word, the best way counting."""
        best: dict[str, float] = {}
        for word, weights in self._weights.items():
            likeness = _likeness(asked, word)
            if not likeness:
                continue
            rarity = 1 + math.log(self._count / len(weights))
            for key, weight in weights.items():
                best[key] = max(best.get(key, 0.0), likeness * weight * rarity)
        return best


def _likeness(asked: Word, word: Word) -> float:
    if asked.stem == word.stem or asked.plain == word.plain:
        return _EXACT
    if min(len(asked.plain), len(word.plain)) < _LEAST_LETTERS:
        return 0.0
    if word.plain.startswith((asked.plain, asked.stem)) and len(asked.stem) >= _LEAST_LETTERS:
        return _BEGINS
    # Dutch joins words: schooltoelage, geboortepremie.
    if asked.plain in word.plain:
        return _INSIDE
    if _is_typed_wrong(asked.plain, word.plain):
        return _TYPED_WRONG
    alike = word.plain in asked.plain or _begin_alike(asked.plain, word.plain)
    return _AKIN if alike else 0.0


def _is_typed_wrong(asked: str, word: str) -> bool:
    """Say whether a word, or the beginning of a longer one, differs by a letter or two."""
    most = 2 if len(asked) >= _LONG else 1
    beginning = word[: len(asked)] if len(asked) >= _LONG else word
    return any(
        DamerauLevenshtein.distance(asked, one, score_cutoff=most) <= most
        for one in {word, beginning}
    )


def _begin_alike(asked: str, word: str) -> bool:
    """Say whether two joined words share their first part: mantelzorger, mantelzorgtoelage."""
    shared = Prefix.similarity(asked, word)
    return shared >= _LEAST_SHARED and shared >= _SHARED_PART * len(asked)
