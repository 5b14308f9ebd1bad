"""The types of the functions: what each takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from klik.rules.checker.fitting import CENTS, fit, refusal, refuse_digits, together
from klik.rules.functions import FUNCTIONS
from klik.rules.refusals import ExpressionRefused
from klik.rules.syntax import Call, Literal, Name, Node
from klik.rules.types import BOOLEAN, DATE, INTEGER, UNCOMPARED, Kind, Type

MAXIMUM_SCALE = 6
Typed = tuple[Type, tuple[Node, ...]]

_RESULTS = {
    "add_months": (DATE, (DATE, INTEGER)),
    "add_days": (DATE, (DATE, INTEGER)),
    "days_between": (Type(Kind.INTEGER, whole=7), (DATE, DATE)),
    "months_between": (Type(Kind.INTEGER, whole=6), (DATE, DATE)),
    "age_on": (Type(Kind.INTEGER, whole=4), (DATE, DATE)),
    "year": (Type(Kind.INTEGER, whole=4), (DATE,)),
    "start_of_year": (DATE, (DATE,)),
}


def check_call(node: Call) -> Call:
    """Return `node` with its type, its arguments made to fit.

    Its arguments are typed already; `lookup` is typed by the checker itself.

    Raises:
        ExpressionRefused: The number or the type of an argument is wrong.
    """
    wanted = FUNCTIONS[node.function]
    if wanted is not None and len(node.arguments) != wanted:
        raise refusal(node, f"{node.function} takes {wanted} values: {_FORMS[node.function]}")
    if node.function in _RESULTS:
        given, arguments = _on_dates(node)
    else:
        given, arguments = _CHECKS[node.function](node)
    may_be_none = any(argument.type.may_be_none for argument in arguments)
    if node.function == "present":
        may_be_none = False
    refuse_digits(node, given.whole, given.scale)
    return replace(node, type=given.with_none(may_be_none=may_be_none), arguments=arguments)


def direction_of(node: Call, place: int) -> Literal | None:
    """Return the word up or down where it stands as the third value of steps_of."""
    argument = node.arguments[place]
    third = place == 2  # noqa: PLR2004 -- steps_of(value, size, direction)
    if node.function != "steps_of" or not third or not isinstance(argument, Name):
        return None
    if argument.name not in ("up", "down"):
        return None
    return Literal(
        offset=argument.offset, word=argument.word, type=Type(Kind.TEXT), value=argument.name
    )


def _on_dates(node: Call) -> Typed:
    given, wanted = _RESULTS[node.function]
    try:
        arguments = tuple(
            fit(argument, kind.with_none(may_be_none=argument.type.may_be_none), what=node.function)
            for argument, kind in zip(node.arguments, wanted, strict=True)
        )
    except ExpressionRefused as refused:
        # Most often two values that changed places, so the order is told too.
        message = f"{refused.message}; write {_FORMS[node.function]}"
        raise ExpressionRefused(message, offset=refused.offset, word=refused.word) from refused
    return given, arguments


def _extreme(node: Call) -> Typed:
    if len(node.arguments) < 2:  # noqa: PLR2004 -- an extreme is of two or more
        raise refusal(node, f"{node.function} takes two or more values: {_FORMS[node.function]}")
    given, arguments = together(node.arguments, what=node.function)
    if not given.is_number and given.kind != Kind.DATE:
        raise refusal(node, f"{node.function} takes numbers or days, and these are {given}")
    return given, arguments


def _coalesce(node: Call) -> Typed:
    if len(node.arguments) < 2:  # noqa: PLR2004 -- a first and what stands in for it
        raise refusal(node, "COALESCE takes two or more values: COALESCE(fact, 0)")
    given, arguments = together(node.arguments, what="COALESCE")
    if given.kind in UNCOMPARED:
        raise refusal(node, f"COALESCE does not give a {given}; use IS NULL")
    return given, arguments


def _number(node: Call) -> Node:
    first = node.arguments[0] if node.arguments else None
    if first is None or not first.type.is_number:
        raise refusal(first or node, f"{node.function} takes a number: {_FORMS[node.function]}")
    return first


def _round(node: Call) -> Typed:
    value = _number(node)
    if len(node.arguments) > 2:  # noqa: PLR2004 -- round(x) or round(x, scale)
        raise refusal(node, f"round takes one or two values: {_FORMS['round']}")
    scale = _scale(node, node.arguments[1]) if len(node.arguments) > 1 else 0
    whole = value.type.whole + (scale < value.type.scale)  # 9.9 rounds to 10
    if value.type.kind == Kind.MONEY:
        return replace(value.type, whole=whole), node.arguments
    kind = Kind.DECIMAL if len(node.arguments) > 1 else Kind.INTEGER
    scale = min(scale, value.type.scale)
    return replace(value.type, kind=kind, whole=whole, scale=scale), node.arguments


def _whole(node: Call) -> Typed:
    value = _number(node)
    whole = value.type.whole + (value.type.scale > 0)
    if value.type.kind == Kind.MONEY:
        return replace(value.type, whole=whole), node.arguments
    return replace(value.type, kind=Kind.INTEGER, whole=whole, scale=0), node.arguments


def _scale(node: Call, argument: Node) -> int:
    value = argument.value if isinstance(argument, Literal) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAXIMUM_SCALE:
        raise refusal(
            argument,
            f"the number of decimals in {node.function} is written as a number from 0 to "
            f"{MAXIMUM_SCALE}",
        )
    return value


def _divide(node: Call) -> Typed:
    top, bottom, digits = node.arguments
    scale = _scale(node, digits)
    kinds = (top.type.kind, bottom.type.kind)
    if not top.type.is_number or not bottom.type.is_number:
        raise refusal(node, f"divide takes numbers: {_FORMS['divide']}")
    if kinds[1] == Kind.MONEY and kinds[0] != Kind.MONEY:
        raise refusal(bottom, "a number is not divided by money; money is divided by a number")
    money = kinds[0] == Kind.MONEY and kinds[1] != Kind.MONEY
    if money and scale > CENTS:
        raise refusal(digits, "money has two decimals: divide(money, number, 2)")
    whole = top.type.whole + bottom.type.scale + 1
    _refuse_division(node, top.type, bottom.type, scale)
    if money:
        return Type(Kind.MONEY, whole=whole, scale=CENTS), node.arguments
    return Type(Kind.DECIMAL, whole=whole, scale=scale), node.arguments


def _refuse_division(node: Call, top: Type, bottom: Type, scale: int) -> None:
    """Refuse a division whose exact fraction needs more digits than every engine has.

    Both sides are made whole numbers of the same unit, then doubled to round the half.
    """
    for side in (top, bottom):
        refuse_digits(node, side.whole + side.scale, side.scale)
    over = top.whole + top.scale + bottom.scale + scale
    under = bottom.whole + bottom.scale + top.scale
    refuse_digits(node, max(over, under) + 1, 0)


def _steps_of(node: Call) -> Typed:
    value, size, direction = node.arguments
    if not isinstance(direction, Literal) or direction.value not in ("up", "down"):
        raise refusal(direction, "the third value of steps_of is the word up or down")
    if not value.type.is_number:
        raise refusal(value, f"steps_of takes numbers: {_FORMS['steps_of']}")
    common, (fitted, unit) = together((value, size), what="steps_of")
    whole = common.whole + common.scale
    refuse_digits(node, whole + 1, common.scale)
    return Type(Kind.INTEGER, whole=whole), (fitted, unit, direction)


def _present(node: Call) -> Typed:
    argument = node.arguments[0]
    if argument.type.kind != Kind.FILE or not isinstance(argument, Name):
        raise refusal(argument, "present takes a fact of type file: present(proof)")
    return BOOLEAN, node.arguments


_CHECKS: dict[str, Callable[[Call], Typed]] = {
    "least": _extreme,
    "greatest": _extreme,
    "coalesce": _coalesce,
    "round": _round,
    "floor": _whole,
    "ceil": _whole,
    "divide": _divide,
    "steps_of": _steps_of,
    "present": _present,
}

_FORMS = {
    "add_months": "add_months(day, number)",
    "add_days": "add_days(day, number)",
    "days_between": "days_between(first day, last day)",
    "months_between": "months_between(first day, last day)",
    "age_on": "age_on(birth day, day)",
    "year": "year(day)",
    "start_of_year": "start_of_year(day)",
    "least": "least(a, b)",
    "greatest": "greatest(a, b)",
    "round": "round(number, 2)",
    "floor": "floor(number)",
    "ceil": "ceil(number)",
    "divide": "divide(a, b, 2), 2 is the number of decimals",
    "steps_of": "steps_of(number, size, up)",
    "present": "present(file)",
}
