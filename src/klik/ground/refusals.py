"""What the ground refuses, and why: one base for every refusal of the platform."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar, Final, NamedTuple, TypeAlias

LANGUAGES: Final = ("nl", "en")


class Refusal(Exception):
    """A request that is understood and not granted; nothing was changed.

    A subclass states its `reason` as one clear sentence; a raise may give a more precise one.

    Attributes:
        reason: What is wrong and what would be accepted, fit to be shown.
        status: The HTTP status with which a face answers.
    """

    reason: str = "This is not possible."
    status: int = 409

    def __init__(self, reason: str | None = None) -> None:
        if reason is not None:
            self.reason = reason
        super().__init__(self.reason)

    def __str__(self) -> str:
        # Not the arguments: a subclass may be made of a code or a key.
        return self.reason


class Both(NamedTuple):
    """A part of a text that differs by language."""

    nl: str
    en: str


Wording: TypeAlias = tuple[str, str, tuple[str, str]]
"""Dutch reason, English reason, (Dutch remedy, English remedy)."""


class WordedRefusal(Refusal):
    """A refusal that says by its code, in Dutch and in English, what is wrong and what to do.

    A subclass lists its codes in `wordings`. Its text as an exception is the English one.

    Attributes:
        code: What is wrong, for machines.
        texts: The reason per language.
        remedy: What to do about it, per language.
    """

    wordings: ClassVar[Mapping[str, Wording]] = {}

    def __init__(self, code: str, /, **details: object) -> None:
        dutch, english, remedies = self.wordings[code]
        in_each = {language: _details_in(language, details) for language in LANGUAGES}
        self.code = code
        self.texts: Mapping[str, str] = {
            "nl": dutch.format(**in_each["nl"]),
            "en": english.format(**in_each["en"]),
        }
        self.remedy: Mapping[str, str] = {
            "nl": remedies[0].format(**in_each["nl"]),
            "en": remedies[1].format(**in_each["en"]),
        }
        self._details = details
        super().__init__(f"{self.texts['en']} {self.remedy['en']}".strip())

    def __reduce__(self) -> tuple[partial[WordedRefusal], tuple[str, ...]]:
        # A refusal may cross from a worker process; exceptions are remade from one argument.
        return partial(type(self), **self._details), (self.code,)


def _details_in(language: str, details: Mapping[str, object]) -> dict[str, object]:
    return {
        name: getattr(value, language) if isinstance(value, Both) else value
        for name, value in details.items()
    }
