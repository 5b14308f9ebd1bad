"""Random rulebooks, and situations for them."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from tests.factories.rules import (
    SCOPE,
    make_award,
    make_condition,
    make_rulebook,
    make_situation,
)
from tests.rules.generating.expressions import Drawing
from tests.rules.generating.subjects import draw_facts, draw_parameters

from klik.rules.rulebook import TRIGGERS, Award, Condition, Rulebook, Setting
from klik.rules.scope import Scope
from klik.rules.situation import Situation
from klik.rules.types import Kind

NEVER = (date.max, date.min)
ALWAYS = (None, None)
# What gives the reference day may not read parameters.
REFERENCE_DAYS = (
    "child.born", "child.born", "COALESCE(moved.on, child.born)", "start_of_year(child.born)",
    "greatest(child.born, moved.on)",
)  # fmt: skip
ONLY_REFUSE = ("refuse", "refuse", "refuse", "invite", "wait")


def draw_rulebook(random: Random) -> Rulebook:
    """Return a rulebook with up to five conditions and three awards."""
    named = Drawing(random, SCOPE, none=False)
    values = {"total": named.of(Kind.MONEY, 2), "first_day": named.of(Kind.DATE, 2)}
    scope = SCOPE.adding({name: value.type for name, value in values.items()})
    conditions = [_condition(random, scope, f"c{n}") for n in range(random.choice((0, 1, 2)))]
    awards = [_award(random, scope, f"a{n}") for n in range(random.choice((1, 1, 2, 3)))]
    return make_rulebook(
        *conditions,
        awards=awards,
        trigger=_trigger(random),
        values=values,
        reference_day=random.choice(REFERENCE_DAYS),
        keys=random.choice(((), ("remark",), ("remark", "place"))),
    )


def _condition(random: Random, scope: Scope, name: str) -> Condition:
    # Met more often than not, so that some rulebooks grant.
    when = f"({_text(random, scope, Kind.BOOLEAN)}) OR ({_text(random, scope, Kind.BOOLEAN)})"
    if random.random() < 0.1:
        when = "application.trigger IN ('automatic', 'request') AND municipality.nis = '37021'"
    others: dict[str, Any] = {"if_unmet": random.choice(ONLY_REFUSE)}
    if others["if_unmet"] == "wait":
        others["wait_until"] = Drawing(random, scope, none=False).of(Kind.DATE, 1).text
    if random.random() < 0.3:
        others["applies"] = _text(random, scope, Kind.BOOLEAN)
    return make_condition(name, when, scope=scope, **others)


def _text(random: Random, scope: Scope, kind: Kind) -> str:
    return Drawing(random, scope).of(kind, 2).text


def _award(random: Random, scope: Scope, name: str) -> Award:
    drawn = Drawing(random, scope, none=False).of(Kind.MONEY, 2).text
    # The column of a population has room for ten digits before the point, and amounts are added.
    amounts = [f"greatest(least({one}, 900000), -900000)" for one in ("price", "total", drawn)]
    conditions = [_condition(random, scope, f"{name}-own")] if random.random() < 0.4 else []
    return make_award(
        name,
        random.choice(["100", "", *amounts, *amounts]),
        scope=scope,
        conditions=tuple(conditions),
        trigger=_trigger(random) if random.random() < 0.4 else None,
    )


def _trigger(random: Random) -> Setting | None:
    if random.random() < 0.4:
        return None
    if random.random() < 0.3:
        return Setting(parameter="parameters.trigger")
    return Setting(word=random.choice((*TRIGGERS, "automatic")))


def draw_situations(random: Random, count: int) -> list[Situation]:
    """Return situations under two parameter sets, most of them adopted and known."""
    parameters = [
        {**draw_parameters(random), "parameters.trigger": random.choice(TRIGGERS)} for _ in range(2)
    ]
    return [_situation(random, random.choice(parameters)) for _ in range(count)]


def _situation(random: Random, parameters: dict[str, Any]) -> Situation:
    facts = draw_facts(random, gaps=random.choice((0, 0.02, 0.12)))
    today = facts.pop("today")
    return make_situation(
        facts,
        applied=random.choice(("", "", "request", "invitation")),
        adopted=NEVER if random.random() < 0.1 else ALWAYS,
        decided_on=today or date(2026, 3, 1),
        parameters=parameters,
    )
