"""Finding things by plain words, though they are inflected, joined or typed wrongly."""

from klik.ground.search.finding import Described, Found, Index
from klik.ground.search.words import Language, words_of

__all__ = ["Described", "Found", "Index", "Language", "words_of"]
