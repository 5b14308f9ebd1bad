"""One family with all its reasons: Klik beside a one-row query of the same rule in DuckDB.

Shown is the median of many decisions, one after another in a warm process, as when a clerk or a
resident waits for one. Stops with an error where the two do not give the same answer.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from _measuring import arguments, load, show_ratio
from _people import write_parameters, write_people

import klik.packages
from klik.packages.adoption import read_adoption
from klik.packages.compiling import Package
from klik.packages.examples import with_defaults
from klik.packages.explanation import Explainer
from klik.packages.loading import load_package
from klik.packages.population.facts import read_facts, typed_facts
from klik.packages.population.parameters import read_periods
from klik.packages.population.periods import load_periods
from klik.packages.situations import situation_of
from klik.rules.decision import Decision
from klik.rules.duckdb.population import lower_reference_day, lower_rulebook
from klik.rules.situation import Application, Situation

HERE = Path(__file__).parent
SHIPPED = Path(klik.packages.__path__[0]) / "shipped"
ADOPTION = "00-wingene.yaml"
DECIDED_ON = date(2026, 1, 1)
MOST_MS = 0.05
REPEATS_PER_ROUND = 400


def main() -> int:
    """Measure, compare the answers, and return an exit code."""
    given = arguments(__doc__ or "", rows=100)
    rule = load_package(HERE / "birth_premium")
    explain = Explainer(rule, language="nl").explain
    print(load())
    with _one_row_queries(rule, given.rows) as (situations, query):
        differing = sum(
            _answer(rule.decider.decide(situation)) != query(row)
            for row, situation in enumerate(situations)
        )

        def decide_and_explain(row: int) -> None:
            explain(rule.decider.decide(situations[row]))

        repeats = given.rounds * REPEATS_PER_ROUND
        ours = _milliseconds(decide_and_explain, len(situations), repeats)
        theirs = _milliseconds(query, len(situations), repeats // 10)
    shipped = _shipped_milliseconds(repeats)
    print(f"Benchmark's rule, decided and explained: {ours:.3f} ms")
    print(f"The same rule as a one-row query in DuckDB: {theirs:.3f} ms")
    print(f"Shipped birth premium, decided and explained: {shipped:.3f} ms")
    show_ratio("Klik / one-row query", ours / theirs, 1.0)
    show_ratio(f"Shipped birth premium / {MOST_MS} ms", shipped / MOST_MS, 1.0)
    print(f"All {len(situations)} answers are equal." if not differing else "ANSWERS DIFFER.")
    return 1 if differing else 0


def _milliseconds(work: Callable[[int], Any], count: int, repeats: int) -> float:
    """Return the median time of one call, over `count` families in turn."""
    taken = []
    for repeat in range(repeats):
        begun = time.perf_counter()
        work(repeat % count)
        taken.append(time.perf_counter() - begun)
    return 1000 * statistics.median(taken)


def _shipped_milliseconds(repeats: int) -> float:
    """Return the time that a family of the shipped package takes under a shipped adoption.

    The families are those of the package's examples, each in turn.
    """
    package = load_package(SHIPPED / "geboortepremie")
    adoption = read_adoption(SHIPPED / "adoptions" / "geboortepremie" / ADOPTION, package)
    examples = package.folder.examples
    content = examples.content if examples is not None else {"cases": []}
    own = {
        "municipality": adoption.content["municipality"],
        "parameters": adoption.content.get("parameters", {}),
        "adopted": adoption.content["period"],
        "territory": adoption.territory,
    }
    situations = [
        situation_of(
            package,
            {**with_defaults(case, content.get("defaults", {})), **own},
            decided_on=DECIDED_ON,
        )
        for case in content["cases"]
    ]
    explain = Explainer(package, language="nl", articles=adoption.content["articles"]).explain

    def decide_and_explain(place: int) -> None:
        explain(adoption.decider.decide(situations[place]))

    return _milliseconds(decide_and_explain, len(situations), repeats)


@contextmanager
def _one_row_queries(
    package: Package, rows: int
) -> Iterator[tuple[list[Situation], Callable[[int], Any]]]:
    """Give some families as situations, and a function that decides one of them by a query."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        people, parameters = Path(folder) / "people.parquet", Path(folder) / "parameters.csv"
        write_people(people, rows)
        write_parameters(parameters)
        facts = read_facts(connection, package, people)
        given = read_periods(connection, package, parameters)
        periods = load_periods(connection, package, given, facts.extents)
        typed = typed_facts(connection, package, facts, DECIDED_ON)
        connection.execute(f"CREATE TEMP TABLE people AS SELECT * FROM {typed.relation}")  # noqa: S608 -- ours
        dated = lower_reference_day(package.rulebook, "people", occurring=periods.occurring)
        connection.execute(f"CREATE TEMP TABLE known AS SELECT * FROM {periods.joined_to(dated)}")  # noqa: S608 -- ours
        queries = [
            lower_rulebook(
                package.rulebook,
                f"(SELECT * FROM known WHERE rowid = {row})",  # noqa: S608 -- a number
                tables=periods.tables,
                occurring=periods.occurring,
            )
            for row in range(rows)
        ]
        found = connection.execute("SELECT * FROM known ORDER BY rowid")
        names = [column[0] for column in found.description or ()]
        chosen = {period.municipality: period.parameters for period in given}
        situations = [
            _situation(package, dict(zip(names, row, strict=True)), chosen)
            for row in found.fetchall()
        ]
        yield situations, lambda row: connection.execute(queries[row]).fetchall()[0]


def _situation(
    package: Package, row: Mapping[str, Any], chosen: Mapping[str, Mapping[str, Any]]
) -> Situation:
    """Return a row of the population as one subject."""
    municipality = row["municipality.nis"]
    application = None
    if row["application.trigger"] == "request":
        application = Application(trigger="request", received_on=row["application.received_on"])
    return Situation(
        facts={name: row[name] for name in package.declared.facts},
        parameters=chosen.get(municipality, package.defaults),
        municipality_nis=municipality,
        decided_on=DECIDED_ON,
        in_territory={"child.municipality": row["child.municipality.in_territory"]},
        application=application,
        adopted_from=None if municipality in chosen else date.max,
    )


def _answer(decision: Decision) -> tuple[Any, ...]:
    """Return a decision as the query gives it."""
    if not decision.verdicts:
        return (str(decision.outcome), None, None, None, decision.amount)
    return (str(decision.outcome), *map(str, decision.verdicts.values()), decision.amount)


if __name__ == "__main__":
    sys.exit(main())
