"""Finds the placeholders of a text, and refuses the Liquid that a package may not use.

Liquid can do much more than a letter needs. What is accepted is small enough to say in a line:
{{ NAME }}, {{ NAME | FILTER }}, and if, unless and case with ==, !=, and, or.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from klik.packages.texts.blocks import BLOCK_WORDS, OpenBlocks
from klik.packages.texts.refusals import TextRefused, place_of

MAXIMUM_TEXT = 100_000
MAXIMUM_MARKS = 500
MAXIMUM_MARK = 500
FILTERS = ("capitalize", "default", "downcase", "upcase")

_ACCEPTED_VALUE = (
    f"expected {{{{ NAME }}}} or {{{{ NAME | FILTER }}}} (filters: {', '.join(FILTERS)}, as in "
    '{{ NAME | default: "..." }})'
)
_ACCEPTED_TEST = (
    'expected a test as NAME, NAME == "word", NAME != "word", joined by and or or; a number is '
    "compared under `values:`, in a value of type boolean"
)
_OPENING = re.compile(r"\{\{|\{%|\}\}|%\}")
_CLOSING = {"{{": "}}", "{%": "%}"}
_WORD = re.compile(
    r"""\s*(?:(?P<name>[A-Za-z_][\w.]*)|(?P<text>"[^"]*"|'[^']*')|(?P<sign>==|!=|[|:,])"""
    r"""|(?P<end>-?\Z)|(?P<other>.))""",
    re.ASCII | re.DOTALL,
)
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
# Words of Liquid that stand where a name could.
_LIQUID_WORDS = frozenset(
    {"and", "or", "not", "contains", "true", "false", "nil", "null", "empty", "blank"}
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One place in a text where a name is used, shown or tested.

    Attributes:
        name: As it is declared, with points between its parts.
        line: The line in the text, from 1.
        column: The column in characters, from 1.
        offset: The character in the text, from 0.
    """

    name: str
    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One {{ ... }} or {% ... %} of a text: where it stands, from 0, and what it holds."""

    start: int
    end: int
    opening: str
    inside: str


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    word: str
    offset: int


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Return every use of a name in `text`, in order, those in branches not taken included.

    Raises:
        TextRefused: Liquid that is not accepted; says where, and what is.
    """
    if "{" not in text and "}" not in text:
        return ()
    return _scanned(text)


def marks(text: str) -> Iterator[Mark]:
    """Yield every {{ ... }} and {% ... %} of `text`.

    Raises:
        TextRefused: One is not closed, too long, or there are too many.
    """
    if len(text) > MAXIMUM_TEXT:
        message = f"a text of {len(text):,} characters; at most {MAXIMUM_TEXT:,} are accepted"
        raise TextRefused(message, text=text, offset=0)
    position = 0
    for _ in range(MAXIMUM_MARKS):
        found = _OPENING.search(text, position)
        if found is None:
            return
        mark = _mark(text, found)
        yield mark
        position = mark.end
    if _OPENING.search(text, position) is not None:
        message = f"more than {MAXIMUM_MARKS} placeholders; write a shorter text"
        raise TextRefused(message, text=text, offset=position)


def _mark(text: str, found: re.Match[str]) -> Mark:
    opening, start = found[0], found.start()
    if opening not in _CLOSING:
        message = f"{opening} closes nothing; {_ACCEPTED_VALUE}"
        raise TextRefused(message, text=text, offset=start)
    closing = _CLOSING[opening]
    end = text.find(closing, start + 2, start + MAXIMUM_MARK)
    inside = text[start + 2 : end]
    if end < 0 or "{{" in inside or "{%" in inside or "\n" in inside:
        message = f"{opening} is not closed by {closing} on the same line"
        raise TextRefused(message, text=text, offset=start)
    return Mark(start, end + 2, opening, inside)


@lru_cache(maxsize=4096)
def _scanned(text: str) -> tuple[Placeholder, ...]:
    found: list[Placeholder] = []
    blocks = OpenBlocks(text)
    for mark in marks(text):
        if mark.opening == "{{":
            words = list(_words(mark, text))
            _check_value(words, mark, text)
        else:
            _check_tag_word(mark, text)
            tag, *words = _words(mark, text)
            _check_tag(tag, words, text, blocks)
        found.extend(_names(words, text))
    blocks.check_closed()
    return tuple(found)


def _words(mark: Mark, text: str) -> Iterator[_Word]:
    inside = mark.inside.removeprefix("-")
    start = mark.end - 2 - len(inside)
    position = 0
    while position < len(inside):
        found = _WORD.match(inside, position)
        if found is None or found.lastgroup == "end":
            return
        kind = found.lastgroup or "other"
        word = _Word(kind, found[kind], start + found.start(kind))
        if kind == "other":
            accepted = _ACCEPTED_VALUE if mark.opening == "{{" else _ACCEPTED_TEST
            message = f"{word.word} is not accepted here; {accepted}"
            raise TextRefused(message, text=text, offset=word.offset)
        yield word
        position = found.end()


def _names(words: list[_Word], text: str) -> Iterator[Placeholder]:
    after_bar = False
    for word in words:
        if word.kind == "name" and not after_bar and word.word not in _LIQUID_WORDS:
            line, column = place_of(text, word.offset)
            yield Placeholder(word.word, line, column, word.offset)
        after_bar = word.word == "|"


def _check_value(words: list[_Word], mark: Mark, text: str) -> None:
    if not words:
        raise TextRefused(f"a name is missing; {_ACCEPTED_VALUE}", text=text, offset=mark.start)
    _check_name(words[0], text, accepted=_ACCEPTED_VALUE)
    rest = words[1:]
    while rest:
        rest = _after_filter(rest, mark, text)


def _after_filter(words: list[_Word], mark: Mark, text: str) -> list[_Word]:
    """Return what follows one `| FILTER` or `| FILTER: "text"`."""
    if words[0].word != "|" or len(words) == 1 or words[1].word not in FILTERS:
        offending = words[min(len(words) - 1, words[0].word == "|")]
        message = f"{offending.word} is not accepted here; {_ACCEPTED_VALUE}"
        raise TextRefused(message, text=text, offset=offending.offset)
    name, rest = words[1].word, words[2:]
    if name != "default":
        return rest
    if [word.kind for word in rest[:2]] != ["sign", "text"] or rest[0].word != ":":
        message = 'default needs a text: {{ NAME | default: "..." }}'
        raise TextRefused(message, text=text, offset=words[1].offset if words else mark.start)
    return rest[2:]


def _check_name(word: _Word, text: str, *, accepted: str) -> None:
    if word.kind != "name" or word.word in _LIQUID_WORDS or not _NAME.fullmatch(word.word):
        message = f"{word.word} is not a name; {accepted}"
        raise TextRefused(message, text=text, offset=word.offset)


def _check_tag_word(mark: Mark, text: str) -> None:
    words = mark.inside.strip("- ").split()
    if not words or words[0] not in BLOCK_WORDS:
        found = words[0] if words else "an empty tag"
        message = f"{found} is not accepted; expected one of {', '.join(BLOCK_WORDS)}"
        raise TextRefused(message, text=text, offset=mark.start)


def _check_tag(tag: _Word, words: list[_Word], text: str, blocks: OpenBlocks) -> None:
    blocks.meet(tag.word, tag.offset)
    if tag.word in {"if", "elsif", "unless"}:
        _check_test(words, tag, text)
    elif tag.word == "case":
        _check_single(words, tag, text)
    elif tag.word == "when":
        _check_when(words, tag, text)
    elif words:
        message = f"{words[0].word} is not accepted; {tag.word} stands alone"
        raise TextRefused(message, text=text, offset=words[0].offset)


def _check_single(words: list[_Word], tag: _Word, text: str) -> None:
    if len(words) != 1:
        raise TextRefused("expected case NAME", text=text, offset=tag.offset)
    _check_name(words[0], text, accepted="expected case NAME")


def _check_when(words: list[_Word], tag: _Word, text: str) -> None:
    """Accept texts with a comma or `or` between them."""
    for index, word in enumerate(words):
        fits = word.kind == "text" if index % 2 == 0 else word.word in {",", "or"}
        if not fits:
            message = f'{word.word} is not accepted; expected when "word", "word"'
            raise TextRefused(message, text=text, offset=word.offset)
    if len(words) % 2 == 0:
        raise TextRefused('expected when "word", "word"', text=text, offset=tag.offset)


def _check_test(words: list[_Word], tag: _Word, text: str) -> None:
    """Accept NAME, NAME == "text" and NAME != "text", with `and` or `or` between them."""
    rest = words
    while True:
        if not rest:
            raise TextRefused(_ACCEPTED_TEST, text=text, offset=tag.offset)
        _check_name(rest[0], text, accepted=_ACCEPTED_TEST)
        rest = rest[1:]
        if rest and rest[0].word in {"==", "!="}:
            if len(rest) == 1 or rest[1].kind != "text":
                raise TextRefused(_ACCEPTED_TEST, text=text, offset=rest[0].offset)
            rest = rest[2:]
        if not rest:
            return
        if rest[0].word not in {"and", "or"}:
            message = f"{rest[0].word} is not accepted here; {_ACCEPTED_TEST}"
            raise TextRefused(message, text=text, offset=rest[0].offset)
        tag, rest = rest[0], rest[1:]
