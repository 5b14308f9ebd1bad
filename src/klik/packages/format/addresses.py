"""Finds web, mail, network and file addresses in the values of a package.

A package is taken over by municipalities that do not know its maker: it may not send a reader, or
a program, anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from klik.packages.format.findings import Findings
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

# Words, in place of addresses, that a text may use instead.
_INSTEAD = "leave it out; each municipality gives its own contact details in its adoption"
# Without `de`, the Dutch article, which follows a point as soon as a space is forgotten.
_SUFFIXES = (
    "be|brussels|com|edu|eu|fr|gent|gov|info|int|io|lu|local|localhost|mobi|net|nl|online|org|"
    "site|uk|vlaanderen|app|dev|internal"
)
# Each with a bound on what it may run through, so that a long text costs linear time.
_ANYWHERE = (
    ("a web address", re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.[a-z0-9]", re.IGNORECASE)),
    ("a link", re.compile(r"\b(?:mailto|javascript|data|file|tel):\S", re.IGNORECASE)),
    (
        "an e-mail address",
        re.compile(r"[\w+-]@[a-z0-9-]{1,63}\.[a-z]{2,}", re.IGNORECASE),
    ),
    ("a network address", re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")),
    ("a file path", re.compile(r"(?:^|[\s\"'(=:])(?:~|\.{1,2})?/[\w.-]+(?:/|$|\b)")),
    ("a file path", re.compile(r"\b[a-z]:\\|\\\\[\w.-]", re.IGNORECASE)),
    ("a file path", re.compile(r"\.\./")),
)
# Only in sentences: `child.info` may be a fact.
_IN_TEXT = (
    "a host name",
    re.compile(
        rf"\b[a-z0-9-]{{1,63}}\.(?-i:{_SUFFIXES}|{_SUFFIXES.upper()})\b(?!\.?\w)|\blocalhost\b",
        re.IGNORECASE,
    ),
)
_TEXT_KEYS = frozenset({"nl", "en", "steward", "name"})


def addresses_in(text: str, *, sentence: bool) -> Iterator[tuple[int, str]]:
    """Yield the offset, in characters from 0, and the kind of each address in `text`.

    Args:
        text: Any text.
        sentence: Whether it is written for people; names with points in it are no facts then.
    """
    patterns = (*_ANYWHERE, _IN_TEXT) if sentence else _ANYWHERE
    for kind, pattern in patterns:
        found = pattern.search(text)
        if found is not None:
            yield found.start(), kind


def address_problems(document: Document) -> list[Problem]:
    """Return a problem for each value of `document` that holds an address."""
    findings = Findings(document)
    for path, text in _texts(document.content, ()):
        sentence = bool(path) and path[-1] in _TEXT_KEYS
        for offset, kind in addresses_in(text, sentence=sentence):
            findings.within(path, offset, address_message(kind))
            break
    return findings.problems


def address_message(kind: str) -> str:
    """Return what is said about an address of this kind."""
    instead = _INSTEAD if kind != "a file path" else "leave it out; a package names no files"
    return f"{kind} is not accepted in a package; {instead}"


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _texts(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _texts(child, (*path, index))
