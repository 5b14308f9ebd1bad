"""Rows of a Parquet file, in batches, through DuckDB.

Every cell becomes the text it would have in CSV: one set of checks for both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from klik.ground.deliveries.headers import list_names
from klik.ground.deliveries.limits import Limits
from klik.ground.deliveries.refused import DeliveryRefused, written
from klik.ground.deliveries.separated import RawRow

_BATCH_ROWS = 2_000
# How a single value of each type is written as text; other types are refused.
_WHOLE_NUMBERS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
)
# Programs that know no empty whole number keep a rank as 2.0.
_FRACTIONS = ("FLOAT", "DOUBLE", "DECIMAL")
_NUMBERS = frozenset((*_WHOLE_NUMBERS, *_FRACTIONS))
_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_AS_TEXT = {
    "VARCHAR": "{column}",
    "NULL": "''",
    '"NULL"': "''",
    "BOOLEAN": "CASE WHEN {column} THEN 'J' WHEN NOT {column} THEN 'N' END",
    "DATE": "{column}::VARCHAR",
    **dict.fromkeys(_WHOLE_NUMBERS, "{column}::VARCHAR"),
    **dict.fromkeys(
        _FRACTIONS,
        "CASE WHEN {column} = TRY_CAST({column} AS BIGINT)"
        " THEN TRY_CAST({column} AS BIGINT)::VARCHAR ELSE {column}::VARCHAR END",
    ),
    **dict.fromkeys(
        _MOMENTS,
        "CASE WHEN {column} = {column}::DATE"
        " THEN {column}::DATE::VARCHAR ELSE {column}::VARCHAR END",
    ),
}
_INSZ_DIGITS = 11
# One row group and one batch; a file that needs more is refused rather than fed.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def parquet_header(path: Path, *, limits: Limits) -> list[str]:
    """Return the column names of the file at `path`.

    Raises:
        DeliveryRefused: `damaged`, `too-many-rows`, or `columns-nested`: a column holds lists,
            structures or bytes.
    """
    with _open(path) as (engine, name):
        kinds = _kinds_of(engine, name)
        counted = engine.execute("SELECT num_rows FROM parquet_file_metadata(?)", [name]).fetchone()
    if counted is not None and counted[0] > limits.rows:
        raise DeliveryRefused("too-many-rows", allowed=written(limits.rows))
    nested = sorted(column for column, kind in kinds.items() if kind not in _AS_TEXT)
    if nested:
        raise DeliveryRefused("columns-nested", columns=list_names(nested))
    return list(kinds)


def read_parquet_rows(
    path: Path, *, register_numbers: frozenset[str], limits: Limits
) -> Iterator[RawRow]:
    """Yield the rows of the file at `path`, whose header parquet_header has returned.

    `line` is the number of the row, from 1.

    Args:
        path: The file.
        register_numbers: The columns that hold an INSZ; kept as a number it lost leading zeros.
        limits: How long a cell may be.

    Raises:
        DeliveryRefused: `damaged`: found only when the row groups are opened.
    """
    with _open(path) as (engine, name):
        chosen = ", ".join(
            _as_text(column, kind, is_insz=column in register_numbers, limits=limits)
            for column, kind in _kinds_of(engine, name).items()
        )
        engine.execute(f"SELECT {chosen} FROM read_parquet(?)", [name])  # noqa: S608 -- names are quoted, the path is bound
        line = 0
        while batch := engine.fetchmany(_BATCH_ROWS):
            for row in batch:
                line += 1
                yield RawRow(line, [cell or "" for cell in row])


def _kinds_of(engine: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    columns = engine.execute("DESCRIBE SELECT * FROM read_parquet(?)", [name]).fetchall()
    return {column: kind.split("(")[0] for column, kind, *_ in columns}


def _as_text(column: str, kind: str, *, is_insz: bool, limits: Limits) -> str:
    """Return the SQL that writes a column as CSV would hold it."""
    quoted = '"' + column.replace('"', '""') + '"'
    written = _AS_TEXT[kind].format(column=quoted)
    if is_insz and kind in _NUMBERS:
        written = f"lpad({written}, {_INSZ_DIGITS}, '0')"
    # One character too many is enough to reject a cell that is too long.
    return f"left({written}, {limits.cell_characters + 1})"


@contextmanager
def _open(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Give an engine and a name for the file at `path` that holds no wildcard."""
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "delivery.parquet"
        link.symlink_to(path.resolve())
        engine = duckdb.connect(config=_SETTINGS)
        try:
            yield engine, str(link)
        except duckdb.Error as cause:
            raise DeliveryRefused("damaged") from cause
        finally:
            engine.close()
