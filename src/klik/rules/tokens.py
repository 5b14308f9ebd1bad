"""The words of an expression: read by sqlglot's tokenizer, allow-listed one by one.

Names, literals and functions become numbered stand-ins before sqlglot parses, so that it sees the
shape of operators and nothing else, and so that every message can point at the word it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlglot.errors import TokenError
from sqlglot.tokens import Token, Tokenizer, TokenType

from klik.rules import limits
from klik.rules.functions import AGGREGATES, FUNCTIONS
from klik.rules.refusals import ExpressionRefused
from klik.rules.syntax import Scalar

OPERATORS = frozenset({"=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "(", ")", ","})
KEYWORDS = frozenset(
    "AND OR NOT IN BETWEEN IS CASE WHEN THEN ELSE END FILTER WHERE TRUE FALSE NULL NONE DATE".split()
)
# Words that SQL keeps for itself; most deserve a hint at what Klik offers instead.
INSTEAD = {
    "/": "use divide(a, b, scale)",
    "%": "use steps_of(x, size, down)",
    "||": "texts are not joined in a rule; put the sentence in `text:`",
    "CAST": "types never change in a rule; give the fact its right type",
    "::": "types never change in a rule; give the fact its right type",
    "LIKE": "use = or IN with the words of a choice",
    "ILIKE": "use = or IN with the words of a choice",
    "INTERVAL": "use add_months or add_days",
    "SELECT": "a rule reads declared names only; use a collection with COUNT, SUM, any or all",
    "EXISTS": "use any(rows, condition)",
    "OVER": "a rule looks at one subject; compute the fact in the record it comes from",
    "CURRENT_DATE": "use today, the day of the decision",
    "CURRENT_TIMESTAMP": "use today, the day of the decision",
    "NOW": "use today, the day of the decision",
    "IF": "use CASE WHEN ... THEN ... ELSE ... END",
    "DISTINCT": "count the rows of the collection with FILTER",
    ";": "write one expression",
}
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
ACCEPTED = "accepted are declared names, literals, AND OR NOT, comparisons, + - *, IN, BETWEEN, IS [NOT] NULL, IS [NOT] NONE, CASE and the functions of the list"


@dataclass(frozen=True, slots=True)
class Atom:
    """A name, literal or function name that sqlglot sees as a numbered stand-in.

    Attributes:
        kind: "name", "literal", "function" or "none".
        text: The name, or the literal as written.
        value: A literal's value.
        offset: Where it starts in the expression, in characters from 0.
    """

    kind: str
    text: str
    offset: int
    value: Scalar = None


def read_atoms(text: str) -> tuple[str, tuple[Atom, ...]]:
    """Return the expression with numbered stand-ins, and what stands behind each number.

    Raises:
        ExpressionRefused: A word is not in the language, or the text is too large.
    """
    _refuse_size(text)
    try:
        words = Tokenizer().tokenize(text)
    except TokenError as error:
        raise ExpressionRefused(
            "this is not complete: a quote is opened and not closed, or a sign is not known"
        ) from error
    _refuse_outside(words, text)
    _refuse_depth(words)
    atoms: list[Atom] = []
    parts: list[str] = []
    for part in _parts(_Cursor(words, text)):
        if isinstance(part, Atom):
            suffix = str(len(atoms))
            atoms.append(part)
            parts.append(f"k{suffix}")
        else:
            parts.append(part)
    return " ".join(parts), tuple(atoms)


def _refuse_size(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > limits.MAXIMUM_CHARACTERS:
        raise ExpressionRefused(
            f"an expression holds at most {limits.MAXIMUM_CHARACTERS} bytes, this one has "
            f"{len(text):,}; name parts of it under `values:`"
        )
    if not text.strip():
        raise ExpressionRefused("an expression is expected here and there is none")
    for offset, sign in enumerate(text):
        if not sign.isprintable() and sign not in "\n\t ":
            raise ExpressionRefused(
                f"the invisible sign U+{ord(sign):04X} is not accepted; write plain text",
                offset=offset,
                word=repr(sign),
            )


def _refuse_outside(words: list[Token], text: str) -> None:
    """Refuse comments and whatever the tokenizer skipped: nothing may stand there unread."""
    position = 0
    for word in [*words, None]:
        start = len(text) if word is None else word.start
        skipped = text[position:start]
        if skipped.strip():
            offset = position + len(skipped) - len(skipped.lstrip())
            raise ExpressionRefused(
                f"{skipped.strip()[:20]!r} is not accepted here; comments belong in the YAML file",
                offset=offset,
                word=skipped.strip()[:20],
            )
        position = len(text) if word is None else word.end + 1


def _refuse_depth(words: list[Token]) -> None:
    depth = 0
    prefixes = 0
    for word in words:
        upper = word.text.upper()
        depth += (upper in {"(", "CASE"}) - (upper in {")", "END"})
        prefixes = prefixes + 1 if upper in {"NOT", "-", "+"} else 0
        if depth > limits.MAXIMUM_DEPTH or prefixes > limits.MAXIMUM_DEPTH:
            raise ExpressionRefused(
                f"an expression nests at most {limits.MAXIMUM_DEPTH} deep; "
                "name parts of it under `values:`",
                offset=word.start,
                word=word.text,
            )


class _Cursor:
    """A place in the list of words, with looks ahead."""

    def __init__(self, words: list[Token], text: str) -> None:
        self.words = words
        self.text = text
        self.at = 0

    def more(self) -> bool:
        return self.at < len(self.words)

    def source(self, ahead: int = 0) -> str:
        """Return the word as written, or nothing past the end."""
        if self.at + ahead >= len(self.words):
            return ""
        word = self.words[self.at + ahead]
        return self.text[word.start : word.end + 1]

    def word(self) -> Token:
        return self.words[self.at]

    def refuse(self, message: str) -> ExpressionRefused:
        return ExpressionRefused(message, offset=self.word().start, word=self.source())


def _parts(cursor: _Cursor) -> Iterator[Atom | str]:
    while cursor.more():
        yield _part(cursor)


def _part(cursor: _Cursor) -> Atom | str:
    source = cursor.source()
    upper = source.upper()
    if source in OPERATORS:
        cursor.at += 1
        return source
    for applies, read in _READERS:
        if applies(cursor, source, upper):
            return read(cursor)
    raise cursor.refuse(_why_refused(source, upper))


def _is_text(cursor: _Cursor, source: str, upper: str) -> bool:
    return cursor.word().token_type == TokenType.STRING and source.startswith("'")


def _is_number(cursor: _Cursor, source: str, upper: str) -> bool:
    return source[0].isdigit() or source[0] == "."


def _is_date(cursor: _Cursor, source: str, upper: str) -> bool:
    return upper == "DATE" and cursor.source(1).startswith("'")


def _is_function(cursor: _Cursor, source: str, upper: str) -> bool:
    return cursor.source(1) == "(" and source.lower() in (FUNCTIONS.keys() | AGGREGATES)


def _is_keyword(cursor: _Cursor, source: str, upper: str) -> bool:
    return upper in KEYWORDS and upper != "DATE" and cursor.source(1) != "."


def _is_name(cursor: _Cursor, source: str, upper: str) -> bool:
    return bool(NAME.match(source)) and cursor.source(1) != "(" and upper not in INSTEAD


def _read_text(cursor: _Cursor) -> Atom:
    word = cursor.word()
    source = cursor.source()
    if len(source) > limits.MAXIMUM_TEXT:
        raise cursor.refuse(f"a text in a rule holds at most {limits.MAXIMUM_TEXT} signs")
    cursor.at += 1
    return Atom("literal", source, word.start, source[1:-1].replace("''", "'"))


def _read_number(cursor: _Cursor) -> Atom:
    word = cursor.word()
    source = cursor.source()
    if not NUMBER.match(source) or NAME.match(cursor.source(1)) and _touches(cursor):
        raise cursor.refuse(f"{source!r} is not a number here; write 100 or 12.50")
    if len(source) > limits.MAXIMUM_DIGITS:
        raise cursor.refuse(f"a number in a rule has at most {limits.MAXIMUM_DIGITS} digits")
    cursor.at += 1
    value: Scalar = Decimal(source) if "." in source else int(source)
    return Atom("literal", source, word.start, value)


def _touches(cursor: _Cursor) -> bool:
    return cursor.words[cursor.at + 1].start == cursor.word().end + 1


def _read_date(cursor: _Cursor) -> Atom:
    start = cursor.word().start
    cursor.at += 1
    source = cursor.source()
    try:
        if len(source) != len("'2026-01-31'"):
            raise ValueError(source)
        value = date.fromisoformat(source[1:-1])
    except ValueError as error:
        raise cursor.refuse(f"{source} is not a day; write DATE '2026-01-31'") from error
    cursor.at += 1
    return Atom("literal", source, start, value)


def _read_function(cursor: _Cursor) -> Atom:
    atom = Atom("function", cursor.source().lower(), cursor.word().start)
    cursor.at += 1
    return atom


def _read_keyword(cursor: _Cursor) -> Atom | str:
    word = cursor.word()
    upper = cursor.source().upper()
    cursor.at += 1
    constants: dict[str, Scalar] = {"TRUE": True, "FALSE": False, "NULL": None}
    if upper in constants and not _follows_is(cursor):
        return Atom("literal", upper, word.start, constants[upper])
    if upper == "NONE":
        return Atom("none", upper, word.start)
    return upper


def _follows_is(cursor: _Cursor) -> bool:
    before = [word.text.upper() for word in cursor.words[max(0, cursor.at - 3) : cursor.at - 1]]
    return before[-1:] == ["IS"] or before[-2:] == ["IS", "NOT"]


def _read_name(cursor: _Cursor) -> Atom:
    start = cursor.word().start
    parts = [cursor.source()]
    cursor.at += 1
    while cursor.source() == ".":
        cursor.at += 1
        if not cursor.more() or not NAME.match(cursor.source()):
            cursor.at -= 1
            raise cursor.refuse("a name follows the point, such as child.birth_date")
        parts.append(cursor.source())
        cursor.at += 1
    return Atom("name", ".".join(parts), start)


_Applies = Callable[[_Cursor, str, str], bool]
_READERS: tuple[tuple[_Applies, Callable[[_Cursor], Atom | str]], ...] = (
    (_is_text, _read_text),
    (_is_number, _read_number),
    (_is_date, _read_date),
    (_is_function, _read_function),
    (_is_keyword, _read_keyword),
    (_is_name, _read_name),
)


def _why_refused(source: str, upper: str) -> str:
    if upper in INSTEAD:
        return f"{source} is not in the rule language; {INSTEAD[upper]}"
    if source[0] in "\"`[":
        return f"{source} is not accepted; write names without quotes and texts as 'text'"
    if NAME.match(source.lower()) and source.lower() != source:
        return f"{source} is not known; names are written in small letters"
    if NAME.match(source):
        return f"{source} is not a function; the functions are {', '.join(sorted(FUNCTIONS))}"
    return f"{source} is not in the rule language; {ACCEPTED}"
