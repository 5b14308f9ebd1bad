"""Whether what stands in a column fits the declared type, and how it becomes that type.

Checking and converting are apart: a column that has its type already goes through untouched, in
the compact form in which the file holds it, and one test per row stops a run that does not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from klik.rules.duckdb.calls import FIRST_DAY, LAST_DAY
from klik.rules.duckdb.emitting import column_type
from klik.rules.types import Kind, Type

TRUE_WORDS, FALSE_WORDS = ("true", "J"), ("false", "N")
WRONG = "klik column"
"""How an error of ours begins inside the engine's own message."""


@dataclass(frozen=True, slots=True)
class Check:
    """A test that every row must pass.

    Attributes:
        column: The column's name in the file.
        fits: SQL that is TRUE or FALSE, never NULL.
        shown: SQL for the value as text, for the message.
    """

    column: str
    fits: str
    shown: str


def stops_unless(checks: Sequence[Check]) -> str:
    """Return SQL that is TRUE, or stops the query with the first column that does not fit."""
    every = " AND ".join(check.fits for check in checks)
    wrong = " ".join(
        f"WHEN NOT {check.fits} THEN '{WRONG} {check.column.replace(chr(39), chr(39) * 2)}: ' || "
        f"COALESCE({check.shown}, '')"
        for check in checks
    )
    return f"CASE WHEN {every} THEN TRUE ELSE error(CASE {wrong} ELSE '{WRONG}: ' END) END"


def converted(column: str, has: str, given: Type) -> str:
    """Return SQL for a value of type `has` as the declared type; `fits` says whether it can."""
    wanted = column_type(given)
    if has == wanted:
        return column
    if given.kind == Kind.BOOLEAN and has == "VARCHAR":
        return f"CASE WHEN {column} IN {TRUE_WORDS} THEN TRUE WHEN {column} IN {FALSE_WORDS} THEN FALSE END"
    return f"TRY_CAST({column} AS {wanted})"


def fits(column: str, has: str, given: Type) -> str:
    """Return SQL that is TRUE where a value is unknown or fits the declared type, else FALSE."""
    return f"COALESCE({_fits(column, has, given)}, {column} IS NULL)"


def _fits(column: str, has: str, given: Type) -> str:
    wanted = column_type(given)
    if given.options is not None:
        words = ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(given.options))
        return f"TRY_CAST({column} AS ENUM({words})) IS NOT NULL OR {column} IS NULL"
    if wanted == "VARCHAR":
        # An empty text is neither known nor unknown; in CSV the reader has made it unknown.
        return f"{column} <> ''" if has == wanted else "TRUE"
    if given.kind == Kind.BOOLEAN and has == "VARCHAR":
        return f"{column} IN {TRUE_WORDS + FALSE_WORDS}"
    if given.kind == Kind.DATE:
        return f"{_cast(column, has, wanted)} BETWEEN {FIRST_DAY} AND {LAST_DAY}"
    if given.kind == Kind.INTEGER:
        limit = 10**given.whole - 1
        whole = f"{_cast(column, has, wanted)} BETWEEN -{limit} AND {limit}"
        return whole if has in _WHOLE else f"{whole} AND {_unrounded(column, wanted)}"
    if has == wanted:
        return "TRUE"
    if given.scale:
        return _unrounded(column, wanted)
    return f"TRY_CAST({column} AS {wanted}) IS NOT NULL OR {column} IS NULL"


_WHOLE = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)


def _cast(column: str, has: str, wanted: str) -> str:
    return column if has == wanted else f"TRY_CAST({column} AS {wanted})"


def _unrounded(column: str, wanted: str) -> str:
    """Compare with the value's own decimals, so that a third one is not rounded away."""
    return f"TRY_CAST({column} AS {wanted}) = TRY_CAST({column} AS DECIMAL(38, 12))"
