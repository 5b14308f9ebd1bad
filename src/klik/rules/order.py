"""Which word may follow which.

sqlglot reads generously: `a b` is an alias to it, `f(a, )` and `IN ()` are fine. What stands in the
wrong place is refused here, at its own word, so that sqlglot sees complete expressions only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from klik.rules import limits
from klik.rules.refusals import ExpressionRefused
from klik.rules.sizes import too_large
from klik.rules.tokens import Word
from klik.rules.wording import DUTCH

BEGINS = frozenset(["operand", "function", "(", "-", "NOT", "CASE"])
CONTINUES = frozenset(
    [
        *("operator", "-", "AND", "OR", "IN", "NOT IN", "BETWEEN", "IS"),
        *(")", ",", "WHEN", "THEN", "ELSE", "END", "the end"),
    ]
)
FOLLOWERS = {
    "the beginning": BEGINS,
    "operand": CONTINUES,
    "function": frozenset(["("]),
    "(": BEGINS,
    "function (": BEGINS | {")"},
    "IN (": BEGINS,
    "FILTER (": frozenset(["WHERE"]),
    ")": CONTINUES,
    "function )": CONTINUES | {"FILTER"},
    "FILTER": frozenset(["("]),
    "IN": frozenset(["(", "operand"]),
    "NOT IN": frozenset(["IN", "BETWEEN"]),
    "IS": frozenset(["NULL", "NONE", "IS NOT"]),
    "IS NOT": frozenset(["NULL", "NONE"]),
    "NULL": CONTINUES,
    "NONE": CONTINUES,
    "CASE": frozenset(["WHEN"]),
    "END": CONTINUES,
    **dict.fromkeys(
        ["operator", "-", "NOT", "AND", "OR", "BETWEEN", ",", "WHERE", "WHEN", "THEN", "ELSE"],
        BEGINS,
    ),
}
_BEGINNING = "a name, number, 'text', DATE, function, CASE, NOT, - or ("
_CONTINUING = "AND, OR, a comparison, + - *, IN, BETWEEN, IS, what closes this part, or the end"
_SHOWN = {"operand": "a name or value", "operator": "an operator", "IS NOT": "NOT"}
_COMMA = "a comma stands only in a function and in IN ('a', 'b'); a number has a point: 12.50"
_CASE_FORM = "CASE is written CASE WHEN condition THEN value ELSE value END"
_INSIDE_CASE = {
    "WHEN": frozenset(["CASE", "THEN"]),
    "THEN": frozenset(["WHEN"]),
    "ELSE": frozenset(["THEN"]),
    "END": frozenset(["THEN", "ELSE"]),
}


@dataclass(slots=True)
class _Opened:
    """A bracket or CASE that is open, with how many NOT and minus signs wait outside it."""

    word: Word
    kind: str
    waiting: int


@dataclass(slots=True)
class _Reading:
    """How far the words have been followed."""

    last: str = "the beginning"
    opened: list[_Opened] = field(default_factory=list)
    waiting: int = 0
    operands: int = 0


def refuse_misplaced(words: Sequence[Word]) -> None:
    """Refuse words that do not stand where they may, open brackets, and what nests too deep.

    Raises:
        ExpressionRefused: It points at the first word that is out of place.
    """
    reading = _Reading()
    for word in words:
        kind = _kind(word, reading.last)
        if kind not in FOLLOWERS[reading.last]:
            raise word.refused(_does_not_follow(word, reading.last))
        reading.last = _opened(reading, word, kind)
        _refuse_deep(reading, word, kind)
    if reading.opened:
        raise _never_closed(reading.opened[-1])
    if "the end" not in FOLLOWERS[reading.last]:
        raise words[-1].refused(
            f"the expression ends after {words[-1].written}; {_accepted(reading.last)}"
        )


def _kind(word: Word, last: str) -> str:
    if word.kind in ("name", "literal"):
        return "operand"
    if word.kind == "function":
        return "function"
    if word.text == "NOT" and last == "IS":
        return "IS NOT"
    if word.text == "NOT" and "operator" in FOLLOWERS[last]:
        return "NOT IN"
    if word.text in ("=", "<>", "<", "<=", ">", ">=", "+", "*"):
        return "operator"
    return word.text


def _opened(reading: _Reading, word: Word, kind: str) -> str:
    """Keep what is open, and return how the word is known to the next one."""
    if kind == "(":
        named = f"{reading.last} (" if reading.last in ("function", "FILTER", "IN") else "("
        reading.opened.append(_Opened(word, named, reading.waiting))
        return named
    if kind == "CASE":
        reading.opened.append(_Opened(word, "CASE", reading.waiting))
    elif kind in (")", ","):
        return _in_bracket(reading, word, kind)
    elif kind in _INSIDE_CASE:
        _in_case(reading, word, kind)
    return kind


def _in_bracket(reading: _Reading, word: Word, kind: str) -> str:
    last = reading.opened[-1] if reading.opened else None
    if kind == ",":
        if last is None or last.kind not in ("function (", "IN ("):
            raise word.refused(_COMMA)
        return ","
    if last is None or not last.kind.endswith("("):
        raise word.refused("this parenthesis closes nothing; leave it out or write ( before it")
    reading.opened.pop()
    return "function )" if last.kind == "function (" else ")"


def _in_case(reading: _Reading, word: Word, kind: str) -> None:
    last = reading.opened[-1] if reading.opened else None
    if last is None or last.kind not in _INSIDE_CASE[kind]:
        raise word.refused(f"{word.written} does not stand here; {_CASE_FORM}")
    last.kind = kind
    if kind == "END":
        reading.opened.pop()


def _refuse_deep(reading: _Reading, word: Word, kind: str) -> None:
    """Refuse what nests deeper, or holds more names and literals, than an expression may."""
    if kind in ("NOT", "-"):
        reading.waiting += 1
    elif kind not in ("(", "CASE", "function"):
        reading.waiting = reading.opened[-1].waiting if reading.opened else 0
    reading.operands += kind == "operand"
    depth = len(reading.opened) + reading.waiting
    if depth > limits.MAXIMUM_DEPTH or reading.operands > limits.MAXIMUM_NODES:
        raise too_large(word.offset, word.written)


def _never_closed(last: _Opened) -> ExpressionRefused:
    if last.kind.endswith("("):
        return last.word.refused("this parenthesis is opened and not closed; write ) after it")
    return last.word.refused(f"this CASE has no END; {_CASE_FORM}")


def _does_not_follow(word: Word, last: str) -> str:
    if word.text == "*" and last.endswith("("):
        return "* stands for nothing here; write the name of the collection: COUNT(rows)"
    if word.text.upper() in DUTCH:
        return f"{word.written} does not stand here; did you mean {DUTCH[word.text.upper()]}?"
    if word.text == "WHERE":
        return "WHERE stands only in FILTER; write SUM(rows.field) FILTER (WHERE condition)"
    if word.text == "NONE":
        return "NONE stands only after IS or IS NOT: name IS NONE"
    return f"{word.written} does not stand here; {_accepted(last)}"


def _accepted(last: str) -> str:
    followers = FOLLOWERS[last]
    if followers >= BEGINS:
        accepted = _BEGINNING
    elif followers >= CONTINUES:
        accepted = _CONTINUING
    else:
        accepted = " or ".join(sorted(_SHOWN.get(kind, kind) for kind in followers))
    return f"after {_SHOWN.get(last, last)} comes {accepted}"
