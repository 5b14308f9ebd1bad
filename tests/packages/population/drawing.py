"""Draws rows of facts, with the decision that each must get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.packages.population.population_files import DECIDED_ON, package

from klik.packages.situations import situation_of
from klik.rules.decision import Decision
from klik.rules.situation import Situation

PLACES = ("10001", "10002", "10003", "10004")
"""The last adopts nothing."""
TURN = date(2025, 7, 1)
"""The second municipality's parameters change on this day."""
INSZ = "91030590405"
KEYS = ("child.insz", "payee.insz", "application.applicant")
TABLE = (
    '[{"part": "west", "rank_from": 1, "amount": 100}, '
    '{"part": "west", "rank_from": 3, "amount": 150.25}, '
    '{"part": "oost", "rank_from": 1, "amount": 75.5}]'
)
PARAMETERS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "10001": [{"bonus": "25", "amounts": TABLE, "months": "18", "deadline": "3"}],
    "10002": [
        {"bonus": "0", "factor": "1.333333", "ceiling": "1999.99", "parts": '["west"]'},
        {"bonus": "12.5", "factor": "2", "registers": '["bevolking", "wacht"]', "deadline": "12"},
    ],
    "10003": [{"bonus": "999999.99", "trigger": "request", "amounts": TABLE, "registers": "[]"}],
}
"""Per municipality its parameters; of the second before and from the turn."""


def parameter_rows() -> list[tuple[str, str, str, str, str]]:
    """Return the parameters as rows of a file."""
    rows = []
    for place, periods in PARAMETERS.items():
        for number, given in enumerate(periods):
            first = TURN.isoformat() if number else "2020-01-01"
            last = (TURN - timedelta(days=1)).isoformat() if number < len(periods) - 1 else ""
            rows += [(place, name, first, last, value) for name, value in given.items()]
    return rows


def draw_rows(random: Random, count: int) -> list[dict[str, Any]]:
    """Return rows as they stand in a file; a value that is left out is unknown."""
    return [_row(random, number) for number in range(count)]


def expected(row: Mapping[str, Any], parsed: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what must come out for a row, decided as one subject.

    Args:
        row: A drawn row.
        parsed: Per municipality and period `NIS/NUMBER` the parameters, tables and sets as values.
    """
    situation = _situation(row, parsed)
    decision = package().decider.decide(situation)
    return {
        **{key: situation.facts[key] for key in package().rulebook.keys},
        "outcome": str(decision.outcome),
        **{f"condition.{one}": _verdict(decision, one) for one in _conditions()},
        "amount": decision.amount,
    }


def _conditions() -> list[str]:
    return [condition.id for condition in package().rulebook.all_conditions]


def _verdict(decision: Decision, condition: str) -> str | None:
    return str(decision.verdicts[condition]) if condition in decision.verdicts else None


def _situation(row: Mapping[str, Any], parsed: Mapping[str, Mapping[str, Any]]) -> Situation:
    place = row["municipality.nis"]
    known = {**package().declared.facts, **package().declared.collections}
    facts = {name: row.get(name) for name in known}
    facts |= {name: "none" for name in known if row.get(f"{name}?none")}
    born = facts["child.birth_date"]
    number = 0 if born is None or date.fromisoformat(born) + timedelta(days=1) < TURN else 1
    periods = PARAMETERS.get(place, [])
    adopts = bool(periods) and (born is None or born >= "2019-12-31")
    case: dict[str, Any] = {
        "municipality": {"nis": place},
        "facts": facts,
        "adopted": {} if adopts else {"from": "9999-12-31"},
        "parameters": parsed[f"{place}/{min(number, len(periods) - 1)}"]
        if periods
        else {"bonus": 0},
    }
    if row.get("application.trigger") == "request":
        case["application"] = {
            name.removeprefix("application."): value
            for name, value in row.items()
            if name.startswith("application.")
        }
    situation = situation_of(package(), case, decided_on=DECIDED_ON)
    keys = package().rulebook.keys
    return replace(situation, key_known=any(situation.facts[key] is not None for key in keys))


def _row(random: Random, number: int) -> dict[str, Any]:
    place = random.choice(PLACES)
    row = {
        "child.insz": f"{80000000000 + number}",
        "child.birth_date": _day(random, date(2019, 12, 25), 2250),
        "child.municipality": place if random.random() < 0.9 else random.choice(PLACES),
        "child.register": random.choice(["bevolking", "bevolking", "vreemdelingen", "wacht"]),
        "child.rank": random.choice([0, 1, 1, 2, 3, 5, 999999999]),
        "child.part": random.choice(["west", "west", "oost", "noord", "it's"]),
        "child.care": random.random() < 0.3,
        "household.income": random.choice(["0", "1234.56", "1999.99", "9999999999.99", "-5"]),
        "household.share": random.choice(["0.5", "0.005", "1.000001", "0.333333"]),
        "household.since": _day(random, date(2015, 1, 1), 4000),
        "payee.insz": INSZ,
        "parents": [_parent(random) for _ in range(random.choice([0, 1, 1, 2, 3]))],
        "application.received_on": _day(random, date(2025, 1, 1), 600),
        "application.applicant": INSZ,
    }
    row = {name: value for name, value in row.items() if random.random() > 0.04}
    for name in ("household.income", "household.since"):
        if random.random() < 0.15:
            row.pop(name, None)
            row[f"{name}?none"] = True
    if random.random() < 0.1:
        row = {name: value for name, value in row.items() if name not in KEYS}
    if random.random() < 0.5:
        row["application.trigger"] = random.choice(["request", "request", "automatic"])
    return {"municipality.nis": place, **row}


def _parent(random: Random) -> dict[str, Any]:
    parent = {
        "insz": INSZ,
        "resident_since": _day(random, date(2022, 1, 1), 1500),
        "role": random.choice(["mother", "father"]),
        "earned": random.choice(["500", "1999.99", "0.01"]),
    }
    return {name: value for name, value in parent.items() if random.random() > 0.05}


def _day(random: Random, first: date, days: int) -> str:
    return (first + timedelta(days=random.randrange(days))).isoformat()
