"""Random subjects: everything an expression may name, with values that lie at the edges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from klik.rules.evaluator import Table
from klik.rules.scope import Scope, TableType
from klik.rules.types import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    MONEY,
    NONE,
    TEXT,
    Kind,
    Type,
)

KINDS = ("full", "half", "none_at_all")
PLACES = ("37021", "44021", "11002")
CHOICE = Type(Kind.CHOICE, options=frozenset(KINDS))
NIS = Type(Kind.NIS)


def _or_none(given: Type) -> Type:
    return given.with_none(may_be_none=True)


FACTS: dict[str, Type] = {
    "child.alive": BOOLEAN,
    "debts.open": BOOLEAN,
    "place.in_territory": BOOLEAN,
    "other.place.in_territory": BOOLEAN,
    "child.rank": INTEGER,
    "house.rooms": INTEGER,
    "plan.months": _or_none(INTEGER),
    "factor": DECIMAL,
    "share": DECIMAL,
    "discount": _or_none(DECIMAL),
    "price": MONEY,
    "income": MONEY,
    "ceiling": _or_none(MONEY),
    "child.born": DATE,
    "moved.on": DATE,
    "today": DATE,
    "ended.on": _or_none(DATE),
    "kind": CHOICE,
    "other.kind": CHOICE,
    "last.kind": _or_none(CHOICE),
    "place": NIS,
    "other.place": NIS,
    "remark": TEXT,
    "proof": _or_none(Type(Kind.FILE)),
}
SETS: dict[str, Type] = {
    "parameters.kinds": Type(Kind.SET, item=Kind.CHOICE, options=frozenset(KINDS)),
    "parameters.ranks": Type(Kind.SET, item=Kind.INTEGER),
    "parameters.factors": Type(Kind.SET, item=Kind.DECIMAL),
    "parameters.days": Type(Kind.SET, item=Kind.DATE),
    "parameters.places": Type(Kind.SET, item=Kind.NIS),
}
COLLECTIONS: dict[str, dict[str, Type]] = {
    "parents": {
        "since": DATE,
        "until": _or_none(DATE),
        "months": INTEGER,
        "paid": MONEY,
        "part": DECIMAL,
        "kind": CHOICE,
        "lives_here": BOOLEAN,
    },
    "works": {"paid": MONEY, "hours": _or_none(INTEGER), "on": DATE, "done": BOOLEAN},
}
TABLES: dict[str, TableType] = {
    "parameters.by_rank": TableType((("rank", INTEGER),), MONEY, steps=True),
    "parameters.by_kind": TableType((("kind", CHOICE),), DECIMAL, complete=True),
    "parameters.by_both": TableType(
        (("kind", CHOICE), ("rank", INTEGER)), MONEY, steps=True, complete=True
    ),
    "parameters.by_day": TableType((("day", DATE),), DECIMAL, steps=True),
    "parameters.by_place": TableType((("place", NIS), ("alive", BOOLEAN)), INTEGER),
}
SCOPE = Scope(names={**FACTS, **SETS}, collections=COLLECTIONS, tables=TABLES)

EDGE_DAYS = (
    date(1, 1, 1), date(1, 12, 31), date(9999, 12, 31), date(9999, 2, 28), date(2024, 2, 29),
    date(2023, 2, 28), date(2000, 2, 29), date(1900, 2, 28), date(2026, 1, 31), date(2026, 3, 31),
    date(2026, 4, 30), date(2025, 12, 31), date(2026, 1, 1), date(2008, 2, 29),
)  # fmt: skip
EDGE_NUMBERS = (0, 1, -1, 7, 12, 13, -12, 48, 999_999_999, -999_999_999, 119_988, 120_001)
EDGE_DECIMALS = tuple(
    Decimal(text)
    for text in (
        *("0", "0.5", "-0.5", "2.5", "-2.5", "1.005", "2.675", "0.005", "-0.005", "0.000001"),
        *("-0.000001", "0.999999", "999999999.999999", "-999999999.999999", "3", "0.333333"),
        *("1.5", "10"),
    )
)
EDGE_MONEY = tuple(
    Decimal(text)
    for text in (
        *("0.00", "0.01", "-0.01", "0.05", "2.50", "-2.50", "10.05", "99.99", "100.00", "12.50"),
        *("-99.99", "9999999999.99", "-9999999999.99"),
    )
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject's values by name, and the parameter set it falls under."""

    values: dict[str, Any]


def draw_subjects(random: Random, count: int) -> list[Subject]:
    """Return subjects under two parameter sets; some are known wholly, some with gaps."""
    parameter_sets = [draw_parameters(random), draw_parameters(random)]
    return [
        Subject({**draw_facts(random, gaps=random.choice((0, 0.02, 0.12))), **parameters})
        for parameters in (random.choice(parameter_sets) for _ in range(count))
    ]


def draw_facts(random: Random, *, gaps: float) -> dict[str, Any]:
    """Return facts and collections, each unknown with a probability of `gaps`."""
    facts = {name: draw(random, given, gaps=gaps) for name, given in FACTS.items()}
    for rows, fields in COLLECTIONS.items():
        facts[rows] = None if random.random() < gaps else _rows(random, fields, gaps)
    return facts


def _rows(random: Random, fields: dict[str, Type], gaps: float) -> list[dict[str, Any]]:
    count = random.choice((0, 1, 1, 2, 3, 6))
    return [
        {name: draw(random, given, gaps=gaps / 2) for name, given in fields.items()}
        for _ in range(count)
    ]


def draw_parameters(random: Random) -> dict[str, Any]:
    """Return sets and tables, all known; tables of the two sets differ in length."""
    sets = {
        name: frozenset(draw(random, plain(given), gaps=0) for _ in range(random.choice((0, 2, 4))))
        for name, given in SETS.items()
    }
    return {**sets, **{name: draw_table(random, shape) for name, shape in TABLES.items()}}


def plain(given: Type) -> Type:
    """Return the type of the items of a set."""
    sized = {Kind.INTEGER: INTEGER, Kind.DECIMAL: DECIMAL, Kind.DATE: DATE, Kind.NIS: NIS}
    return CHOICE if given.item == Kind.CHOICE else sized[given.item or Kind.INTEGER]


def draw_table(random: Random, shape: TableType) -> Table:
    """Return a table whose rows have different keys."""
    rows = {
        tuple(draw(random, kind, gaps=0) for _, kind in shape.keys): draw(
            random, shape.value, gaps=0
        )
        for _ in range(random.choice((0, 1, 3, 5)))
    }
    otherwise = draw(random, shape.value, gaps=0) if shape.complete else None
    return Table(tuple(rows.items()), shape.steps, otherwise)


def draw(random: Random, given: Type, *, gaps: float) -> Any:
    """Return a value of a type: None with a probability of `gaps`, sometimes none."""
    if random.random() < gaps:
        return None
    if given.may_be_none and random.random() < 0.25:
        return NONE
    return _DRAWS[given.kind](random)


def draw_day(random: Random) -> date:
    if random.random() < 0.3:
        return random.choice(EDGE_DAYS)
    return date(2018, 1, 1) + timedelta(days=random.randrange(3650))


def draw_integer(random: Random) -> int:
    return random.choice(EDGE_NUMBERS) if random.random() < 0.2 else random.randint(-4, 14)


def draw_decimal(random: Random) -> Decimal:
    if random.random() < 0.4:
        return random.choice(EDGE_DECIMALS)
    return Decimal(random.randint(-40_000, 120_000)) / 10_000


def draw_money(random: Random) -> Decimal:
    if random.random() < 0.3:
        return random.choice(EDGE_MONEY)
    return Decimal(random.randint(-5_000, 30_000)) / 100


_DRAWS: dict[Kind, Callable[[Random], Any]] = {
    Kind.BOOLEAN: lambda random: random.random() < 0.5,
    Kind.INTEGER: draw_integer,
    Kind.DECIMAL: draw_decimal,
    Kind.MONEY: draw_money,
    Kind.DATE: draw_day,
    Kind.CHOICE: lambda random: random.choice(KINDS),
    Kind.NIS: lambda random: random.choice(PLACES),
    Kind.TEXT: lambda random: random.choice(("", "a", "it's", "É", "half")),
    Kind.FILE: lambda _random: "given",
}
