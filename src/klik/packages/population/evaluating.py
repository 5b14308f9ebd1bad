"""Decides every row of a file and writes what came out."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from klik.packages.compiling import Package
from klik.packages.population.facts import file_relation, read_facts, typed_relation
from klik.packages.population.parameters import read_periods
from klik.packages.population.periods import load_periods
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import quoted
from klik.rules.duckdb.population import lower_reference_day, lower_rulebook

MEMORY = "800MB"
_STOPPED = re.compile(r"klik column ([^:]+): (.*)")


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
    progress: Callable[[float], None] | None = None,
) -> Evaluated:
    """Decide every row of `facts` under the parameters of its municipality and write `out`.

    Args:
        package: A compiled package.
        facts: CSV or Parquet, columns named as the facts are; `municipality.nis` is required,
            collections are a Parquet list of structs.
        parameters: CSV or Parquet: municipality, parameter, valid_from, valid_to, value.
        out: CSV or Parquet; written beside and renamed, so that it is whole or not there.
        decided_on: The day of the decision.
        explained: Whether to write a column `condition.ID` per condition.
        progress: Called now and then with a percentage.

    Raises:
        PopulationRefused: A file cannot be used; nothing is written.
    """
    with _connected() as connection:
        source = read_facts(connection, package, facts)
        periods = load_periods(connection, package, read_periods(connection, package, parameters))
        typed = typed_relation(connection, package, source, decided_on.isoformat())
        dated = lower_reference_day(package.rulebook, typed)
        select = lower_rulebook(
            package.rulebook,
            periods.joined_to(dated),
            tables=periods.tables,
            occurring=periods.occurring,
            keep=source.keys,
            explained=explained,
        )
        _write(connection, select, out, facts)
        return _counted(connection, out)


@contextlib.contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory() as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": spill,
                "preserve_insertion_order": "true",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        try:
            yield connection
        finally:
            connection.close()


def _write(connection: duckdb.DuckDBPyConnection, select: str, out: Path, facts: Path) -> None:
    if out.suffix not in (".csv", ".parquet"):
        raise PopulationRefused(f"{out.name}: name the file .csv or .parquet")
    options = "FORMAT csv, HEADER" if out.suffix == ".csv" else "FORMAT parquet"
    beside = out.with_name(f".{out.name}.writing")
    name = str(beside).replace("'", "''")
    try:
        connection.execute(f"COPY ({select}) TO '{name}' ({options})")
    except duckdb.Error as error:
        beside.unlink(missing_ok=True)
        raise PopulationRefused(_why_stopped(connection, error, facts)) from error
    beside.replace(out)


def _why_stopped(connection: duckdb.DuckDBPyConnection, error: duckdb.Error, facts: Path) -> str:
    """Name the column, the value and the first row in which it stands."""
    stopped = _STOPPED.search(str(error))
    if stopped is None:
        return f"{facts.name}: {str(error).splitlines()[0]}"
    column, value = stopped.group(1), stopped.group(2).strip()
    numbered = (
        f"SELECT row FROM (SELECT row_number() OVER () AS row, {quoted(column)} AS value "  # noqa: S608 -- names are declared
        f"FROM {file_relation(facts)}) WHERE CAST(value AS VARCHAR) = ? LIMIT 1"
    )
    found = connection.execute(numbered, [value]).fetchone()
    row = f", row {found[0]}" if found else ""
    return f"{facts.name}{row}, column {column}: {value[:40]!r} does not fit its declared type"


def _counted(connection: duckdb.DuckDBPyConnection, out: Path) -> Evaluated:
    counts = connection.execute(
        f"SELECT outcome, count(*) FROM {file_relation(out)} GROUP BY outcome ORDER BY outcome"  # noqa: S608 -- a name that we wrote
    ).fetchall()
    outcomes = {str(outcome): int(count) for outcome, count in counts}
    return Evaluated(rows=sum(outcomes.values()), outcomes=outcomes)
