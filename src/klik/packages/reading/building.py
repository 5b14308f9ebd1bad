"""Builds a document from the events of the YAML parser.

Events and not PyYAML's own loader: aliases, tags and merge keys are seen before anything acts on
them, sizes are counted while reading, and every value keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from klik.packages.problems import PackageRefused, Problem
from klik.packages.reading import complaints
from klik.packages.reading.decoding import decode_text
from klik.packages.reading.document import Document, Path, Place, Span
from klik.packages.reading.scalars import ScalarRefused, plain_value

MAXIMUM_BYTES = 1_000_000
MAXIMUM_SCALAR = 100_000
MAXIMUM_KEY = 200
MAXIMUM_NODES = 50_000
MAXIMUM_DEPTH = 20
MAXIMUM_PROBLEMS = 100

# The C parser is about ten times as fast; both give the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_document(text_bytes: bytes, *, file: str) -> Document:
    """Read the YAML of one file of a package.

    `true` and `false` are booleans, whole numbers int, fractions Decimal, `null` is None; every
    other word and everything between quotes is text, dates included.

    Args:
        text_bytes: The content: UTF-8, at most 1,000,000 bytes, with or without a byte order mark.
        file: The name that problems carry.

    Raises:
        PackageRefused: Not readable, too large, or with something of YAML that a package may not
            use: anchors, aliases, tags, merge keys, duplicate keys, keys without a value.
    """
    text = decode_text(text_bytes, file=file, maximum_bytes=MAXIMUM_BYTES)
    builder = _Builder(file)
    try:
        content = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.refuse(_place(mark), complaints.syntax_message(error, text))
    except yaml.YAMLError as error:
        builder.refuse(Place(1, 1), f"this cannot be read as YAML: {error}")
    if builder.problems:
        raise PackageRefused(builder.problems)
    return Document(file, content, builder.places, builder.key_places, builder.spans, text)


def _place(mark: Any) -> Place:
    return Place(1, 1) if mark is None else Place(mark.line + 1, mark.column + 1)


def _is_digits(event: Any) -> bool:
    plain = isinstance(event, yaml.ScalarEvent) and not event.style
    return plain and event.anchor is None and event.tag is None and event.value.isdecimal()


class _Builder:
    """What is known while the events of one file go by."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}
        self.key_places: dict[Path, Place] = {}
        self.spans: dict[Path, Span] = {}
        self._nodes = 0
        self._events: Iterator[Any] = iter(())

    def document(self, events: Iterator[Any]) -> dict[str, Any]:
        """Return the one document that the events hold."""
        self._events = events
        next(events)  # the start of the stream
        start = next(events)
        if not isinstance(start, yaml.DocumentStartEvent):
            self.refuse(Place(1, 1), "the file is empty; `key: value` lines are expected")
        if start.version or start.tags:
            self._note(_place(start.start_mark), complaints.DIRECTIVE)
        content = self._value(next(events), (), 0)
        next(events)  # the end of the document
        following = next(events)
        if isinstance(following, yaml.DocumentStartEvent):
            self.refuse(_place(following.start_mark), complaints.SECOND_DOCUMENT)
        if not isinstance(content, dict):
            self.refuse(self.places.get((), Place(1, 1)), complaints.NO_KEYS)
        return content

    def refuse(self, place: Place, message: str) -> NoReturn:
        """Stop reading at `place`."""
        self._note(place, message, last=True)
        raise PackageRefused(self.problems)

    def _note(self, place: Place, message: str, *, last: bool = False) -> None:
        self.problems.append(Problem(self.file, place.line, place.column, message))
        if len(self.problems) >= MAXIMUM_PROBLEMS and not last:
            raise PackageRefused(self.problems)

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        place = _place(event.start_mark)
        self.places[path] = place
        self._count(place)
        if isinstance(event, yaml.AliasEvent):
            self._note(place, complaints.alias(event.anchor))
            return None
        self._note_extras(event, place)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path, place)
        if depth >= MAXIMUM_DEPTH:
            self.refuse(place, f"nested deeper than {MAXIMUM_DEPTH} levels; write it flatter")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth + 1)
        return self._mapping(path, depth + 1, flow=bool(event.flow_style))

    def _count(self, place: Place) -> None:
        self._nodes += 1
        if self._nodes > MAXIMUM_NODES:
            self.refuse(place, f"more than {MAXIMUM_NODES:,} keys and values in one file")

    def _note_extras(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._note(place, complaints.anchor(event.anchor))
        if event.tag is not None:
            self._note(place, complaints.tag(event.tag))

    def _scalar(self, event: Any, path: Path, place: Place) -> Any:
        self._check_size(event, place)
        if event.style is None or event.style == "":
            return self._plain(event, path, place)
        self.spans[path] = Span(event.start_mark.index, event.end_mark.index, event.style)
        return event.value

    def _plain(self, event: Any, path: Path, place: Place) -> Any:
        if event.value in {"", "~"}:
            self._note(place, complaints.no_item() if event.value == "" else complaints.TILDE)
            return None
        try:
            value = plain_value(event.value)
        except ScalarRefused as error:
            self._note(place, str(error))
            return None
        if isinstance(value, str):
            self.spans[path] = Span(event.start_mark.index, event.end_mark.index, "")
        return value

    def _check_size(self, event: Any, place: Place) -> None:
        if len(event.value) > MAXIMUM_SCALAR:
            message = (
                f"a text of {len(event.value):,} characters; at most {MAXIMUM_SCALAR:,} are "
                "accepted"
            )
            self.refuse(place, message)

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items)), depth))
        return items

    def _mapping(self, path: Path, depth: int, *, flow: bool) -> dict[str, Any]:
        content: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if flow and _is_digits(event):
                self._refuse_digits(event, content, path, depth)
                continue
            key = self._key(event, depth)
            following = next(self._events)
            if key is None:
                self._skip(following, depth)
                continue
            child = (*path, key)
            if child in self.key_places:
                first = self.key_places[child]
                self._note(_place(event.start_mark), complaints.duplicate(key, first.line))
                self._skip(following, depth)
                continue
            self.key_places[child] = _place(event.start_mark)
            content[key] = self._keyed_value(key, following, child, (depth, flow))
        return content

    def _refuse_digits(self, event: Any, content: dict[str, Any], path: Path, depth: int) -> None:
        """Refuse digits as a key: with nothing behind them they are what follows a comma."""
        self._count(_place(event.start_mark))
        following = next(self._events)
        if not content or not (isinstance(following, yaml.ScalarEvent) and following.value == ""):
            self._note(_place(event.start_mark), complaints.digits_as_key(event.value))
            self._skip(following, depth)
            return
        last = list(content)[-1]
        message = complaints.decimal_comma(content[last], event.value)
        self._note(self.places[(*path, last)], message)

    def _keyed_value(self, key: str, event: Any, path: Path, within: tuple[int, bool]) -> Any:
        depth, flow = within
        plain = isinstance(event, yaml.ScalarEvent) and not event.style and event.tag is None
        if plain and event.value == "" and event.anchor is None:
            self.places[path] = self.key_places[path]
            self._note(self.key_places[path], complaints.no_value(key, flow=flow))
            return None
        return self._value(event, path, depth)

    def _key(self, event: Any, depth: int) -> str | None:
        """Return the key, or None where it was refused."""
        place = _place(event.start_mark)
        self._count(place)
        if isinstance(event, yaml.AliasEvent):
            self._note(place, complaints.alias(event.anchor))
            return None
        self._note_extras(event, place)
        if not isinstance(event, yaml.ScalarEvent):
            self._note(place, complaints.KEY_NOT_TEXT)
            self._skip(event, depth)
            return None
        if len(event.value) > MAXIMUM_KEY:
            self.refuse(place, f"a key is at most {MAXIMUM_KEY} characters long")
        return self._key_text(event, place)

    def _key_text(self, event: Any, place: Place) -> str | None:
        word: str = event.value
        if event.style:
            return word
        message = complaints.key_message(word)
        if message is None:
            return word
        self._note(place, message)
        return None

    def _skip(self, event: Any, depth: int) -> None:
        """Read past a value that has no place to go; the file is refused anyway."""
        self._value(event, ("\0", self._nodes), depth)
