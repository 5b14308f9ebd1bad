"""A file of facts, CSV or Parquet, as a relation whose columns have the declared types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from klik.packages.compiling import Package
from klik.packages.population.files import File, open_file
from klik.packages.population.fitting import Check, converted, stops_at_wrong, wanted, wrong
from klik.packages.population.refusals import PopulationRefused
from klik.packages.population.rows import read_collection
from klik.packages.population.survey import Extent, fits_type, survey
from klik.rules.duckdb.emitting import column_type, none_column, quoted
from klik.rules.rulebook import PLATFORM_NAMES
from klik.rules.scope import IN_TERRITORY
from klik.rules.types import Kind, Type

MUNICIPALITY = "municipality.nis"
PLACE = f"CAST({quoted(MUNICIPALITY)} AS VARCHAR)"
TRIGGER, APPLICANT = "application.trigger", "application.applicant"
APPLICATION = {
    name: given for name, given in PLATFORM_NAMES.items() if name.startswith("application.")
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A file of facts that has been looked at.

    Attributes:
        file: The file, with its columns.
        keys: The subject's keys that the file has.
        extents: Per column its smallest and largest value, where that is known at once.
    """

    file: File
    keys: tuple[str, ...]
    extents: Mapping[str, Extent]


@dataclass(frozen=True, slots=True)
class TypedFacts:
    """Facts with their declared types.

    Attributes:
        relation: SQL that gives every declared fact; it stops at a value that does not fit.
        checks: What it tests of every row.
    """

    relation: str
    checks: tuple[Check, ...]


def read_facts(connection: duckdb.DuckDBPyConnection, package: Package, path: Path) -> Facts:
    """Look at a file of facts: every column must be declared.

    Raises:
        PopulationRefused: The file cannot be read, or a column is missing or not declared.
    """
    file = open_file(connection, path)
    if MUNICIPALITY not in file.columns:
        raise PopulationRefused(
            f"{path.name}: the column {MUNICIPALITY} is missing; each row names its municipality"
        )
    known = known_columns(package)
    for name in file.columns:
        if name not in known:
            raise PopulationRefused(
                f"{path.name}: the column {name} is not a declared fact; declared are "
                f"{', '.join(sorted(known))}"
            )
    keys = tuple(key for key in package.rulebook.keys if key in file.columns)
    if not keys:
        raise PopulationRefused(
            f"{path.name}: no key of the subject is there; one of "
            f"{', '.join(package.rulebook.keys)} names each row"
        )
    return Facts(file, keys, survey(connection, file))


def known_columns(package: Package) -> set[str]:
    """Return every column name that a file of facts may have."""
    facts = package.declared.facts
    nones = {f"{name}?none" for name, given in facts.items() if given.may_be_none}
    return {*facts, *nones, *package.declared.collections, MUNICIPALITY, *APPLICATION}


def typed_facts(
    connection: duckdb.DuckDBPyConnection, package: Package, facts: Facts, decided_on: date
) -> TypedFacts:
    """Return every declared fact with its type; a column that is not there is unknown.

    Raises:
        PopulationRefused: A collection is no list of structs, or has a field that is not declared.
    """
    columns = [f"{PLACE} AS {quoted(MUNICIPALITY)}"]
    columns.append(f"DATE '{decided_on.isoformat()}' AS {quoted('today')}")
    checks: list[Check] = []
    for name, given in {**package.declared.facts, **APPLICATION}.items():
        columns += _fact(facts, package, name, given)
        checks += _checks(facts, name, given)
    for name, fields in package.declared.collections.items():
        read = read_collection(connection, facts.file, name, fields)
        columns.append(f"{read.value} AS {quoted(name)}")
        checks += read.checks
    where = f"WHERE {stops_at_wrong(checks)}" if checks else ""
    relation = f"(SELECT {', '.join(columns)} FROM {facts.file.relation} {where})"  # noqa: S608 -- declared
    return TypedFacts(relation, tuple(checks))


def _fact(facts: Facts, package: Package, name: str, given: Type) -> list[str]:
    value, none = _value(facts, name, given)
    if name == TRIGGER:
        value = f"COALESCE({value}, 'automatic')"
    elif name in APPLICATION:
        value = _of_application(facts, value)
    elif name in package.declared.facts and _is_applicant(package, name):
        applicant, _ = _value(facts, APPLICANT, APPLICATION[APPLICANT])
        value = f"COALESCE({value}, {_of_application(facts, applicant)})"
    parts = [f"{value} AS {quoted(name)}"]
    if given.may_be_none:
        parts.append(f"{none} AS {none_column(name)}")
    if given.kind == Kind.NIS:
        parts.append(f"({value} = {PLACE}) AS {quoted(name + IN_TERRITORY)}")
    return parts


def _is_applicant(package: Package, name: str) -> bool:
    declared: Mapping[str, object] = package.content["facts"][name]
    return declared.get("source") == APPLICANT


def _of_application(facts: Facts, value: str) -> str:
    """Return a part of an application; without an application it is unknown."""
    if TRIGGER not in facts.file.columns:
        return f"CASE WHEN FALSE THEN {value} END"
    return f"CASE WHEN {quoted(TRIGGER)} <> 'automatic' THEN {value} END"


def _value(facts: Facts, name: str, given: Type) -> tuple[str, str]:
    """Return SQL for the value of a column and for whether it is none."""
    columns = facts.file.columns
    if name not in columns:
        return f"CAST(NULL AS {column_type(given)})", "FALSE"
    none = "FALSE"
    if f"{name}?none" in columns:
        none = f"COALESCE(TRY_CAST({none_column(name)} AS BOOLEAN), FALSE)"
    if columns[name] == "VARCHAR" and given.may_be_none:
        none = f"({none} OR COALESCE({quoted(name)} = 'none', FALSE))"
    return converted(_without_none(facts, name, given), columns[name], given), none


def _without_none(facts: Facts, name: str, given: Type) -> str:
    written = facts.file.columns[name] == "VARCHAR" and given.may_be_none
    return f"NULLIF({quoted(name)}, 'none')" if written else quoted(name)


def _checks(facts: Facts, name: str, given: Type) -> list[Check]:
    if name not in facts.file.columns:
        return []
    if name in facts.extents and fits_type(facts.extents[name], facts.file.columns[name], given):
        return []
    column = _without_none(facts, name, given)
    fault = wrong(column, facts.file.columns[name], given)
    return [Check(name, fault, f"CAST({column} AS VARCHAR)", wanted(given))] if fault else []
