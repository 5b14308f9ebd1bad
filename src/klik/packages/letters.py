"""Checks the letters and sentences of a package before anybody gets one.

A letter is Markdown that the platform can set on paper: paragraphs, headings, lists, bold and
italic. What it names is declared, and it sends nobody to an address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from klik.packages.folder import LetterFile, PackageFolder
from klik.packages.format.addresses import address_message, addresses_in
from klik.packages.format.findings import Findings, found_by, nearest_or_listed
from klik.packages.format.languages import texts_of
from klik.packages.problems import Problem
from klik.packages.reading import Document
from klik.packages.texts import Placeholder, TextRefused, placeholders
from klik.packages.texts.refusals import place_of
from klik.packages.texts.scanning import marks

MAXIMUM_LETTER = 20_000
MAXIMUM_PROBLEMS = 50

# HTML is read as HTML here, and only here, so that it can be refused.
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_ACCEPTED = "accepted are paragraphs, headings, lists, **bold** and *italic*"
_REFUSED = {
    "blockquote_open": "a quotation",
    "code_block": "code (a paragraph that begins with four spaces)",
    "code_inline": "code between backticks",
    "fence": "a block of code",
    "hr": "a rule",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
    "link_open": "a link",
}
# The letter's own heading is the first; in a letter two levels follow, none skipped.
_LEVELS = ("h2", "h3")


def letter_problems(folder: PackageFolder, *, names_declared: Collection[str]) -> list[Problem]:
    """Return what is wrong in the letters of a package, sorted by file and place.

    Which languages are there is looked at by `structure_problems`.

    Args:
        folder: The package.
        names_declared: Every name that a letter may use, the package's and the platform's.
    """
    problems: list[Problem] = []
    for letter in folder.letters.values():
        problems += _letter_problems(letter, names_declared)
    return sorted(set(problems))


def sentence_problems(folder: PackageFolder, *, names_declared: Collection[str]) -> list[Problem]:
    """Return what is wrong with the placeholders in the texts of package.yaml, sorted by place.

    Args:
        folder: The package; it must have passed `structure_problems`.
        names_declared: Every name that a sentence may use.
    """
    return sorted(found_by(_sentence_problems, folder.package, names_declared))


def _sentence_problems(package: Document, names_declared: Collection[str]) -> list[Problem]:
    findings = Findings(package)
    for path, text in texts_of(package.content):
        for language, sentence in text.items():
            place = (*path, language)
            try:
                used = placeholders(sentence)
            except TextRefused as refused:
                findings.within(place, refused.offset, refused.message)
                continue
            for placeholder in used:
                if placeholder.name not in names_declared:
                    message = _unknown(placeholder, names_declared)
                    findings.within(place, placeholder.offset, message)
    return findings.problems


def _letter_problems(letter: LetterFile, names_declared: Collection[str]) -> list[Problem]:
    if len(letter.text) > MAXIMUM_LETTER:
        message = f"a letter of {len(letter.text):,} characters; at most {MAXIMUM_LETTER:,} fit"
        return [Problem(letter.file, 1, 1, message)]
    if not letter.text.strip():
        message = "the letter is empty; remove the file to use the platform's own letter"
        return [Problem(letter.file, 1, 1, message)]
    problems: list[Problem] = []
    problems += _address_problems(letter)
    try:
        used = placeholders(letter.text)
        bare = _without_liquid(letter.text)
    except TextRefused as refused:
        problems.append(Problem(letter.file, refused.line, refused.column, refused.message))
        return problems
    for placeholder in used:
        if placeholder.name not in names_declared:
            message = _unknown(placeholder, names_declared)
            problems.append(Problem(letter.file, placeholder.line, placeholder.column, message))
    found = (Problem(letter.file, line, 1, message) for line, message in _markdown_problems(bare))
    return [*problems, *found][:MAXIMUM_PROBLEMS]


def _address_problems(letter: LetterFile) -> Iterator[Problem]:
    """Yield one problem for each line: in an e-mail address stands the name of a host too."""
    told: set[int] = set()
    for offset, kind in addresses_in(letter.text, sentence=True):
        line, column = place_of(letter.text, offset)
        if line not in told:
            yield Problem(letter.file, line, column, address_message(kind))
        told.add(line)


def _unknown(placeholder: Placeholder, names_declared: Collection[str]) -> str:
    known = nearest_or_listed(placeholder.name, sorted(names_declared))
    return f'"{placeholder.name}" is not declared{known}'


def _without_liquid(text: str) -> str:
    """Return the Markdown that remains when each value is a word and each tag is nothing."""
    parts: list[str] = []
    position = 0
    for mark in marks(text):
        parts += [text[position : mark.start], "x" if mark.opening == "{{" else ""]
        position = mark.end
    return "".join([*parts, text[position:]])


def _markdown_problems(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 1, and the sentence of each construct that is not accepted."""
    accepted: tuple[str, ...] = _LEVELS[:1]
    found: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(markdown, found)
    for reference in found.get("references", {}).values():
        yield reference["map"][0] + 1, f"a link cannot stand in a letter; {_ACCEPTED}"
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type in _REFUSED:
            yield line, f"{_REFUSED[token.type]} cannot stand in a letter; {_ACCEPTED}"
        elif token.type == "heading_open" and token.tag not in accepted:
            signs = " or ".join("#" * int(level[1]) for level in accepted)
            yield line, f"this heading has no place here; expected {signs}"
        elif token.type == "heading_open":
            accepted = _LEVELS[: _LEVELS.index(token.tag) + 2]
        elif token.type == "inline":
            yield from _inline_problems(token.children or [], line)


def _inline_problems(tokens: list[Token], line: int) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            line += 1
        elif token.type in _REFUSED:
            yield line, f"{_REFUSED[token.type]} cannot stand in a letter; {_ACCEPTED}"
