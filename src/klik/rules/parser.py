"""From text to syntax tree: sqlglot gives the shape of the operators, every node is allow-listed.

Names, literals and functions become numbered stand-ins before sqlglot parses, so that it sees the
shape of operators and nothing else, and so that every message can point at the word it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NoReturn

import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import SqlglotError

from klik.rules import syntax
from klik.rules.functions import AGGREGATES
from klik.rules.order import refuse_misplaced
from klik.rules.refusals import ExpressionRefused
from klik.rules.sizes import refuse_large, too_large
from klik.rules.tokens import Word, read_words

COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}
NOT_A_FORM = (
    "the words from here on are no expression of the rule language; write for example "
    "a = b AND NOT c, CASE WHEN a THEN b ELSE c END, x IN ('a', 'b') or x BETWEEN a AND b"
)


def parse(text: str) -> syntax.Node:
    """Return the syntax tree of an expression, not yet typed.

    Raises:
        ExpressionRefused: The text is too large, not complete, or holds a word or form that is not
            in the language; `offset` and `word` say where.
    """
    words = read_words(text)
    refuse_misplaced(words)
    try:
        parsed = sqlglot.parse(_with_stand_ins(words))
    except SqlglotError as error:
        raise words[0].refused(NOT_A_FORM) from error
    except RecursionError as error:
        raise too_large(words[0].offset, words[0].written) from error
    tree = _Reader(words).read(parsed[0] if len(parsed) == 1 else None)
    refuse_large(tree)
    return tree


def _with_stand_ins(words: Sequence[Word]) -> str:
    return " ".join(
        word.text if word.kind == "sign" and word.text != "NONE" else f"k{place}"
        for place, word in enumerate(words)
    )


class _Reader:
    """Turns sqlglot's nodes, whose leaves are numbered stand-ins, into ours."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words

    def read(self, node: exp.Expr | None) -> syntax.Node:
        """Return our node for one of sqlglot's; whatever is not listed is refused."""
        reader = _READERS.get(type(node))
        if node is None or reader is None:
            self.refuse(node)
        return reader(self, node)

    def refuse(self, node: exp.Expr | None) -> NoReturn:
        """Refuse a form that the language does not have, at its first known word."""
        names = node.find_all(exp.Identifier, exp.Anonymous) if node is not None else ()
        places = [place for part in names if (place := _place(part.name)) is not None]
        raise self.words[min(places, default=0)].refused(NOT_A_FORM)

    def word(self, stand_in: str) -> Word:
        """Return what stands behind a stand-in such as `k3`."""
        place = _place(stand_in)
        if place is None:
            raise self.words[0].refused(NOT_A_FORM)
        return self.words[place]

    def column(self, node: exp.Expr) -> syntax.Node:
        if not isinstance(node.this, exp.Identifier) or node.args.get("table") is not None:
            self.refuse(node)
        word = self.word(node.name)
        if word.kind == "literal":
            return syntax.Literal(offset=word.offset, word=word.written, value=word.value)
        if word.kind == "name":
            return syntax.Name(offset=word.offset, word=word.written, name=word.text)
        raise word.refused("NONE stands only after IS or IS NOT: name IS NONE")

    def compare(self, node: exp.Expr) -> syntax.Node:
        left, right = self.read(node.this), self.read(node.expression)
        return syntax.Compare(
            offset=left.offset, word=left.word, operator=COMPARISONS[type(node)],
            left=left, right=right,
        )  # fmt: skip

    def arithmetic(self, node: exp.Expr) -> syntax.Node:
        left, right = self.read(node.this), self.read(node.expression)
        return syntax.Arithmetic(
            offset=left.offset, word=left.word, operator=ARITHMETIC[type(node)],
            left=left, right=right,
        )  # fmt: skip

    def logic(self, node: exp.Expr) -> syntax.Node:
        operator = "and" if isinstance(node, exp.And) else "or"
        terms: list[syntax.Node] = []
        for side in (node.this, node.expression):
            part = self.read(side)
            same = isinstance(part, syntax.Logic) and part.operator == operator
            terms.extend(part.terms if isinstance(part, syntax.Logic) and same else (part,))
        return _logic(operator, terms[0], terms)

    def negation(self, node: exp.Expr) -> syntax.Node:
        operand = self.read(node.this)
        return syntax.Not(offset=operand.offset, word=operand.word, operand=operand)

    def minus(self, node: exp.Expr) -> syntax.Node:
        operand = self.read(node.this)
        value = operand.value if isinstance(operand, syntax.Literal) else None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return syntax.Literal(offset=operand.offset, word=operand.word, value=-value)
        zero = syntax.Literal(offset=operand.offset, word=operand.word, value=0)
        return syntax.Arithmetic(
            offset=operand.offset, word=operand.word, operator="-", left=zero, right=operand
        )

    def paren(self, node: exp.Expr) -> syntax.Node:
        return self.read(node.this)

    def membership(self, node: exp.Expr) -> syntax.Node:
        """Read `x IN set`, or `x IN (a, b)` which means x = a OR x = b."""
        item = self.read(node.this)
        field = node.args.get("field")
        chosen = [self.read(choice) for choice in node.expressions or (field,)]
        if len(chosen) == 1 and isinstance(chosen[0], syntax.Name):
            return syntax.InSet(offset=item.offset, word=item.word, item=item, collection=chosen[0])
        if field is not None:
            raise ExpressionRefused(
                "IN takes a set by its name, or a list such as IN ('a', 'b')",
                offset=chosen[0].offset,
                word=chosen[0].word,
            )
        terms = [_bound(item, "=", choice) for choice in chosen]
        return terms[0] if len(terms) == 1 else _logic("or", item, terms)

    def between(self, node: exp.Expr) -> syntax.Node:
        """Read `x BETWEEN a AND b`, which means x >= a AND x <= b."""
        item = self.read(node.this)
        low, high = self.read(node.args["low"]), self.read(node.args["high"])
        return _logic("and", item, [_bound(item, ">=", low), _bound(item, "<=", high)])

    def is_(self, node: exp.Expr) -> syntax.Node:
        operand = self.read(node.this)
        if isinstance(node.expression, exp.Null):
            return syntax.IsNull(offset=operand.offset, word=operand.word, operand=operand)
        if self.word(node.expression.name).text != "NONE":
            self.refuse(node)
        return syntax.IsNone(offset=operand.offset, word=operand.word, operand=operand)

    def case(self, node: exp.Expr) -> syntax.Node:
        if node.this is not None:
            self.refuse(node)
        branches = tuple(
            (self.read(branch.this), self.read(branch.args["true"])) for branch in node.args["ifs"]
        )
        first = branches[0][0]
        default = node.args.get("default")
        otherwise = (
            self.read(default)
            if default is not None
            else syntax.Literal(offset=first.offset, word=first.word, value=None)
        )
        return syntax.Case(
            offset=first.offset, word=first.word, branches=branches, otherwise=otherwise
        )

    def call(self, node: exp.Expr) -> syntax.Node:
        word = self.word(node.name)
        arguments = tuple(self.read(argument) for argument in node.expressions)
        if word.text in AGGREGATES:
            return _aggregate(word, arguments, None)
        return syntax.Call(
            offset=word.offset, word=word.written, function=word.text, arguments=arguments
        )

    def filtered(self, node: exp.Expr) -> syntax.Node:
        if not isinstance(node.this, exp.Anonymous):
            self.refuse(node)
        word = self.word(node.this.name)
        if word.text not in {"count", "sum", "min", "max"}:
            raise word.refused("FILTER stands only after COUNT, SUM, MIN and MAX")
        arguments = tuple(self.read(argument) for argument in node.this.expressions)
        return _aggregate(word, arguments, self.read(node.expression.this))


def _place(stand_in: str) -> int | None:
    number = stand_in.removeprefix("k")
    return int(number) if number != stand_in and number.isdecimal() else None


def _logic(operator: str, first: syntax.Node, terms: Sequence[syntax.Node]) -> syntax.Logic:
    return syntax.Logic(offset=first.offset, word=first.word, operator=operator, terms=tuple(terms))


def _bound(item: syntax.Node, operator: str, bound: syntax.Node) -> syntax.Compare:
    return syntax.Compare(
        offset=bound.offset, word=bound.word, operator=operator, left=item, right=bound
    )


def _aggregate(
    word: Word, arguments: tuple[syntax.Node, ...], where: syntax.Node | None
) -> syntax.Node:
    wanted = 2 if word.text in {"any", "all"} else 1
    if len(arguments) != wanted:
        raise word.refused(_AGGREGATE_FORMS[word.text])
    rows, argument = "", arguments[-1]
    if word.text in {"count", "any", "all"}:
        if not isinstance(arguments[0], syntax.Name):
            raise word.refused(_AGGREGATE_FORMS[word.text])
        rows = arguments[0].name
    return syntax.Aggregate(
        offset=word.offset, word=word.written, function=word.text, rows=rows,
        argument=None if word.text == "count" else argument, where=where,
    )  # fmt: skip


_AGGREGATE_FORMS = {
    "count": "write COUNT(rows) or COUNT(rows) FILTER (WHERE condition)",
    "sum": "write SUM(rows.field) or SUM(rows.field) FILTER (WHERE condition)",
    "min": "write MIN(rows.field); for the lowest of two numbers use least(a, b)",
    "max": "write MAX(rows.field); for the highest of two numbers use greatest(a, b)",
    "any": "write any(rows, condition)",
    "all": "write all(rows, condition)",
}

_READERS: dict[type, Callable[[_Reader, exp.Expr], syntax.Node]] = {
    **dict.fromkeys(COMPARISONS, _Reader.compare),
    **dict.fromkeys(ARITHMETIC, _Reader.arithmetic),
    exp.Column: _Reader.column,
    exp.And: _Reader.logic,
    exp.Or: _Reader.logic,
    exp.Not: _Reader.negation,
    exp.Neg: _Reader.minus,
    exp.Paren: _Reader.paren,
    exp.In: _Reader.membership,
    exp.Between: _Reader.between,
    exp.Is: _Reader.is_,
    exp.Case: _Reader.case,
    exp.Anonymous: _Reader.call,
    exp.Filter: _Reader.filtered,
}
