"""A file of a package as values, with the place in the file of every value and key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

# What stands before the text of a block scalar: `|`, `>`, `|-`, `>2` and perhaps a comment.
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ ]*(?:#[^\n]*)?")
_ESCAPES = {
    '"': re.compile(
        r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?:\n[ ]*)|.)|.", re.DOTALL
    ),
    "'": re.compile(r"''|.", re.DOTALL),
}
# Escapes of a double-quoted text that give a space or a new line.
_BLANK_ESCAPES = frozenset(
    {"\\n", "\\t", "\\ ", "\\r", "\\N", "\\_", "\\L", "\\P", "\\x20", "\\x0a"}
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: line and column, both from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text stands in its file, in characters from 0, and how it is written.

    Attributes:
        start: Its first character, the quotation mark or block sign included.
        end: The character after its last.
        style: `"`, `'`, `|`, `>`, or empty for a plain text.
    """

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file holds.

    Attributes:
        file: The file's name inside the package folder.
        content: Plain values: dict, list, bool, int, Decimal, str and None (for the word null).
        places: The place of each value by its path; the path () is the whole.
        key_places: The place of each key by the path of its value.
        spans: Where each text stands in `source`, by its path.
        source: The file's text.
    """

    file: str
    content: dict[str, Any]
    places: Mapping[Path, Place]
    key_places: Mapping[Path, Place]
    spans: Mapping[Path, Span]
    source: str

    def place(self, path: Path) -> Place:
        """Return where the value at `path` stands, else where its nearest parent does."""
        return _nearest(self.places, path)

    def key_place(self, path: Path) -> Place:
        """Return where the key of the value at `path` stands.

        An item of a list has no key: it answers with the place of the item; a path that is not
        there answers with the place of its nearest parent.
        """
        found = self.key_places.get(path)
        return self.place(path) if found is None else found

    def place_within(self, path: Path, offset: int) -> Place:
        """Return where character `offset` of the text at `path` stands in the file.

        Quotes, escapes, folded lines and block texts are followed, so that the refusal of an
        expression can point at the offending word.

        Args:
            path: The path of a text.
            offset: Counted in characters from 0 in the text as it was read.
        """
        span = self.spans.get(path)
        text = self.value(path)
        if span is None or not isinstance(text, str):
            return self.place(path)
        written = self.source[span.start : span.end]
        position = span.start + _written_offset(written, span.style, text, offset)
        line_start = self.source.rfind("\n", 0, position)
        return Place(self.source.count("\n", 0, position) + 1, position - line_start)

    def value(self, path: Path) -> Any:
        """Return the value at `path`; None where nothing stands there."""
        found: Any = self.content
        for step in path:
            if not _holds(found, step):
                return None
            found = found[step]
        return found


def _holds(container: Any, step: str | int) -> bool:
    if isinstance(container, list):
        return isinstance(step, int) and 0 <= step < len(container)
    return isinstance(container, dict) and step in container


def _nearest(places: Mapping[Path, Place], path: Path) -> Place:
    for length in range(len(path), -1, -1):
        found = places.get(path[:length])
        if found is not None:
            return found
    return Place(1, 1)


def _written_offset(written: str, style: str, text: str, offset: int) -> int:
    """Return the offset in the file's spelling of the character at `offset` of the text.

    Folding changes blanks only, so the words are counted: the character is as many
    non-blank characters into the spelling as it is into the text.
    """
    if "\n" not in written and style == "":
        return min(offset, len(written))
    words_before = len("".join(text[:offset].split()))
    position = 0
    if style in {"|", ">"}:
        header = _BLOCK_HEADER.match(written)
        position = header.end() if header is not None else 0
    elif style in _ESCAPES:
        position = 1
    unit = _ESCAPES.get(style, re.compile(r".", re.DOTALL))
    for found in unit.finditer(written, position):
        blank = found.group().isspace() or found.group() in _BLANK_ESCAPES
        if blank or found.group().startswith("\\\n"):
            continue
        if words_before == 0:
            return found.start()
        words_before -= 1
    return len(written)
