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
WRONG = "klik: a value does not fit"
"""How our own error stands in the engine's message."""
_WHOLE_TYPES = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)


@dataclass(frozen=True, slots=True)
class Check:
    """A test that every row must pass.

    Attributes:
        column: The column's name in the file.
        wrong: SQL that is TRUE where the value does not fit; FALSE or NULL where it does.
        shown: SQL for the value as text, for the message.
        wanted: What would be accepted, for the message.
    """

    column: str
    wrong: str
    shown: str
    wanted: str


def stops_at_wrong(checks: Sequence[Check]) -> str:
    """Return SQL that is TRUE, or stops the query at a value that does not fit.

    The test is one CASE: of nothing else does the engine promise that `error` is left alone where
    nothing is wrong.
    """
    any_wrong = " OR ".join(check.wrong for check in checks)
    return f"CASE WHEN {any_wrong} THEN error('{WRONG}') ELSE TRUE END"


def converted(column: str, has: str, given: Type) -> str:
    """Return SQL for a value of type `has` as the declared type, NULL where it does not fit."""
    wanted = column_type(given)
    if has == wanted:
        return column
    if given.kind == Kind.BOOLEAN and has == "VARCHAR":
        return (
            f"CASE WHEN {column} IN {TRUE_WORDS} THEN TRUE "
            f"WHEN {column} IN {FALSE_WORDS} THEN FALSE END"
        )
    return f"TRY_CAST({column} AS {wanted})"


def wrong(column: str, has: str, given: Type) -> str | None:
    """Return SQL that is TRUE where a value does not fit the declared type; None if all do."""
    tests = list(_tests(column, has, given))
    return f"({' OR '.join(tests)})" if tests else None


def wanted(given: Type) -> str:
    """Return what would be accepted, for a message."""
    if given.options is not None:
        return f"give one of {', '.join(sorted(given.options))}"
    words = _WANTED.get(given.kind, "give a text, or leave it unknown")
    return words.format(whole=given.whole, scale=given.scale)


_WANTED = {
    Kind.BOOLEAN: "give true or false",
    Kind.DATE: "give a day such as 2026-01-31",
    Kind.INTEGER: "give a whole number of at most {whole} digits",
    Kind.DECIMAL: "give a number with at most {whole} digits before the point and {scale} after it",
    Kind.MONEY: "give an amount with at most two decimals",
}


def _tests(column: str, has: str, given: Type) -> list[str]:
    value = converted(column, has, given)
    tests = [] if value == column else [f"({value} IS NULL AND {column} IS NOT NULL)"]
    if given.options is not None:
        words = ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(given.options))
        tests.append(f"(TRY_CAST({column} AS ENUM({words})) IS NULL AND {column} IS NOT NULL)")
    elif value == column and has == "VARCHAR":
        # Neither known nor unknown; in a CSV file the reader has made it unknown.
        tests.append(f"{column} = ''")
    if given.kind == Kind.DATE:
        tests += [f"{value} < {FIRST_DAY}", f"{value} > {LAST_DAY}"]
        if has.startswith("TIMESTAMP"):
            tests.append(f"CAST({value} AS TIMESTAMP) <> {column}")
        elif value != column:
            # The engine reads more than 2026-01-31, such as 2026-1-31.
            tests.append(f"CAST({value} AS VARCHAR) <> CAST({column} AS VARCHAR)")
    if given.kind == Kind.INTEGER:
        tests += [f"{value} <= -{10**given.whole}", f"{value} >= {10**given.whole}"]
    if given.is_number and value != column and has not in _WHOLE_TYPES:
        # Compared with its own decimals, so that one too many is not rounded away. A binary
        # fraction has decimals of its own without end: only the first twelve are meant.
        scale = 12 if has in ("DOUBLE", "FLOAT") else 25
        tests.append(f"{value} <> TRY_CAST({column} AS DECIMAL(38, {scale}))")
    return tests
