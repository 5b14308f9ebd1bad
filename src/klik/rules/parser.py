"""From text to syntax tree. sqlglot gives the shape of the operators; every node is allow-listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NoReturn

import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import SqlglotError

from klik.rules import limits, syntax
from klik.rules.functions import AGGREGATES
from klik.rules.refusals import ExpressionRefused
from klik.rules.tokens import Atom, read_atoms

COMPARISONS: dict[type[exp.Expression], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
ARITHMETIC: dict[type[exp.Expression], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}


def parse(text: str) -> syntax.Node:
    """Return the syntax tree of an expression, not yet typed.

    Raises:
        ExpressionRefused: The text is too large, not complete, or holds a word or form that is not
            in the language; `offset` and `word` say where.
    """
    shape, atoms = read_atoms(text)
    try:
        parsed = sqlglot.parse(shape)
    except (SqlglotError, RecursionError) as error:
        raise _incomplete(error, shape, atoms) from error
    if len(parsed) != 1 or parsed[0] is None:
        raise ExpressionRefused("write one expression")
    tree = _Reader(atoms).read(parsed[0])
    _refuse_large(tree)
    return tree


def _incomplete(error: Exception, shape: str, atoms: tuple[Atom, ...]) -> ExpressionRefused:
    """Point at the last name or literal before the place where sqlglot stopped."""
    places = getattr(error, "errors", ())
    column = places[0].get("col") if places else None
    before = re.findall(r"k([0-9]+)", shape[: column or 0])
    atom = atoms[int(before[-1])] if before else None
    return ExpressionRefused(
        _what_is_incomplete(shape),
        offset=atom.offset if atom else 0,
        word=atom.text if atom else "",
    )


def _what_is_incomplete(shape: str) -> str:
    if shape.count("(") != shape.count(")"):
        return "a parenthesis is opened and not closed, or closed and not opened"
    if shape.split().count("CASE") != shape.split().count("END"):
        return "CASE is written CASE WHEN condition THEN value ELSE value END"
    return "this cannot be read as one expression; a word is missing or stands in the wrong place"


def _refuse_large(tree: syntax.Node) -> None:
    count = 0
    level = [tree]
    depth = 0
    while level:
        depth += 1
        count += len(level)
        if count > limits.MAXIMUM_NODES or depth > limits.MAXIMUM_DEPTH:
            raise ExpressionRefused(
                f"an expression has at most {limits.MAXIMUM_NODES} parts, nested at most "
                f"{limits.MAXIMUM_DEPTH} deep; name parts of it under `values:`",
                offset=level[0].offset,
                word=level[0].word,
            )
        level = [child for node in level for child in node.children()]


class _Reader:
    """Turns sqlglot's nodes, whose leaves are numbered stand-ins, into ours."""

    def __init__(self, atoms: tuple[Atom, ...]) -> None:
        self.atoms = atoms

    def read(self, node: exp.Expression | None) -> syntax.Node:
        """Return our node for one of sqlglot's; whatever is not listed is refused."""
        kind = type(node)
        if node is not None and kind in COMPARISONS:
            left, right = self.read(node.this), self.read(node.expression)
            return syntax.Compare(
                offset=left.offset, word=left.word, operator=COMPARISONS[kind],
                left=left, right=right,
            )  # fmt: skip
        if node is not None and kind in ARITHMETIC:
            left, right = self.read(node.this), self.read(node.expression)
            return syntax.Arithmetic(
                offset=left.offset, word=left.word, operator=ARITHMETIC[kind],
                left=left, right=right,
            )  # fmt: skip
        reader = _READERS.get(kind)
        if node is None or reader is None:
            self.refuse(node)
        return reader(self, node)

    def refuse(self, node: exp.Expression | None) -> NoReturn:
        """Refuse a form that the language does not have, at its first known word."""
        names = node.find_all(exp.Identifier, exp.Anonymous) if node is not None else ()
        for part in names:
            atom = self.atom(part.name)
            raise ExpressionRefused(
                "this form is not in the rule language", offset=atom.offset, word=atom.text
            )
        raise ExpressionRefused("this form is not in the rule language")

    def atom(self, stand_in: str) -> Atom:
        """Return what stands behind a stand-in such as `k3`."""
        if not stand_in.startswith("k") or not stand_in[1:].isdigit():
            raise ExpressionRefused("this form is not in the rule language", word=stand_in)
        return self.atoms[int(stand_in[1:])]

    def column(self, node: exp.Expression) -> syntax.Node:
        if not isinstance(node.this, exp.Identifier) or node.args.get("table") is not None:
            self.refuse(node)
        atom = self.atom(node.name)
        if atom.kind == "literal":
            return syntax.Literal(offset=atom.offset, word=atom.text, value=atom.value)
        if atom.kind == "name":
            return syntax.Name(offset=atom.offset, word=atom.text, name=atom.text)
        raise ExpressionRefused(
            "NONE stands only after IS or IS NOT", offset=atom.offset, word=atom.text
        )

    def logic(self, node: exp.Expression) -> syntax.Node:
        operator = "and" if isinstance(node, exp.And) else "or"
        terms: list[syntax.Node] = []
        for side in (node.this, node.expression):
            part = self.read(side)
            same = isinstance(part, syntax.Logic) and part.operator == operator
            terms.extend(part.terms if isinstance(part, syntax.Logic) and same else (part,))
        return syntax.Logic(
            offset=terms[0].offset, word=terms[0].word, operator=operator, terms=tuple(terms)
        )

    def negation(self, node: exp.Expression) -> syntax.Node:
        operand = self.read(node.this)
        return syntax.Not(offset=operand.offset, word=operand.word, operand=operand)

    def minus(self, node: exp.Expression) -> syntax.Node:
        operand = self.read(node.this)
        if isinstance(operand, syntax.Literal) and isinstance(operand.value, int | Decimal):
            return replace(operand, value=-operand.value)
        zero = syntax.Literal(offset=operand.offset, word=operand.word, value=0)
        return syntax.Arithmetic(
            offset=operand.offset, word=operand.word, operator="-", left=zero, right=operand
        )

    def paren(self, node: exp.Expression) -> syntax.Node:
        return self.read(node.this)

    def membership(self, node: exp.Expression) -> syntax.Node:
        """Read `x IN set`, or `x IN (a, b)` which means x = a OR x = b."""
        item = self.read(node.this)
        if node.args.get("query") is not None or node.args.get("unnest") is not None:
            self.refuse(node)
        chosen = [self.read(choice) for choice in node.expressions]
        field = node.args.get("field")
        if field is not None:
            chosen = [self.read(field)]
        if len(chosen) == 1 and isinstance(chosen[0], syntax.Name):
            return syntax.InSet(
                offset=item.offset, word=item.word, item=item, collection=chosen[0]
            )
        terms = tuple(self._equal(item, choice) for choice in chosen)
        if len(terms) == 1:
            return terms[0]
        return syntax.Logic(offset=item.offset, word=item.word, operator="or", terms=terms)

    def _equal(self, left: syntax.Node, right: syntax.Node) -> syntax.Node:
        return syntax.Compare(
            offset=right.offset, word=right.word, operator="=", left=left, right=right
        )

    def between(self, node: exp.Expression) -> syntax.Node:
        """Read `x BETWEEN a AND b`, which means x >= a AND x <= b."""
        item = self.read(node.this)
        sides = ((">=", self.read(node.args["low"])), ("<=", self.read(node.args["high"])))
        terms = tuple(
            syntax.Compare(
                offset=bound.offset, word=bound.word, operator=operator, left=item, right=bound
            )
            for operator, bound in sides
        )
        return syntax.Logic(offset=item.offset, word=item.word, operator="and", terms=terms)

    def is_(self, node: exp.Expression) -> syntax.Node:
        operand = self.read(node.this)
        if isinstance(node.expression, exp.Null):
            return syntax.IsNull(offset=operand.offset, word=operand.word, operand=operand)
        if isinstance(node.expression, exp.Column):
            atom = self.atom(node.expression.name)
            if atom.kind == "none":
                return syntax.IsNone(offset=operand.offset, word=operand.word, operand=operand)
        raise ExpressionRefused(
            "after IS comes NULL, NOT NULL, NONE or NOT NONE",
            offset=operand.offset,
            word=operand.word,
        )

    def case(self, node: exp.Expression) -> syntax.Node:
        if node.this is not None:
            self.refuse(node)
        branches = tuple((self.read(branch.this), self.read(branch.args["true"])) for branch in node.args["ifs"])
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

    def call(self, node: exp.Expression) -> syntax.Node:
        atom = self.atom(node.name)
        arguments = tuple(self.read(argument) for argument in node.expressions)
        if atom.text in AGGREGATES:
            return self._aggregate(atom, arguments, None)
        return syntax.Call(
            offset=atom.offset, word=atom.text, function=atom.text, arguments=arguments
        )

    def filtered(self, node: exp.Expression) -> syntax.Node:
        if not isinstance(node.this, exp.Anonymous):
            self.refuse(node)
        atom = self.atom(node.this.name)
        if atom.text not in {"count", "sum", "min", "max"}:
            raise ExpressionRefused(
                "FILTER stands only after COUNT, SUM, MIN and MAX",
                offset=atom.offset,
                word=atom.text,
            )
        arguments = tuple(self.read(argument) for argument in node.this.expressions)
        return self._aggregate(atom, arguments, self.read(node.expression.this))

    def _aggregate(
        self, atom: Atom, arguments: tuple[syntax.Node, ...], where: syntax.Node | None
    ) -> syntax.Node:
        wanted = 2 if atom.text in {"any", "all"} else 1
        first = arguments[0] if arguments else None
        if len(arguments) != wanted or not isinstance(first, syntax.Node):
            raise ExpressionRefused(
                _AGGREGATE_FORMS[atom.text], offset=atom.offset, word=atom.text
            )
        named = atom.text in {"count", "any", "all"}
        if named and not isinstance(first, syntax.Name):
            raise ExpressionRefused(
                _AGGREGATE_FORMS[atom.text], offset=atom.offset, word=atom.text
            )
        rows = first.name if named and isinstance(first, syntax.Name) else ""
        argument = {"count": None, "any": arguments[-1], "all": arguments[-1]}.get(atom.text, first)
        return syntax.Aggregate(
            offset=atom.offset, word=atom.text, function=atom.text, rows=rows,
            argument=argument, where=where,
        )  # fmt: skip


_AGGREGATE_FORMS = {
    "count": "write COUNT(rows) or COUNT(rows) FILTER (WHERE condition)",
    "sum": "write SUM(rows.field) or SUM(rows.field) FILTER (WHERE condition)",
    "min": "write MIN(rows.field) or MIN(rows.field) FILTER (WHERE condition)",
    "max": "write MAX(rows.field) or MAX(rows.field) FILTER (WHERE condition)",
    "any": "write any(rows, condition)",
    "all": "write all(rows, condition)",
}


_READERS: dict[type, Callable[[_Reader, exp.Expression], syntax.Node]] = {
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
