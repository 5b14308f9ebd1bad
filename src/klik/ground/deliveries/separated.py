"""Rows of a CSV file, one at a time, whatever is in it.

A bad row must not swallow its neighbours: a quotation mark that is never closed costs its own row
and no other. The reader of the standard library would read on to the next one, rows further.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import IO, NamedTuple

from klik.ground.deliveries.inspecting import PIECE_BYTES
from klik.ground.deliveries.limits import Limits

DELIMITERS = (";", ",")


class RawRow(NamedTuple):
    """One delivered row before it is checked.

    `cells` is None when the row could not be cut into cells; a code of texts.py then stands in
    `fault`.
    """

    line: int
    cells: list[str] | None
    fault: str = ""


_FAULTY = RawRow(0, None, "quote")


class _QuoteOpen(Exception):
    """The text ends within a quoted cell."""


class _QuoteMisplaced(Exception):
    """Something stands between a closing quotation mark and the delimiter."""


Cut = Callable[[str], list[str]]


def read_lines(file: IO[bytes]) -> Iterator[str]:
    """Yield the lines of `file` without line ends; at most one line and one piece are in memory.

    A line that is not UTF-8 is read as Windows-1252, and where that has no sign as Latin-1: one
    line that a careless program added does not spoil the names of all others.
    """
    rest = b""
    is_first = True
    while piece := file.read(PIECE_BYTES):
        if piece.endswith(b"\r"):
            piece += file.read(1)
        lines = (rest + piece).splitlines(keepends=True)
        rest = b"" if lines[-1].endswith((b"\n", b"\r")) else lines.pop()
        for line in lines:
            yield _decode(line.rstrip(b"\r\n"), is_first=is_first)
            is_first = False
    if rest:
        yield _decode(rest, is_first=is_first)


def find_delimiter(header: str, known: Iterable[str]) -> str:
    """Return the delimiter that cuts `header` into the most names of `known`."""
    names = set(known)

    def count_known(delimiter: str) -> int:
        return len(names.intersection(header_names(header, delimiter=delimiter)))

    return max(DELIMITERS, key=count_known)


def header_names(header: str, *, delimiter: str) -> list[str]:
    """Return the column names in `header`; a header with odd quotation marks is cut plainly."""
    try:
        cells = cutter(delimiter)(header)
    except (_QuoteOpen, _QuoteMisplaced):
        cells = header.split(delimiter)
    return [cell.strip() for cell in cells]


def read_rows(
    lines: Iterator[str], *, delimiter: str, width: int, limits: Limits
) -> Iterator[RawRow]:
    """Yield the rows behind the header; empty lines are no rows.

    Args:
        lines: The lines of the file, the header already taken.
        delimiter: Between two cells.
        width: How many cells the header has; decides whether a row over several lines holds.
        limits: How far a row may stretch.
    """
    cut = cutter(delimiter)
    waiting = _Waiting(lines)
    number = 1
    while (text := waiting.take()) is not None:
        number += 1
        if not text or text.isspace():
            continue
        if '"' not in text:
            yield RawRow(number, text.split(delimiter))
            continue
        row, taken = _read_quoted(text, waiting, cut, width, limits)
        yield row._replace(line=number)
        for _ in range(taken):
            waiting.take()
        number += taken


def cutter(delimiter: str) -> Cut:
    """Return the function that cuts one row into cells, after RFC 4180.

    It raises what says that a quoted cell goes on, or that a quotation mark is out of place.
    """
    # Each cell is matched once, without going back: a hostile row costs no more than its length.
    cell = re.compile(
        rf'(?:"([^"]*+(?:""[^"]*+)*+)"|((?!")[^{delimiter}]*+))({delimiter}|\Z)',
    )
    open_cell = re.compile(r'"[^"]*+(?:""[^"]*+)*+\Z')

    def cut(text: str) -> list[str]:
        cells: list[str] = []
        position = 0
        while found := cell.match(text, position):
            quoted, plain, end = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            if not end:
                return cells
            position = found.end()
        raise _QuoteOpen if open_cell.match(text, position) else _QuoteMisplaced

    return cut


class _Waiting:
    """Lines that were looked at and may still be taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._seen: deque[str] = deque()

    def take(self) -> str | None:
        """Return the next line and forget it; None at the end."""
        return self._seen.popleft() if self._seen else next(self._lines, None)

    def look(self, ahead: int) -> str | None:
        """Return the line `ahead` lines further, 0 being the next; None at the end."""
        while len(self._seen) <= ahead:
            line = next(self._lines, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[ahead]


def _read_quoted(
    text: str, waiting: _Waiting, cut: Cut, width: int, limits: Limits
) -> tuple[RawRow, int]:
    """Return the row that starts with `text`, and how many more lines it takes."""
    try:
        return RawRow(0, cut(text)), 0
    except _QuoteMisplaced:
        return _FAULTY, 0
    except _QuoteOpen:
        following = _lines_until_closed(text, waiting, limits)
    try:
        cells = cut("\n".join((text, *following)))
    except (_QuoteOpen, _QuoteMisplaced):
        return _FAULTY, 0
    # The wrong number of cells: more likely a stray quotation mark than a row over several lines.
    return (RawRow(0, cells), len(following)) if len(cells) == width else (_FAULTY, 0)


def _lines_until_closed(text: str, waiting: _Waiting, limits: Limits) -> list[str]:
    following: list[str] = []
    characters = len(text)
    while len(following) + 1 < limits.row_lines:
        line = waiting.look(len(following))
        if line is None or characters + len(line) > limits.row_characters:
            break
        following.append(line)
        characters += len(line)
        # A doubled quotation mark counts two: an odd number closes what the first line opened.
        if line.count('"') % 2:
            break
    return following


def _decode(line: bytes, *, is_first: bool) -> str:
    if is_first:
        line = line.removeprefix(codecs.BOM_UTF8)
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("windows-1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
