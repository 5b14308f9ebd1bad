"""A file of facts, CSV or Parquet, as a relation whose columns have the declared types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klik.packages.compiling import Package
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import column_type, none_column, quoted
from klik.rules.rulebook import IN_TERRITORY, PLATFORM_NAMES
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
        described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
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


def typed_relation(package: Package, facts: Facts, decided_on: str) -> str:
    """Return SQL that gives every declared fact with its type, in the order of the file.

    A value that does not fit stops the query with an error that names its column; a column that
    is not there is unknown.
    """
    parts = [f"{_text(facts, MUNICIPALITY)} AS {quoted(MUNICIPALITY)}"]
    parts += [f"DATE '{decided_on}' AS {quoted('today')}"]
    for name, given in {**package.declared.facts, **APPLICATION}.items():
        parts += _fact(facts, name, given)
    for name, fields in package.declared.collections.items():
        parts.append(f"{_collection(facts, name, fields)} AS {quoted(name)}")
    return f"(SELECT {', '.join(parts)} FROM {facts.relation})"  # noqa: S608 -- names are declared


def _text(facts: Facts, name: str) -> str:
    return f"CAST({quoted(name)} AS VARCHAR)" if name in facts.columns else "CAST(NULL AS VARCHAR)"


def _fact(facts: Facts, name: str, given: Type) -> list[str]:
    value, none = converted(facts, name, given)
    if name == "application.trigger":
        value = f"COALESCE({value}, 'automatic')"
    parts = [f"{value} AS {quoted(name)}"]
    if given.may_be_none:
        parts.append(f"{none} AS {none_column(name)}")
    if given.kind == Kind.NIS:
        municipality = _text(facts, MUNICIPALITY)
        parts.append(f"({value} = {municipality}) AS {quoted(name + IN_TERRITORY)}")
    return parts


def converted(facts: Facts, name: str, given: Type) -> tuple[str, str]:
    """Return SQL for the value of a column and for whether it is none."""
    wanted = column_type(given)
    if name not in facts.columns:
        return f"CAST(NULL AS {wanted})", "FALSE"
    column, has = quoted(name), facts.columns[name]
    none = f"COALESCE({none_column(name)}, FALSE)" if f"{name}?none" in facts.columns else "FALSE"
    if has == "VARCHAR" and given.may_be_none:
        none = f"({none} OR COALESCE({column} = 'none', FALSE))"
        column = f"NULLIF({column}, 'none')"
    return _checked(column, has, given, name), none


def _checked(column: str, has: str, given: Type, name: str) -> str:
    """Return the column with its type; what does not fit is an error, never an unknown."""
    wanted = column_type(given)
    stop = f"error('klik column {name.replace(chr(39), '')}: ' || CAST({column} AS VARCHAR))"
    if given.options is not None:
        words = ", ".join(f"'{word}'" for word in sorted(given.options))
        return f"CASE WHEN {column} IS NULL OR {column} IN ({words}) THEN {column} ELSE {stop} END"
    if has == wanted and given.kind != Kind.INTEGER:
        return column
    if given.kind == Kind.BOOLEAN and has == "VARCHAR":
        return (
            f"CASE WHEN {column} IS NULL THEN NULL WHEN {column} IN ('true', 'J') THEN TRUE "
            f"WHEN {column} IN ('false', 'N') THEN FALSE ELSE {stop} END"
        )
    if given.kind == Kind.INTEGER:
        limit = 10**given.whole
        fits = f"TRY_CAST({column} AS BIGINT) BETWEEN 1 - {limit} AND {limit} - 1"
    elif given.scale:
        # Compared with the text's own value, so that a third decimal is not rounded away.
        fits = f"TRY_CAST({column} AS {wanted}) = TRY_CAST({column} AS DECIMAL(38, 12))"
    else:
        fits = f"TRY_CAST({column} AS {wanted}) IS NOT NULL"
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN {fits} "
        f"THEN TRY_CAST({column} AS {wanted}) ELSE {stop} END"
    )


def _collection(facts: Facts, name: str, fields: Mapping[str, Type]) -> str:
    if name not in facts.columns:
        return f"CAST(NULL AS {_rows_type(fields)})"
    if "STRUCT" not in facts.columns[name].upper():
        raise PopulationRefused(f"the column {name} is a list of structs, and so only in Parquet")
    return f"CAST({quoted(name)} AS {_rows_type(fields)})"


def _rows_type(fields: Mapping[str, Type]) -> str:
    parts = []
    for name, given in fields.items():
        parts.append(f"{quoted(name)} {column_type(given)}")
        if given.may_be_none:
            parts.append(f"{none_column(name)} BOOLEAN")
    return f"STRUCT({', '.join(parts)})[]"
