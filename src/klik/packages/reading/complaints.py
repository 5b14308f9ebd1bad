"""What is said about YAML that is refused: what stands there and what to write instead."""

from __future__ import annotations

from typing import Any

from klik.packages.reading.scalars import ScalarRefused, plain_value

QUOTES = (
    'inside { } a text with a comma, colon, ? or brace stands between quotes: {nl: "Ja, dat kan"}'
)
DIRECTIVE = "a line that begins with % is not accepted; remove it"
SECOND_DOCUMENT = "a second document begins here; a file holds one, so remove this ---"
NO_KEYS = "the file holds no keys; `key: value` lines are expected"
KEY_NOT_TEXT = "a key is a word; a list or a group of keys cannot be one"
TILDE = "~ is not accepted as a value; write null where a fact is unknown, else leave the key out"

_SYNTAX = (
    (
        "mapping values are not allowed",
        "a second colon here; put the text between quotes, or begin the next key on a new line "
        "with the right indentation",
    ),
    ("',' or '}'", f"{{ }} is not closed, or a text in it is cut off; {QUOTES}"),
    (
        "',' or ']'",
        "[ ] is not closed, or a text in it is cut off; put a text with a comma, colon or bracket "
        "between quotes",
    ),
    (
        "cannot start any token",
        "a text cannot begin with this character; put the text between quotes",
    ),
    ("unexpected ':'", f"a colon cannot stand here; {QUOTES}"),
    ("comment or line break", "after | or > the text begins on the next line"),
    ("mapping keys are not allowed", "a text that begins with ? stands between quotes"),
    ("could not find expected ':'", "no colon follows; `key: value` is expected"),
    (
        "did not find expected key",
        "this fits no key above; check the indentation, and put a text that begins with a quote, "
        "bracket or brace between quotes as a whole",
    ),
    ("expected '-' indicator", "a list goes on with `- `; check the indentation of this line"),
    ("unexpected end of stream", "a quotation mark is opened and never closed"),
    ("block sequence entries are not allowed", "a list begins on a line of its own, with `- `"),
    ("unknown escape character", "\\ is special between double quotes; write \\\\ or use ' '"),
    ("unexpected document indicator", "a quotation mark is opened and never closed"),
    ("expected node content", f"a value or a closing bracket is expected here; {QUOTES}"),
    ("<document start>", f"this stands after the end; is a bracket closed too early? {QUOTES}"),
    (
        "alphabetic or numeric",
        "& and * begin an anchor or alias, which are not accepted; use quotes",
    ),
)


def syntax_message(error: Any, text: str) -> str:
    """Return what to do about a syntax error that the parser found."""
    found = error.problem or ""
    for words, message in _SYNTAX:
        if words in found:
            return _with_quotes_hint(message, error, text)
    context = f" {error.context}" if error.context else ""
    return f"this cannot be read as YAML{context}: {found}; {QUOTES}"


def _with_quotes_hint(message: str, error: Any, text: str) -> str:
    if error.problem_mark is None or QUOTES in message:
        return message
    lines = text.split("\n")
    line = lines[error.problem_mark.line] if error.problem_mark.line < len(lines) else ""
    return f"{message}; {QUOTES}" if "{" in line else message


def anchor(name: str) -> str:
    """Return what to do about an anchor."""
    return f"the anchor &{name} is not accepted; write the value out wherever it is needed"


def alias(name: str | None) -> str:
    """Return what to do about an alias."""
    return f"the alias *{name} is not accepted; write the value out"


def tag(name: str) -> str:
    """Return what to do about a tag."""
    return f"the tag {name} is not accepted; write a plain value, a text between quotes if need be"


def duplicate(key: str, first_line: int) -> str:
    """Return what to do about a key that stands twice."""
    return f'"{key}" already stands on line {first_line}; a key stands once, remove one of them'


def no_value(key: str, *, flow: bool) -> str:
    """Return what to do about a key without a value."""
    if flow:
        return f'"{key}" has no value; if it belongs to the text before it: {QUOTES}'
    return f'"{key}" has no value; give it one or leave the key out'


def no_item() -> str:
    """Return what to do about an empty item of a list."""
    return "an item without a value; give it one or remove it"


def key_message(word: str) -> str | None:
    """Return what is wrong with a key that stands without quotes; None if nothing is."""
    if word == "<<":
        return "the merge key << is not accepted; write the keys out"
    if word in {"", "~"}:
        return "a key is missing before the colon"
    try:
        value = plain_value(word)
    except ScalarRefused:
        value = 0
    if isinstance(value, str):
        return None
    return digits_as_key(word)


def digits_as_key(word: str) -> str:
    """Return what to do about a number or truth value that stands where a key is expected."""
    return f'a key is text; put it between quotes: "{word}"'


def decimal_comma(before: Any, after: str) -> str:
    """Return what to do about `80,00` inside { }: YAML reads a value 80 and a key 00."""
    return f"a number has a point, not a comma: {before}.{after}"
