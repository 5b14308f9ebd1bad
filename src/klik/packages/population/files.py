"""CSV and Parquet files as relations, and what the engine says of a bad one in plain words.

Nothing about a CSV file is guessed but its separator: an engine that detects for itself takes a
line that is too long for the header, and skips those before it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from klik.packages.population.refusals import PopulationRefused

MAXIMUM_LINE = 1_000_000
_CSV_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CSV_FAULTS = (
    (re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)"), "{1} columns, the header {0}"),
    (re.compile(r"unterminated quote|unquoted value|quoted value", re.I), "a quote does not end"),
    (re.compile(r"nvalid unicode|not utf-8"), "this is not UTF-8; save the file as UTF-8"),
    (re.compile(r"aximum line size"), f"the line is longer than {MAXIMUM_LINE:,} bytes"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be read.

    Attributes:
        path: Where it is.
        relation: SQL that reads it.
        columns: Per column its type in DuckDB; in CSV every one is text.
    """

    path: Path
    relation: str
    columns: dict[str, str]


def open_file(connection: duckdb.DuckDBPyConnection, path: Path) -> File:
    """Look at a CSV or Parquet file.

    Raises:
        PopulationRefused: There is no such file, its name ends otherwise or it cannot be read.
    """
    if not path.is_file():
        raise PopulationRefused(f"{path.name}: there is no such file")
    if path.suffix == ".csv":
        return _open_csv(path)
    if path.suffix != ".parquet":
        raise PopulationRefused(f"{path.name}: name the file .csv or .parquet")
    relation = f"read_parquet({text(str(path))})"
    try:
        described = connection.execute(f"DESCRIBE FROM {relation}").fetchall()
    except duckdb.Error as error:
        raise PopulationRefused(explained(path, error)) from error
    return File(path, relation, {row[0]: row[1] for row in described})


def _open_csv(path: Path) -> File:
    names, separator = _header(path)
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
    relation = (
        f"read_csv({text(str(path))}, auto_detect = false, header = true, delim = '{separator}', "
        f"quote = '\"', escape = '\"', nullstr = '', strict_mode = true, "
        f"max_line_size = {MAXIMUM_LINE}, columns = {{{columns}}})"
    )
    return File(path, relation, dict.fromkeys(names, "VARCHAR"))


def _header(path: Path) -> tuple[list[str], str]:
    """Return the names in the first line and what stands between them."""
    with path.open("rb") as file:
        line = file.readline(MAXIMUM_LINE)
    try:
        written = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise PopulationRefused(f"{path.name}: this is not UTF-8 text with a header") from error
    if not written or not written.isprintable():
        raise PopulationRefused(f"{path.name}: the first line has to name the columns")
    separator = ";" if written.count(";") > written.count(",") else ","
    names = next(csv.reader([written], delimiter=separator))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise PopulationRefused(f"{path.name}: the column {twice!r} stands there twice")
    return names, separator


def explained(path: Path, error: duckdb.Error) -> str:
    """Return what is wrong with a file, in one line."""
    message = str(error)
    line = _CSV_LINE.search(message)
    for pattern, words in _CSV_FAULTS:
        found = pattern.search(message)
        if line and found:
            return f"{path.name}, line {line.group(1)}: {words.format(*found.groups())}"
    if path.suffix == ".parquet" and isinstance(error, duckdb.InvalidInputException):
        return f"{path.name}: this is not a Parquet file"
    first = message.splitlines()[0].replace(str(path), path.name)
    return f"{path.name}: {first}"


def text(value: str) -> str:
    """Return a text as a literal."""
    return "'" + value.replace("'", "''") + "'"
