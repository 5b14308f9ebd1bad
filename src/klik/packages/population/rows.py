"""Collections: facts that come as several rows per subject, in Parquet as a list of structs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from klik.packages.population.files import File
from klik.packages.population.fitting import Check, wanted, wrong
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
    file: File,
    name: str,
    fields: Mapping[str, Type],
) -> ReadCollection:
    """Return a collection of a file; one that is not there is unknown.

    Args:
        connection: What looks at the file.
        file: The file.
        name: The collection.
        fields: Its declared fields.

    Raises:
        PopulationRefused: The column is no list of structs, or has a field that is not declared.
    """
    wanted = _rows_type(fields)
    if name not in file.columns:
        return ReadCollection(f"CAST(NULL AS {wanted})")
    has = file.columns[name]
    if not (has.startswith("STRUCT(") and has.endswith("[]")):
        raise PopulationRefused(
            f"{file.path.name}: the column {name} is a collection, a list of structs; a CSV file "
            "has none, so write Parquet"
        )
    found = dict(
        connection.execute(
            "SELECT column_name, column_type FROM "  # noqa: S608 -- a declared name
            f"(DESCRIBE SELECT unnest({quoted(name)}, max_depth := 2) FROM {file.relation})"
        ).fetchall()
    )
    known = {*fields, *(f"{field}?none" for field, given in fields.items() if given.may_be_none)}
    for field in found:
        if field not in known:
            raise PopulationRefused(
                f"{file.path.name}: the field {field} of {name} is not declared; declared are "
                f"{', '.join(sorted(known))}"
            )
    checks = [
        check
        for field, given in fields.items()
        if field in found
        for check in _checks(name, field, found[field], given)
    ]
    return ReadCollection(f"CAST({quoted(name)} AS {wanted})", tuple(checks))


def _checks(name: str, field: str, has: str, given: Type) -> list[Check]:
    """Test every row of every list, but not where its type is the declared one already.

    Such a test would cost more than the rules do.
    """
    certain = has == column_type(given) and given.options is None and given.kind != Kind.INTEGER
    fault = wrong(f"_row.{quoted(field)}", has, given)
    if certain or fault is None:
        return []
    faults = f"list_filter({quoted(name)}, lambda _row: {fault})"
    shown = f"CAST({faults}[1].{quoted(field)} AS VARCHAR)"
    return [Check(column=name, wrong=f"len({faults}) > 0", shown=shown, wanted=wanted(given))]


def _rows_type(fields: Mapping[str, Type]) -> str:
    parts = []
    for name, given in fields.items():
        parts.append(f"{quoted(name)} {column_type(given)}")
        if given.may_be_none:
            parts.append(f"{none_column(name)} BOOLEAN")
    return f"STRUCT({', '.join(parts)})[]"
