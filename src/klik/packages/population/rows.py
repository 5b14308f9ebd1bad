"""Collections: facts that come as several rows per subject, in Parquet as a list of structs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from klik.packages.population.fitting import Check, fits
from klik.packages.population.refusals import PopulationRefused
from klik.rules.duckdb.emitting import column_type, none_column, quoted
from klik.rules.types import Kind, Type


@dataclass(frozen=True, slots=True)
class ReadCollection:
    """A collection as SQL.

    Attributes:
        value: A list of structs with every declared field; NULL is an unknown collection.
        checks: What every row must pass.
    """

    value: str
    checks: tuple[Check, ...] = ()


def read_collection(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    columns: Mapping[str, str],
    name: str,
    fields: Mapping[str, Type],
) -> ReadCollection:
    """Return a collection of a file; one that is not there is unknown.

    Args:
        connection: What looks at the file.
        relation: SQL that reads it.
        columns: Per column of the file its type in DuckDB.
        name: The collection.
        fields: Its declared fields.

    Raises:
        PopulationRefused: The column is no list of structs, or has a field that is not declared.
    """
    wanted = _rows_type(fields)
    if name not in columns:
        return ReadCollection(f"CAST(NULL AS {wanted})")
    has = columns[name]
    if not (has.startswith("STRUCT(") and has.endswith("[]")):
        raise PopulationRefused(f"the column {name} is a list of structs, and so only in Parquet")
    found = dict(
        connection.execute(
            "SELECT column_name, column_type FROM "  # noqa: S608 -- a declared name
            f"(DESCRIBE SELECT unnest({quoted(name)}, max_depth := 2) FROM {relation})"
        ).fetchall()
    )
    known = {*fields, *(f"{field}?none" for field, given in fields.items() if given.may_be_none)}
    for field in found:
        if field not in known:
            raise PopulationRefused(
                f"the field {field} of {name} is not declared; declared are "
                f"{', '.join(sorted(known))}"
            )
    checks = [
        _check(name, field, found[field], given)
        for field, given in fields.items()
        if field in found and not _certain(found[field], given)
    ]
    return ReadCollection(f"CAST({quoted(name)} AS {wanted})", tuple(checks))


def _certain(has: str, given: Type) -> bool:
    """Return whether every value fits: testing each row of each list would cost more than rules."""
    return has == column_type(given) and given.options is None and given.kind != Kind.INTEGER


def _check(name: str, field: str, has: str, given: Type) -> Check:
    fitting = fits(f"_row.{quoted(field)}", has, given)
    wrong = f"list_filter({quoted(name)}, lambda _row: NOT ({fitting}))"
    return Check(
        column=name,
        fits=f"COALESCE(len({wrong}) = 0, TRUE)",
        shown=f"CAST({wrong}[1].{quoted(field)} AS VARCHAR)",
    )


def _rows_type(fields: Mapping[str, Type]) -> str:
    parts = []
    for name, given in fields.items():
        parts.append(f"{quoted(name)} {column_type(given)}")
        if given.may_be_none:
            parts.append(f"{none_column(name)} BOOLEAN")
    return f"STRUCT({', '.join(parts)})[]"
