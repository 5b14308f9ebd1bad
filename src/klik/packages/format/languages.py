"""Dutch always; another language everywhere or nowhere.

The title and summary of a package may go ahead: the catalogue shows them to those who do not read
Dutch, also where the service itself speaks Dutch only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from klik.packages.folder import PackageFolder
from klik.packages.folder_files import LANGUAGES
from klik.packages.format.findings import Findings
from klik.packages.problems import Problem
from klik.packages.reading import Path

_CATALOGUE = frozenset({("title",), ("summary",)})


def languages_of(folder: PackageFolder) -> tuple[str, ...]:
    """Return the languages that the service speaks, Dutch first.

    A language counts once a text or letter is written in it, the package's own title and summary
    apart.
    """
    texts = texts_of(folder.package.content)
    used = {language for path, text in texts if path not in _CATALOGUE for language in text}
    used |= {language for _kind, language in folder.letters}
    return tuple(language for language in LANGUAGES if language == "nl" or language in used)


def language_problems(folder: PackageFolder) -> list[Problem]:
    """Return a problem for each text and letter that lacks a language which another one has."""
    languages = languages_of(folder)
    findings = Findings(folder.package)
    for path, text in texts_of(folder.package.content):
        for language in languages:
            if language not in text:
                message = (
                    f'this text lacks "{language}"; a language is there for every text and letter '
                    "or for none"
                )
                findings.at(path, message)
    return [*findings.problems, *_letters(folder, languages)]


def texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield every text per language in `value`, with its path."""
    if isinstance(value, dict):
        text = {word: value[word] for word in LANGUAGES if isinstance(value.get(word), str)}
        if text:
            yield path, text
        for key, child in value.items():
            yield from texts_of(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from texts_of(child, (*path, index))


def _letters(folder: PackageFolder, languages: tuple[str, ...]) -> Iterator[Problem]:
    for kind, language in folder.letters:
        for wanted in languages:
            if (kind, wanted) not in folder.letters:
                message = (
                    f"letters/{kind}.{wanted}.md is missing beside this letter; a language is "
                    "there for every text and letter or for none"
                )
                yield Problem(folder.letters[kind, language].file, 1, 1, message)
