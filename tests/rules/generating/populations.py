"""The same situations decided one by one and as a population."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import duckdb
from tests.rules.generating.loading import PLAIN, SOURCE, load
from tests.rules.generating.subjects import FACTS, Subject

from klik.rules.decider import Decider
from klik.rules.duckdb.emitting import FALSE, literal, quoted
from klik.rules.duckdb.population import ADOPTED, lower_reference_day, lower_rulebook
from klik.rules.rulebook import Rulebook
from klik.rules.scope import IN_TERRITORY
from klik.rules.situation import Situation
from klik.rules.types import DATE, TEXT

PLATFORM_COLUMNS = (
    "application.trigger", "municipality.nis", "application.applicant", "parameters.trigger",
)  # fmt: skip
PLATFORM_DAYS = ("application.received_on", "application.complete_on")


@dataclass(frozen=True, slots=True)
class Decided:
    """What an engine decided, as far as both say it."""

    outcome: str
    amount: Decimal | None
    verdicts: dict[str, str]


def decide_one_by_one(rulebook: Rulebook, situations: Sequence[Situation]) -> list[Decided]:
    """Return each decision, computed in Python."""
    decider = Decider(rulebook)
    decided = [decider.decide(_with_key(rulebook, situation)) for situation in situations]
    return [
        Decided(
            str(decision.outcome),
            decision.amount,
            {name: str(verdict) for name, verdict in decision.verdicts.items()},
        )
        for decision in decided
    ]


def _with_key(rulebook: Rulebook, situation: Situation) -> Situation:
    known = not rulebook.keys or any(situation.facts.get(key) is not None for key in rulebook.keys)
    return replace(situation, key_known=known)


def decide_together(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook) -> list[Decided]:
    """Return each decision on the situations that were loaded, computed by DuckDB."""
    select = lower_rulebook(
        rulebook,
        lower_reference_day(rulebook, SOURCE),
        tables=PLAIN.tables,
        keep=("row number",),
    )
    rows = connection.execute(f'{select} ORDER BY "row number"').fetchall()
    names = [condition.id for condition in rulebook.all_conditions]
    return [
        Decided(
            outcome,
            amount,
            {name: verdict for name, verdict in zip(names, verdicts, strict=True) if verdict},
        )
        for _, outcome, *verdicts, amount in rows
    ]


def load_situations(connection: duckdb.DuckDBPyConnection, situations: Sequence[Situation]) -> None:
    """Make the table `subjects`, with the columns that the platform adds."""
    load(connection, [_subject(situation) for situation in situations])
    columns = [f"{quoted(name)} VARCHAR" for name in PLATFORM_COLUMNS]
    columns += [f"{quoted(name)} DATE" for name in PLATFORM_DAYS] + [f"{ADOPTED} BOOLEAN"]
    rows = ", ".join(
        f"({place}, {', '.join(_platform_cells(situation))})"
        for place, situation in enumerate(situations)
    )
    connection.execute(f"CREATE OR REPLACE TABLE platform (number BIGINT, {', '.join(columns)})")
    connection.execute(f"INSERT INTO platform VALUES {rows}")  # noqa: S608 -- drawn by these tests
    connection.execute(
        f"CREATE OR REPLACE TABLE {SOURCE} AS SELECT subjects.*, platform.* EXCLUDE (number) "  # noqa: S608 -- names are ours
        f'FROM {SOURCE} JOIN platform ON "row number" = number'
    )


def _subject(situation: Situation) -> Subject:
    known: dict[str, Any] = {**situation.collections, **situation.parameters}
    facts = {name: situation.facts.get(name) for name in FACTS}
    own: dict[str, Any] = {"today": situation.decided_on}
    territory = {name + IN_TERRITORY: inside for name, inside in situation.in_territory.items()}
    return Subject({**facts, **known, **own, **territory})


def _platform_cells(situation: Situation) -> Iterator[str]:
    application = situation.application
    yield literal(application.trigger if application else "automatic", TEXT)
    yield literal(situation.municipality_nis, TEXT)
    yield literal(application.applicant if application else None, TEXT)
    yield literal(situation.parameters["parameters.trigger"], TEXT)
    yield literal(application.received_on if application else None, DATE)
    yield literal(application.complete_on if application else None, DATE)
    day = situation.facts.get("child.born") or situation.decided_on
    yield "TRUE" if situation.adopted_on(day) else FALSE
