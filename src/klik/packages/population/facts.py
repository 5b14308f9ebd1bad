"""A file of facts, CSV or Parquet, as a relation whose columns have the declared types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klik.packages.compiling import Package
from klik.packages.population.fitting import Check, converted, fits, stops_unless
from klik.packages.population.refusals import PopulationRefused
from klik.packages.population.rows import read_collection
from klik.rules.duckdb.emitting import column_type, none_column, quoted
from klik.rules.rulebook import PLATFORM_NAMES
from klik.rules.scope import IN_TERRITORY
from klik.rules.types import Kind, Type

MUNICIPALITY = "municipality.nis"
APPLICATION = {
    name: given for name, given in PLATFORM_NAMES.items() if name.startswith("application.")
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A file of facts that has been looked at.

    Attributes:
        relation: SQL that reads the file.
        columns: Per column of the file its type in DuckDB.
        keys: The subject's keys that the file has.
    """

    relation: str
    columns: Mapping[str, str]
    keys: tuple[str, ...]


def file_relation(path: Path) -> str:
    """Return SQL that reads a CSV file, every column as text, or a Parquet file.

    Raises:
        PopulationRefused: There is no such file, or its name ends otherwise.
    """
    if not path.is_file():
        raise PopulationRefused(f"{path.name}: there is no such file")
    name = str(path).replace("'", "''")
    if path.suffix == ".parquet":
        return f"read_parquet('{name}')"
    if path.suffix == ".csv":
        return (
            f"read_csv('{name}', header = true, all_varchar = true, strict_mode = true, "
            "nullstr = '', null_padding = false, max_line_size = 1000000)"
        )
    raise PopulationRefused(f"{path.name}: name the file .csv or .parquet")


def read_facts(connection: duckdb.DuckDBPyConnection, package: Package, path: Path) -> Facts:
    """Look at a file of facts: every column must be declared.

    Raises:
        PopulationRefused: The file cannot be read, or a column is missing or not declared.
    """
    relation = file_relation(path)
    try:
        described = connection.execute(f"DESCRIBE FROM {relation}").fetchall()
    except duckdb.Error as error:
        raise PopulationRefused(f"{path.name}: {_first_line(error)}") from error
    columns = {row[0]: row[1] for row in described}
    if MUNICIPALITY not in columns:
        raise PopulationRefused(f"{path.name}: the column {MUNICIPALITY} is missing")
    known = known_columns(package)
    for name in columns:
        if name not in known:
            raise PopulationRefused(
                f"{path.name}: the column {name} is not a declared fact; declared are "
                f"{', '.join(sorted(known))}"
            )
    keys = tuple(key for key in package.rulebook.keys if key in columns)
    if not keys:
        raise PopulationRefused(
            f"{path.name}: no key of the subject is there; one of "
            f"{', '.join(package.rulebook.keys)} names each row"
        )
    return Facts(relation, columns, keys)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


def known_columns(package: Package) -> set[str]:
    """Return every column name that a file of facts may have."""
    facts = package.declared.facts
    nones = {f"{name}?none" for name, given in facts.items() if given.may_be_none}
    return {*facts, *nones, *package.declared.collections, MUNICIPALITY, *APPLICATION}


def typed_relation(
    connection: duckdb.DuckDBPyConnection, package: Package, facts: Facts, decided_on: str
) -> str:
    """Return SQL that gives every declared fact with its type, in the order of the file.

    A value that does not fit stops the query with an error that names its column; a column that
    is not there is unknown.

    Raises:
        PopulationRefused: A collection is no list of structs, or has a field that is not declared.
    """
    columns = [f"{_text(facts, MUNICIPALITY)} AS {quoted(MUNICIPALITY)}"]
    columns.append(f"DATE '{decided_on}' AS {quoted('today')}")
    checks: list[Check] = []
    for name, given in {**package.declared.facts, **APPLICATION}.items():
        columns += _fact(facts, name, given)
        if name in facts.columns:
            checks.append(_check(facts, name, given))
    for name, fields in package.declared.collections.items():
        read = read_collection(connection, facts.relation, facts.columns, name, fields)
        columns.append(f"{read.value} AS {quoted(name)}")
        checks += read.checks
    where = f"WHERE {stops_unless(checks)}" if checks else ""
    return f"(SELECT {', '.join(columns)} FROM {facts.relation} {where})"  # noqa: S608 -- declared


def _text(facts: Facts, name: str) -> str:
    return f"CAST({quoted(name)} AS VARCHAR)" if name in facts.columns else "CAST(NULL AS VARCHAR)"


def _fact(facts: Facts, name: str, given: Type) -> list[str]:
    value, none = _value(facts, name, given)
    if name == "application.trigger":
        value = f"COALESCE({value}, 'automatic')"
    parts = [f"{value} AS {quoted(name)}"]
    if given.may_be_none:
        parts.append(f"{none} AS {none_column(name)}")
    if given.kind == Kind.NIS:
        municipality = _text(facts, MUNICIPALITY)
        parts.append(f"({value} = {municipality}) AS {quoted(name + IN_TERRITORY)}")
    return parts


def _value(facts: Facts, name: str, given: Type) -> tuple[str, str]:
    """Return SQL for the value of a column and for whether it is none."""
    if name not in facts.columns:
        return f"CAST(NULL AS {column_type(given)})", "FALSE"
    column, has = _without_none(facts, name, given), facts.columns[name]
    none = f"COALESCE({none_column(name)}, FALSE)" if f"{name}?none" in facts.columns else "FALSE"
    if has == "VARCHAR" and given.may_be_none:
        none = f"({none} OR COALESCE({quoted(name)} = 'none', FALSE))"
    return converted(column, has, given), none


def _without_none(facts: Facts, name: str, given: Type) -> str:
    written = facts.columns[name] == "VARCHAR" and given.may_be_none
    return f"NULLIF({quoted(name)}, 'none')" if written else quoted(name)


def _check(facts: Facts, name: str, given: Type) -> Check:
    column = _without_none(facts, name, given)
    return Check(name, fits(column, facts.columns[name], given), f"CAST({column} AS VARCHAR)")
