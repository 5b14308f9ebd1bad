"""Rulebooks and situations for tests, over the names of `tests.rules.generating.subjects`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.rules.fixed.cases import PARAMETERS
from tests.rules.generating.subjects import COLLECTIONS, FACTS, SETS, TABLES

from klik.rules.checker import Expression, compile_expression
from klik.rules.rulebook import (
    PLATFORM_NAMES,
    Award,
    Condition,
    NamedValue,
    Once,
    Rulebook,
    Setting,
    scope_of,
)
from klik.rules.scope import IN_TERRITORY, Scope
from klik.rules.situation import Application, EarlierAward, Situation
from klik.rules.types import BOOLEAN, DATE, MONEY, Kind, Type

OWN_FACTS: Mapping[str, Type] = {
    name: given
    for name, given in FACTS.items()
    if name not in PLATFORM_NAMES and not name.endswith(IN_TERRITORY)
}
PARAMETER_TYPES: Mapping[str, Type] = {**SETS, "parameters.trigger": Type(Kind.CHOICE)}
SCOPE = scope_of(
    facts=OWN_FACTS, parameters=PARAMETER_TYPES, tables=TABLES, collections=COLLECTIONS
)
DECIDED_ON = date(2026, 3, 1)
BORN_ON = date(2026, 2, 10)
MONEY_GIVEN = Setting(word="money")


def make_condition(
    name: str, when: str, *, scope: Scope = SCOPE, wait_until: str = "", **others: Any
) -> Condition:
    """Return a condition; `applies` may be given as text."""
    applies = others.pop("applies", None)
    return Condition(
        id=name,
        when=compile_expression(when, scope, wanted=BOOLEAN),
        ground="article",
        applies=None if applies is None else compile_expression(applies, scope, wanted=BOOLEAN),
        wait_until=compile_expression(wait_until, scope, wanted=DATE) if wait_until else None,
        if_unmet="wait" if wait_until else others.pop("if_unmet", "refuse"),
    )


def make_award(name: str = "premium", amount: str = "100", **others: Any) -> Award:
    """Return an award of money; an empty amount is a recognition."""
    scope = others.pop("scope", SCOPE)
    expression = compile_expression(amount, scope, wanted=MONEY) if amount else None
    return Award(id=name, given_as=MONEY_GIVEN, amount=expression, **others)


def make_rulebook(
    *conditions: Condition,
    awards: Sequence[Award] = (),
    trigger: Setting | None = None,
    values: Mapping[str, Expression] | None = None,
    reference_day: str = "child.born",
    once: Once | None = None,
    keys: tuple[str, ...] = (),
) -> Rulebook:
    """Return a rulebook with one award of 100 euro unless others are given."""
    return Rulebook(
        parameters=PARAMETER_TYPES,
        tables=TABLES,
        facts=OWN_FACTS,
        collections=COLLECTIONS,
        values=tuple(NamedValue(name, value) for name, value in (values or {}).items()),
        reference_day=compile_expression(reference_day, SCOPE, wanted=DATE),
        trigger=trigger,
        conditions=conditions,
        awards=tuple(awards) or (make_award(),),
        once=once,
        keys=keys,
    )


def make_situation(
    facts: Mapping[str, Any] | None = None,
    *,
    applied: str = "",
    adopted: tuple[date | None, date | None] = (None, None),
    decided_on: date = DECIDED_ON,
    earlier: Sequence[EarlierAward] = (),
    parameters: Mapping[str, Any] | None = None,
) -> Situation:
    """Return what is known about a child born on 10 February 2026.

    Args:
        facts: Facts and collections; `child.born` stands unless it is given.
        applied: "request" or "invitation"; empty is an automatic run.
        adopted: The first and last day of the adoption.
        decided_on: The day of the decision.
        earlier: Awards that the subject had before.
        parameters: Parameters that differ from those of the fixed cases.
    """
    given = {"child.born": BORN_ON, **(facts or {})}
    return Situation(
        facts={name: value for name, value in given.items() if name in OWN_FACTS},
        parameters={**PARAMETERS, "parameters.trigger": "automatic", **(parameters or {})},
        municipality_nis="37021",
        decided_on=decided_on,
        collections={name: given.get(name) for name in COLLECTIONS},
        in_territory={name: given.get(f"{name}.in_territory") for name in ("place", "other.place")},
        application=Application(applied, received_on=decided_on) if applied else None,
        adopted_from=adopted[0],
        adopted_until=adopted[1],
        earlier=tuple(earlier),
    )
