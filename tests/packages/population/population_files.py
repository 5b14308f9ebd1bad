"""A small package, and files of facts and parameters for it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from klik.packages.compiling import Package
from klik.packages.loading import load_package
from klik.packages.population import Evaluated, evaluate

FOLDER = Path(__file__).parent / "package"
DECIDED_ON = date(2026, 3, 1)
PLACE = "37021"
TYPES = {
    "municipality.nis": "VARCHAR",
    "child.insz": "VARCHAR",
    "child.birth_date": "DATE",
    "child.municipality": "VARCHAR",
    "child.register": "VARCHAR",
    "child.rank": "BIGINT",
    "child.part": "VARCHAR",
    "child.care": "BOOLEAN",
    "household.income": "DECIMAL(12, 2)",
    "household.income?none": "BOOLEAN",
    "household.share": "DECIMAL(15, 6)",
    "household.since": "DATE",
    "household.since?none": "BOOLEAN",
    "payee.insz": "VARCHAR",
    "parents": "STRUCT(insz VARCHAR, resident_since DATE, role VARCHAR, earned DECIMAL(12, 2))[]",
    "application.trigger": "VARCHAR",
    "application.received_on": "DATE",
    "application.complete_on": "DATE",
    "application.applicant": "VARCHAR",
}
"""The columns of a file of facts, with the types that a Parquet file gives them."""
PARAMETER_COLUMNS = ("municipality", "parameter", "valid_from", "valid_to", "value")
BONUS = (PLACE, "bonus", "", "", "10")
"""The one parameter without a default."""
GRANTED = {
    "municipality.nis": PLACE,
    "child.insz": "80000000001",
    "child.birth_date": "2025-11-10",
    "child.municipality": PLACE,
    "child.register": "bevolking",
    "child.rank": "1",
    "child.part": "west",
    "child.care": "false",
    "household.since": "2020-01-01",
}
"""A row that is granted 100 euro under the defaults."""


@cache
def package() -> Package:
    """Return the package, compiled."""
    return load_package(FOLDER)


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_parquet(
    path: Path, rows: Iterable[Mapping[str, Any]], types: Mapping[str, str] = TYPES
) -> Path:
    """Write rows with the given columns; what a row does not name is unknown."""
    lines = path.with_suffix(".json")
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_json('{lines}', columns = {{{columns}}}, "  # noqa: S608 -- ours
            f"format = 'newline_delimited')) TO '{path}' (FORMAT parquet)"
        )
    return path


def write_parameters(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write a parameter file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(PARAMETER_COLUMNS)
        writer.writerows(rows)
    return path


def evaluated(facts: Path, parameters: Path, out: Path, **options: Any) -> Evaluated:
    """Evaluate the package."""
    return evaluate(
        package(), facts=facts, parameters=parameters, out=out, decided_on=DECIDED_ON, **options
    )


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a CSV (every value as text) or Parquet file, by the first column."""
    options = ", all_varchar = true" if path.suffix == ".csv" else ""
    reader = "read_csv" if options else "read_parquet"
    with duckdb.connect() as connection:
        found = connection.execute(f"FROM {reader}('{path}'{options}) ORDER BY 1")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def decide(
    folder: Path,
    rows: Sequence[Mapping[str, Any]],
    *,
    parameters: Iterable[Sequence[str]] = (BONUS,),
) -> list[dict[str, Any]]:
    """Decide rows that are written as CSV, and return what came out."""
    facts = write_csv(folder / "facts.csv", rows)
    given = write_parameters(folder / "parameters.csv", parameters)
    evaluated(facts, given, folder / "out.parquet")
    return read(folder / "out.parquet")
