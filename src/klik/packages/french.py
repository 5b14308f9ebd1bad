"""French for pages, beside packages and records: those hold Dutch and English.

What a council adopts is the Dutch text, and a release is known by the digest of all its files. A
translation has no force, and may be made better at any time; so it lies outside of the release, by
the Dutch sentence that it translates. A sentence that is not there is read in Dutch.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Protocol

import yaml

from klik.packages.wording import PageLanguage


def french_of(dutch: str) -> str:
    """Return the French of a Dutch sentence, with its places to fill in; else what was given."""
    return translations().get(dutch, dutch)


def in_language(text: Mapping[str, str], language: PageLanguage) -> str:
    """Return a text of a package or municipality as a page in some language says it.

    Args:
        text: Per language; Dutch is always there, unless the text is empty.
        language: Of the page.
    """
    own = text.get(language)
    if own:
        return str(own)
    dutch = str(text.get("nl", ""))
    return french_of(dutch) if language == "fr" else dutch


class Said(Protocol):
    """A word of a code list or a name of a column, as people read it."""

    @property
    def nl(self) -> str:
        """Return it in Dutch."""

    @property
    def en(self) -> str:
        """Return it in English."""


def in_words(said: Said, language: PageLanguage) -> str:
    """Return a word of a code list, or the name of a column, as a page in some language says it."""
    return in_language({"nl": said.nl, "en": said.en}, language)


@cache
def translations() -> Mapping[str, str]:
    """Return every Dutch sentence of which we have the French."""
    text = resources.files(__package__).joinpath("french.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    return found
