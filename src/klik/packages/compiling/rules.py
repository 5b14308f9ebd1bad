"""Compiles the parts of a package into a rulebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from klik.packages.compiling.declared import Declared
from klik.packages.compiling.expressions import Compiling
from klik.packages.compiling.periods import FIRST, LAST, period_expressions
from klik.packages.reading import Path
from klik.rules.checker import Expression, compile_expression
from klik.rules.refusals import ExpressionRefused
from klik.rules.rulebook import (
    Award,
    Condition,
    Handout,
    NamedValue,
    Once,
    Rulebook,
    Setting,
)
from klik.rules.types import BOOLEAN, DATE, INTEGER, MONEY, Kind, plain_type

ISSUED_ON = "issued_on"


def compiled_rulebook(compiling: Compiling, declared: Declared) -> Rulebook | None:
    """Return the rulebook; None where something was refused, which `compiling` then holds."""
    content = compiling.document.content
    values = _values(compiling, content)
    reference_day = compiling.expression(("reference_day",), DATE)
    conditions = _conditions(compiling, ("conditions",), content.get("conditions", []))
    awards = tuple(
        _award(compiling, ("benefits", place), benefit)
        for place, benefit in enumerate(content["benefits"])
    )
    _check_form_and_terms(compiling, content)
    if reference_day is None or compiling.problems:
        return None
    rulebook = Rulebook(
        parameters=declared.parameters, tables=declared.tables, facts=declared.facts,
        collections=declared.collections, values=values, reference_day=reference_day,
        trigger=_setting(content.get("trigger")), conditions=conditions, awards=awards,
        once=_once(content["subject"].get("once")), keys=tuple(content["subject"]["keys"]),
    )  # fmt: skip
    _refuse_parameters_in_time(compiling, rulebook)
    return None if compiling.problems else rulebook


def _values(compiling: Compiling, content: Mapping[str, Any]) -> tuple[NamedValue, ...]:
    declared = content.get("values", {})
    types = {}
    for name, value in declared.items():
        given = plain_type(Kind(value["type"]))
        types[name] = given.with_none(may_be_none=bool(value.get("may_be_none", False)))
    period = period_expressions(content["period"]) if "period" in content else {}
    compiling.scope = compiling.scope.adding({**types, **dict.fromkeys(period, DATE)})
    values: dict[str, Expression] = {}
    for name, text in period.items():
        values |= _period_value(compiling, name, text)
    for name in declared:
        expression = compiling.expression(("values", name, "is"), types[name])
        if expression is not None:
            values[name] = expression
    return _without_cycles(compiling, values)


def _period_value(compiling: Compiling, name: str, text: str) -> dict[str, Expression]:
    of = compiling.expression(("period", "of"), DATE)
    if of is None:
        return {}
    try:
        return {name: compile_expression(text, compiling.scope, wanted=DATE)}
    except ExpressionRefused as refused:
        compiling.refuse(("period", "of"), f"this is too large for a period: {refused.message}")
        return {}


def _without_cycles(
    compiling: Compiling, values: Mapping[str, Expression]
) -> tuple[NamedValue, ...]:
    """Return the values, each after those it uses; refuse a value that needs itself."""
    ordered: dict[str, None] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            chain = " needs ".join((*above[above.index(name) :], name))
            path = ("period", "of") if name in (FIRST, LAST) else ("values", name, "is")
            compiling.refuse(path, f"a value cannot need itself: {chain}")
            return
        if name in ordered or name not in values:
            return
        for used in sorted(values[name].names):
            place(used, (*above, name))
        ordered[name] = None

    for name in values:
        place(name, ())
    return tuple(NamedValue(name, values[name]) for name in ordered if name in values)


def _conditions(
    compiling: Compiling, path: Path, declared: list[dict[str, Any]]
) -> tuple[Condition, ...]:
    found = (_condition(compiling, (*path, place), one) for place, one in enumerate(declared))
    return tuple(one for one in found if one is not None)


def _condition(compiling: Compiling, path: Path, declared: Mapping[str, Any]) -> Condition | None:
    when = compiling.expression((*path, "when"), BOOLEAN)
    applies = compiling.expression((*path, "applies"), BOOLEAN)
    if_unmet = declared.get("if_unmet", "refuse")
    until = None
    if isinstance(if_unmet, dict):
        until = compiling.expression((*path, "if_unmet", "wait", "until"), DATE)
        if_unmet = "wait"
    if when is None:
        return None
    return Condition(
        id=declared["id"], when=when, ground=declared["ground"], applies=applies,
        if_unmet=if_unmet, wait_until=until,
    )  # fmt: skip


def _award(compiling: Compiling, path: Path, declared: Mapping[str, Any]) -> Award:
    given_as = declared["given_as"]
    return Award(
        id=declared["id"],
        given_as=_setting(given_as) or Setting(word="money"),
        ground=declared.get("ground", ""),
        amount=compiling.expression((*path, "amount"), MONEY),
        quantity=compiling.expression((*path, "quantity"), INTEGER),
        conditions=_conditions(compiling, (*path, "conditions"), declared.get("conditions", [])),
        trigger=_setting(declared.get("trigger")),
        once=_once(declared.get("once")),
        handout=_handout(compiling, (*path, "handout"), declared.get("handout")),
    )


def _handout(compiling: Compiling, path: Path, declared: Any) -> Handout | None:
    if declared is None:
        return None
    printed = {ISSUED_ON: DATE}
    return Handout(
        pieces=compiling.expression((*path, "pieces"), INTEGER, names=printed),
        valid_from=compiling.expression((*path, "valid", "from"), DATE, names=printed),
        valid_months=compiling.expression((*path, "valid", "months"), INTEGER, names=printed),
        collect_from=compiling.expression((*path, "collect", "from"), DATE, names=printed),
        collect_by=compiling.expression((*path, "collect", "by"), DATE, names=printed),
    )


def _setting(written: Any) -> Setting | None:
    if not isinstance(written, str):
        return None
    if written.startswith("parameters."):
        return Setting(parameter=written)
    return Setting(word=written)


def _once(written: Any) -> Once | None:
    if isinstance(written, dict):
        return Once(years=int(written["years"]))
    return None if written is None else Once()


_EVENTS = re.compile(r"(decision|closing|issued)\Z")


def _check_form_and_terms(compiling: Compiling, content: Mapping[str, Any]) -> None:
    for place, page in enumerate(content.get("form", [])):
        if "shown_when" in page:
            compiling.expression(("form", place, "shown_when"), BOOLEAN)
    for name, term in content["terms"].items():
        for unit in ("days", "months"):
            compiling.expression(("terms", name, unit), INTEGER)
        start = term.get("from")
        if isinstance(start, str) and not _EVENTS.match(start):
            compiling.expression(("terms", name, "from"), DATE)


def _refuse_parameters_in_time(compiling: Compiling, rulebook: Rulebook) -> None:
    """Refuse a reference day or period that reads parameters: it is what chooses them."""
    values = {value.name: value.expression for value in rulebook.values}
    places: list[tuple[Path, Expression]] = [(("reference_day",), rulebook.reference_day)]
    places += [(("period", "of"), values[name]) for name in (FIRST, LAST) if name in values]
    for path, expression in places:
        read = names_behind(expression, values)
        chosen = sorted(name for name in read if name.startswith("parameters."))
        if chosen:
            compiling.refuse(
                path, f"this day chooses the parameters, so it cannot read {', '.join(chosen)}"
            )


def names_behind(expression: Expression, values: Mapping[str, Expression]) -> frozenset[str]:
    """Return every name that an expression uses, through its values to their facts."""
    found: set[str] = set()
    waiting = list(expression.names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(values[name].names if name in values else ())
    return frozenset(found)
