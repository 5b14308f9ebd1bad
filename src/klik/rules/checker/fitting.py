"""Which types go together. A literal fits the type beside it; an integer widens to a decimal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from klik.rules.functions import round_half_up
from klik.rules.refusals import ExpressionRefused
from klik.rules.syntax import Call, Case, Convert, Literal, Name, Node
from klik.rules.types import MAXIMUM_DIGITS, UNCOMPARED, WORDS, Kind, Type

CENTS = 2
NIS = re.compile(r"[0-9]{5}\Z")


def refusal(node: Node, message: str) -> ExpressionRefused:
    """Return the refusal of `node`, which points at its place."""
    return ExpressionRefused(message, offset=node.offset, word=node.word)


def refuse_uncompared(side: Node) -> None:
    """Refuse a side of a comparison that no comparison takes: NULL, a set, table, file or rows."""
    if isinstance(side, Literal) and side.value is None:
        raise refusal(side, "a comparison with NULL is always unknown; use IS NULL")
    if side.type.kind in UNCOMPARED:
        instead = _COMPARED_BY[side.type.kind].format(side.word)
        raise refusal(side, f"a {side.type} is not compared; {instead}")


_COMPARED_BY = {
    Kind.SET: "use IN",
    Kind.TABLE: "use lookup(table, key)",
    Kind.FILE: "use present({})",
    Kind.ROWS: "use COUNT, SUM, MIN, MAX, any or all",
}


def refuse_answer(left: Node, right: Node) -> None:
    """Refuse a yes-or-no fact compared with a word, such as `recognised = 'ja'`."""
    for fact, word in ((left, right), (right, left)):
        literal = isinstance(word, Literal) and not isinstance(word.value, bool)
        if fact.type.kind == Kind.BOOLEAN and isinstance(fact, Name) and literal:
            name = fact.name
            raise refusal(word, f"{name} is true or false; write only {name}, or NOT {name}")


def literal_type(node: Literal) -> Type:
    """Return the type of a literal by itself."""
    value = node.value
    if isinstance(value, bool):
        return Type(Kind.BOOLEAN)
    if isinstance(value, int):
        return Type(Kind.INTEGER, whole=len(str(abs(value))))
    if isinstance(value, Decimal):
        scale = -int(value.as_tuple().exponent)
        return Type(Kind.DECIMAL, whole=max(len(str(abs(int(value)))), 1), scale=scale)
    if isinstance(value, str):
        return Type(Kind.TEXT)
    return Type(Kind.NULL) if value is None else Type(Kind.DATE)


def together(nodes: Sequence[Node], *, what: str) -> tuple[Type, tuple[Node, ...]]:
    """Return the one type that `nodes` have together, and the nodes made to fit it.

    Raises:
        ExpressionRefused: Two of them do not go together; it points at the second.
    """
    strong = [node for node in nodes if not chooses_literals(node)]
    known = [node for node in strong if node.type.kind != Kind.NULL]
    chosen = known or [node for node in nodes if node.type.kind != Kind.NULL]
    if not chosen:
        raise refusal(nodes[0], f"{what} needs a value beside NULL")
    common = chosen[0].type
    for node in chosen[1:]:
        common = _joined(common, node, what=what)
    for node in nodes:
        if chooses_literals(node):
            common = _with_literal(common, node, what=what)
    refuse_digits(nodes[0], common.whole, common.scale)
    may_be_none = any(node.type.may_be_none for node in nodes)
    common = common.with_none(may_be_none=may_be_none)
    return common, tuple(fit(node, common, what=what) for node in nodes)


def _joined(common: Type, node: Node, *, what: str) -> Type:
    other = node.type
    kinds = {common.kind, other.kind}
    if len(kinds) > 1 and kinds != {Kind.INTEGER, Kind.DECIMAL}:
        raise refusal(node, f"{what} joins {common} and {other}; {_remedy(kinds)}")
    options = None
    if common.options is not None and other.options is not None:
        options = common.options | other.options
    return replace(
        common,
        kind=Kind.DECIMAL if len(kinds) > 1 else common.kind,
        whole=max(common.whole, other.whole),
        scale=max(common.scale, other.scale),
        options=options,
    )


def _with_literal(common: Type, node: Node, *, what: str) -> Type:
    """Widen the digits of a number type for a literal beside it."""
    if not common.is_number or not node.type.is_number:
        return common
    if common.kind == Kind.INTEGER and node.type.kind == Kind.DECIMAL:
        common = replace(common, kind=Kind.DECIMAL)
    if common.kind == Kind.MONEY and node.type.scale > CENTS:
        raise refusal(node, f"{what}: money has two decimals; write {node.word} with two")
    return replace(
        common,
        whole=max(common.whole, node.type.whole),
        scale=max(common.scale, node.type.scale),
    )


def fit(node: Node, wanted: Type, *, what: str) -> Node:
    """Return `node` as `wanted`: a literal takes the type, an integer widens to a decimal.

    Raises:
        ExpressionRefused: The types do not go together.
    """
    if node.type.kind == Kind.FILE and wanted.kind != Kind.FILE:
        raise refusal(
            node,
            f"{what} wants {wanted}, and {node.word} is a document; write present({node.word})",
        )
    if node.type.may_be_none and not wanted.may_be_none:
        raise refusal(
            node,
            f"{what} cannot be none, and this may be; decide first with "
            "CASE WHEN name IS NONE THEN ... ELSE name END",
        )
    if isinstance(node, Literal):
        return _fit_literal(node, wanted, what=what)
    kinds = {node.type.kind, wanted.kind}
    if len(kinds) == 1 or node.type.kind == Kind.NULL:
        return _sized(node, wanted)
    if chooses_literals(node):
        return _fit_chosen(node, wanted, what=what)
    if node.type.kind == Kind.INTEGER and wanted.kind == Kind.DECIMAL:
        return _convert(node, wanted)
    # Only what is written out can be written as a day.
    remedy = "" if wanted.kind == Kind.DATE else f"; {_remedy(kinds)}"
    raise refusal(node, f"{what} wants {wanted}, and this is {node.type}{remedy}")


def chooses_literals(node: Node) -> bool:
    """Return whether `node` is a literal, or only chooses between literals: it fits like one.

    `CASE WHEN twins THEN 200 ELSE 100 END` is an amount as `100` is.
    """
    if isinstance(node, Case):
        values = (*(then for _, then in node.branches), node.otherwise)
        return all(chooses_literals(value) for value in values)
    if isinstance(node, Call) and node.function in ("least", "greatest", "coalesce"):
        return all(chooses_literals(argument) for argument in node.arguments)
    return isinstance(node, Literal)


def _fit_chosen(node: Node, wanted: Type, *, what: str) -> Node:
    if isinstance(node, Case):
        branches = tuple((when, fit(then, wanted, what=what)) for when, then in node.branches)
        otherwise = fit(node.otherwise, wanted, what=what)
        return replace(node, type=wanted, branches=branches, otherwise=otherwise)
    if isinstance(node, Call):
        arguments = tuple(fit(argument, wanted, what=what) for argument in node.arguments)
        return replace(node, type=wanted, arguments=arguments)
    return fit(node, wanted, what=what)


def _sized(node: Node, wanted: Type) -> Node:
    if node.type.whole > wanted.whole or node.type.scale > wanted.scale:
        return _convert(node, wanted)
    return node


def _convert(node: Node, wanted: Type) -> Convert:
    kept = wanted.with_none(may_be_none=node.type.may_be_none)
    return Convert(offset=node.offset, word=node.word, type=kept, operand=node)


def _fit_literal(node: Literal, wanted: Type, *, what: str) -> Node:
    value = node.value
    if value is None:
        return replace(node, type=wanted)
    if isinstance(value, str) and wanted.kind in WORDS:
        _refuse_word(node, value, wanted)
        return replace(node, type=wanted)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and wanted.is_number:
        return _fit_number(node, value, wanted, what=what)
    if node.type.kind == wanted.kind:
        return replace(node, type=wanted)
    kinds = {node.type.kind, wanted.kind}
    raise refusal(node, f"{what} wants {wanted}, and {node.word} is {node.type}; {_remedy(kinds)}")


def _fit_number(node: Literal, value: int | Decimal, wanted: Type, *, what: str) -> Literal:
    if node.type.scale > wanted.scale:
        raise refusal(
            node, f"{what} wants {wanted}; write {node.word} with at most {wanted.scale} decimals"
        )
    if node.type.whole > wanted.whole:
        raise refusal(
            node,
            f"{what} takes at most {wanted.whole} digits before the point; {node.word} has more",
        )
    if wanted.kind == Kind.INTEGER:
        return replace(node, type=wanted, value=int(value))
    exact = round_half_up(value, CENTS) if wanted.kind == Kind.MONEY else Decimal(value)
    return replace(node, type=wanted, value=exact)


def _refuse_word(node: Literal, value: str, wanted: Type) -> None:
    if wanted.options is not None and value not in wanted.options:
        raise refusal(
            node, f"'{value}' is not one of the words {', '.join(sorted(wanted.options))}"
        )
    if wanted.kind == Kind.NIS and not NIS.match(value):
        raise refusal(node, f"'{value}' is not a NIS code; write five digits, such as '37021'")


def _remedy(kinds: set[Kind]) -> str:
    if Kind.DATE in kinds and kinds & {Kind.TEXT, Kind.INTEGER}:
        return "write a day as DATE '2026-01-31'"
    if Kind.MONEY in kinds and kinds & {Kind.INTEGER, Kind.DECIMAL}:
        return "declare the number as money, or multiply money by it"
    if Kind.TEXT in kinds and kinds & {Kind.MONEY, Kind.INTEGER, Kind.DECIMAL}:
        return "a number stands without quotes: 12.50"
    if Kind.BOOLEAN in kinds:
        return "compare first, for example with ="
    return "declare both with the same type"


def refuse_digits(node: Node, whole: int, scale: int) -> None:
    """Refuse a number that may need more digits than every engine has."""
    if whole + scale > MAXIMUM_DIGITS:
        raise refusal(
            node,
            f"this may need {whole + scale} digits and there are {MAXIMUM_DIGITS}; give a part of "
            "it a name under `values:`, or use round()",
        )
