"""The platform's own letters, and the names that a letter may use beside a package's own."""

from __future__ import annotations

from functools import cache
from importlib import resources

from klik.packages.folder import PackageFolder
from klik.packages.wording import Language

LETTER_NAMES = (
    "letter.recipient",
    "letter.title",
    "letter.amount",
    "letter.given_as",
    "letter.reference",
    "letter.date",
    "letter.municipality",
    "letter.body",
    "letter.organ",
    "letter.regulation",
    "letter.regulation_date",
    "letter.pay_days",
    "letter.pay_term",
    "letter.account",
    "letter.nothing_to_do",
    "letter.valid_until",
    "letter.collect_by",
)
"""What the platform fills in; see docs/guides/write-a-package, "Letters"."""


def letter_text(folder: PackageFolder, kind: str, language: Language) -> str:
    """Return the text of a letter: the package's own where it has one, else the platform's.

    Args:
        folder: The package.
        kind: `granted`, `refused` and so on.
        language: Of the text.
    """
    own = folder.letters.get((kind, language))
    return own.text if own is not None else _platform_text(kind, language)


@cache
def _platform_text(kind: str, language: Language) -> str:
    texts = resources.files("klik.packages").joinpath("letter_texts")
    return texts.joinpath(f"{kind}.{language}.md").read_text(encoding="utf-8")
