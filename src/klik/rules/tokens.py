"""The words of an expression: read by sqlglot's tokenizer, allow-listed one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token
from sqlglot.tokens import Tokenizer

from klik.rules import limits
from klik.rules.functions import AGGREGATES, FUNCTIONS
from klik.rules.refusals import ExpressionRefused
from klik.rules.sizes import refuse_invisible, refuse_size
from klik.rules.syntax import Scalar
from klik.rules.wording import NAME, why_refused

SIGNS = frozenset(["=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "(", ")", ","])
KEYWORDS = frozenset(
    [
        *("AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "NONE", "TRUE", "FALSE"),
        *("CASE", "WHEN", "THEN", "ELSE", "END", "FILTER", "WHERE"),
    ]
)
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
DAY = re.compile(r"'[0-9]{4}-[0-9]{2}-[0-9]{2}'\Z")
CONSTANTS: dict[str, Scalar] = {"TRUE": True, "FALSE": False, "NULL": None}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an expression.

    Attributes:
        kind: "sign" (an operator or keyword), "name", "literal" or "function".
        text: A sign, keyword or name; a function in small letters.
        written: As it stands in the expression.
        offset: Where it starts in the expression, in characters from 0.
        value: A literal's value.
    """

    kind: str
    text: str
    written: str
    offset: int
    value: Scalar = None

    def refused(self, message: str) -> ExpressionRefused:
        """Return the refusal of this word."""
        return ExpressionRefused(message, offset=self.offset, word=self.written)


def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of an expression.

    Raises:
        ExpressionRefused: A word is not in the language, or the text is too large.
    """
    refuse_size(text)
    refuse_invisible(text)
    try:
        tokens = Tokenizer().tokenize(text)
    except TokenError as error:
        raise _never_closed(text) from error
    _refuse_skipped(tokens, text)
    return tuple(_words(_Cursor(tokens, text)))


def _never_closed(text: str) -> ExpressionRefused:
    """Point at the last quote or comment: the one that opens and does not close."""
    offset, opened = max((text.rfind(opened), opened) for opened in ("'", '"', "`", "$", "/*"))
    return ExpressionRefused(
        "a quote or comment is opened here and not closed; write a text as 'text'",
        offset=max(offset, 0),
        word=opened if offset >= 0 else "",
    )


def _refuse_skipped(tokens: Sequence[Token], text: str) -> None:
    """Refuse comments and whatever the tokenizer skipped: nothing may stand there unread."""
    position = 0
    for token in [*tokens, None]:
        start = len(text) if token is None else token.start
        skipped = text[position:start]
        if skipped.strip():
            found = skipped.strip()[:20]
            raise ExpressionRefused(
                f"{found} is not accepted here; comments belong in the YAML file, after #",
                offset=position + len(skipped) - len(skipped.lstrip()),
                word=found,
            )
        position = len(text) if token is None else token.end + 1


class _Cursor:
    """A place in the list of tokens, with looks ahead."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.at = 0

    def written(self, ahead: int = 0) -> str:
        """Return a token as written, or nothing past the end."""
        if self.at + ahead >= len(self.tokens):
            return ""
        token = self.tokens[self.at + ahead]
        return self.text[token.start : token.end + 1]

    def touches_next(self) -> bool:
        """Return whether no space stands between this token and the next."""
        following = self.tokens[self.at + 1 : self.at + 2]
        return bool(following) and following[0].start == self.tokens[self.at].end + 1

    def refused(self, message: str) -> ExpressionRefused:
        offset = self.tokens[self.at].start
        return ExpressionRefused(message, offset=offset, word=self.written())

    def take(self, kind: str, text: str, *, value: Scalar = None, count: int = 1) -> Word:
        """Return the next `count` tokens as one word, and go past them."""
        start, end = self.tokens[self.at].start, self.tokens[self.at + count - 1].end
        self.at += count
        return Word(kind, text, self.text[start : end + 1], start, value)


def _words(cursor: _Cursor) -> Iterator[Word]:
    while cursor.at < len(cursor.tokens):
        yield _word(cursor)


def _word(cursor: _Cursor) -> Word:
    written = cursor.written()
    if written in SIGNS:
        return cursor.take("sign", "<>" if written == "!=" else written)
    for applies, read in _READERS:
        if applies(cursor):
            return read(cursor)
    raise cursor.refused(why_refused(written))


def _is_text(cursor: _Cursor) -> bool:
    return cursor.written().startswith("'")


def _is_number(cursor: _Cursor) -> bool:
    written = cursor.written()
    return written.isascii() and (written[0].isdigit() or written[0] == ".")


def _is_date(cursor: _Cursor) -> bool:
    return cursor.written() in {"DATE", "date"} and cursor.written(1).startswith("'")


def _is_function(cursor: _Cursor) -> bool:
    # A sign such as U+212A becomes an ASCII letter when lowered: what is written counts.
    written = cursor.written()
    known = written.isascii() and written.lower() in (FUNCTIONS.keys() | AGGREGATES)
    return known and cursor.written(1) == "("


def _is_keyword(cursor: _Cursor) -> bool:
    written = cursor.written()
    return written.isascii() and written.upper() in KEYWORDS and cursor.written(1) != "."


def _is_name(cursor: _Cursor) -> bool:
    return bool(NAME.match(cursor.written())) and cursor.written(1) != "("


def _read_text(cursor: _Cursor) -> Word:
    written = cursor.written()
    if len(written) > limits.MAXIMUM_TEXT:
        raise cursor.refused(
            f"a text in a rule holds at most {limits.MAXIMUM_TEXT} signs; write less"
        )
    return cursor.take("literal", written, value=written[1:-1].replace("''", "'"))


def _read_number(cursor: _Cursor) -> Word:
    written = cursor.written()
    after = cursor.written(1)[:1]
    if not NUMBER.match(written) or ((after.isalnum() or after in "_.") and cursor.touches_next()):
        raise cursor.refused(f"{written} is not a number here; write 100 or 12.50")
    if len(written) > limits.MAXIMUM_DIGITS:
        raise cursor.refused(
            f"a number in a rule has at most {limits.MAXIMUM_DIGITS} digits; write fewer"
        )
    value: Scalar = Decimal(written) if "." in written else int(written)
    return cursor.take("literal", written, value=value)


def _read_date(cursor: _Cursor) -> Word:
    cursor.at += 1
    written = cursor.written()
    try:
        day = date.fromisoformat(written[1:-1]) if DAY.match(written) else None
    except ValueError:
        day = None
    if day is None:
        raise cursor.refused(f"{written} is not a day of the calendar; write DATE '2026-01-31'")
    cursor.at -= 1
    return cursor.take("literal", written, value=day, count=2)


def _read_function(cursor: _Cursor) -> Word:
    return cursor.take("function", cursor.written().lower())


def _read_keyword(cursor: _Cursor) -> Word:
    upper = cursor.written().upper()
    if upper in CONSTANTS and not _follows_is(cursor):
        return cursor.take("literal", upper, value=CONSTANTS[upper])
    return cursor.take("sign", upper)


def _follows_is(cursor: _Cursor) -> bool:
    before = [token.text.upper() for token in cursor.tokens[max(0, cursor.at - 2) : cursor.at]]
    return before[-1:] == ["IS"] or before[-2:] == ["IS", "NOT"]


def _read_name(cursor: _Cursor) -> Word:
    count = 1
    while cursor.written(count) == ".":
        if not NAME.match(cursor.written(count + 1)):
            cursor.at += count
            raise cursor.refused("after a point comes a name, as in child.birth_date")
        count += 2
    word = cursor.take("name", "".join(cursor.written(part) for part in range(count)), count=count)
    if word.text != word.written:
        raise word.refused(f"write {word.text} without spaces around its points")
    return word


_READERS: tuple[tuple[Callable[[_Cursor], bool], Callable[[_Cursor], Word]], ...] = (
    (_is_text, _read_text),
    (_is_number, _read_number),
    (_is_date, _read_date),
    (_is_function, _read_function),
    (_is_keyword, _read_keyword),
    (_is_name, _read_name),
)
