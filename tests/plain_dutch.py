"""How plain a Dutch text is: Flesch-Douma, words a sentence, and words that nobody says.

Flesch-Douma (W. Douma, De leesbaarheid van landbouwbladen, 1960): 206.84 minus 0.77 times the
syllables in 100 words minus 0.93 times the words in a sentence. From 60 on a text is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LEAST_SCORE: Final = 60.0
MOST_WORDS: Final = 15.0
# docs/guides/translate.md gives the word to write instead.
HEAVY: Final = (
    r"dien(?:en|t)? te", "indien", "tevens", "reeds", "steeds", r"tracht(?:en|te|t)?", "bekomen",
    "bekomt", "betreffende", "inzake", "gelieve", "teneinde", "enkel", "slechts", "vermits",
    "derhalve",
)  # fmt: skip
_HEAVY: Final = re.compile(rf"\b(?:{'|'.join(HEAVY)})\b", re.IGNORECASE)
# A line ends a sentence too: headings, buttons and items of a list have no full stop.
_END: Final = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][A-Za-zÀ-ÿ]+)*")
_SYLLABLE: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted in a text."""

    sentences: int
    words: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        """Return the average length of a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def score(self) -> float:
        """Return Flesch-Douma: the higher, the plainer."""
        if not self.words:
            return 100.0
        return 206.84 - 77 * self.syllables / self.words - 0.93 * self.words_a_sentence


def measured(text: str) -> Measure:
    """Count sentences, words and syllables."""
    sentences = [words for one in _END.split(text) if (words := _WORD.findall(one))]
    counted = [syllables(word) for words in sentences for word in words]
    return Measure(len(sentences), len(counted), sum(counted))


def syllables(word: str) -> int:
    """Return how many syllables a Dutch word has, as its vowels tell; one at least."""
    return max(1, len(_SYLLABLE.findall(word.lower())))


def heavy_words(text: str) -> list[str]:
    """Return the words in a text for which there is a plainer one."""
    return [found.lower() for found in _HEAVY.findall(text)]


def faults_of(texts: Iterable[str]) -> list[str]:
    """Return what is wrong with a page or letter, of which these are the pieces of text."""
    whole = "\n".join(texts)
    measure = measured(whole)
    faults = [f"heavy word: {word}" for word in heavy_words(whole)]
    if measure.score < LEAST_SCORE:
        faults.append(f"Flesch-Douma {measure.score:.0f}, at least {LEAST_SCORE:.0f}")
    if measure.words_a_sentence > MOST_WORDS:
        faults.append(f"{measure.words_a_sentence:.1f} words a sentence, at most {MOST_WORDS:.0f}")
    return faults
