"""Decides every row of a file and writes what came out."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from klik.packages.compiling import Package
from klik.packages.population.facts import Facts, TypedFacts, read_facts, typed_facts
from klik.packages.population.files import explained as why_unreadable
from klik.packages.population.files import open_file, text
from klik.packages.population.fitting import WRONG
from klik.packages.population.parameters import read_periods
from klik.packages.population.periods import load_periods
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.population import lower_reference_day, lower_rulebook

MEMORY = "800MB"
# Outcomes and verdicts have a handful of words; of the keys, which all differ, the engine would
# try to make a dictionary in vain.
_FORMATS = {
    ".csv": "FORMAT csv, HEADER",
    ".parquet": "FORMAT parquet, DICTIONARY_SIZE_LIMIT 1000",
}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came out of a population.

    Attributes:
        rows: Rows decided.
        outcomes: Per outcome how many rows have it.
    """

    rows: int
    outcomes: Mapping[str, int]


def evaluate(
    package: Package,
    *,
    facts: Path,
    parameters: Path,
    out: Path,
    decided_on: date,
    explained: bool = True,
) -> Evaluated:
    """Decide every row of `facts` under the parameters of its municipality and write `out`.

    Rows may come out in another order than they went in; the keys say whose they are.

    Args:
        package: A compiled package.
        facts: CSV or Parquet, columns named as the facts are; `municipality.nis` is required,
            collections are a Parquet list of structs.
        parameters: CSV or Parquet: municipality, parameter, valid_from, valid_to, value.
        out: CSV or Parquet; written beside and renamed, so that it is whole or not there.
        decided_on: The day of the decision.
        explained: Whether to write a column `condition.ID` per condition.

    Raises:
        PopulationRefused: A file cannot be used; nothing is written.
    """
    if out.suffix not in _FORMATS:
        raise PopulationRefused(f"{out.name}: name the file .csv or .parquet")
    with _connected() as connection:
        source = read_facts(connection, package, facts)
        given = read_periods(connection, package, parameters)
        periods = load_periods(connection, package, given, source.extents)
        typed = typed_facts(connection, package, source, decided_on)
        dated = lower_reference_day(package.rulebook, typed.relation, occurring=periods.occurring)
        select = lower_rulebook(
            package.rulebook,
            periods.joined_to(dated),
            tables=periods.tables,
            occurring=periods.occurring,
            keep=source.keys,
            explained=explained,
        )
        try:
            _write(connection, select, out)
        except duckdb.Error as error:
            raise PopulationRefused(_why_stopped(connection, error, source, typed)) from error
        return _counted(connection, out)


@contextlib.contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory() as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": spill,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        try:
            yield connection
        finally:
            connection.close()


def _write(connection: duckdb.DuckDBPyConnection, select: str, out: Path) -> None:
    beside = out.with_name(f".{out.name}.writing")
    try:
        connection.execute(f"COPY ({select}) TO {text(str(beside))} ({_FORMATS[out.suffix]})")
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def _why_stopped(
    connection: duckdb.DuckDBPyConnection, error: duckdb.Error, facts: Facts, typed: TypedFacts
) -> str:
    """Name the first row with a value that does not fit, its column and the value."""
    file = facts.file
    if WRONG not in str(error):
        return why_unreadable(file.path, error)
    numbered = f"(SELECT row_number() OVER () AS row, * FROM {file.relation})"  # noqa: S608 -- ours
    for check in typed.checks:
        found = connection.execute(
            f"SELECT row, {check.shown} FROM {numbered} WHERE {check.wrong} ORDER BY row LIMIT 1"  # noqa: S608 -- names are declared
        ).fetchone()
        if found:
            row, value = found
            return (
                f"{file.path.name}, row {row}, column {check.column}: {str(value)[:40]!r} "
                f"does not fit; {check.wanted}"
            )
    return why_unreadable(file.path, error)


def _counted(connection: duckdb.DuckDBPyConnection, out: Path) -> Evaluated:
    relation = open_file(connection, out).relation
    counts = connection.execute(
        f"SELECT outcome, count(*) FROM {relation} GROUP BY outcome ORDER BY outcome"  # noqa: S608 -- a file that we wrote
    ).fetchall()
    outcomes = {str(outcome): int(count) for outcome, count in counts}
    return Evaluated(rows=sum(outcomes.values()), outcomes=outcomes)
