"""A transaction that only reads, as of one instant: both engines refuse to write in it.

On SQLite it takes no write lock.

A connection is reused, by pools and by threads: whatever is set here is taken back at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import DatabaseError, connection, transaction

# What the engines say, SQLite by its name for the error, PostgreSQL by its code.
_SQLITE_REFUSES: Final = "SQLITE_READONLY"
_POSTGRESQL_REFUSES: Final = "25006"


class WritingWhileReading(RuntimeError):
    """Code wrote in a transaction that was opened for reading only; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "This transaction only reads: open acting_for without only_reading=True to write, "
            "and to note a view of personal data."
        )


@contextmanager
def reading_transaction() -> Iterator[None]:
    """Open a transaction of its own that may not write.

    Raises:
        WritingWhileReading: Something was written.
    """
    connection.ensure_connection()  # a new one would set its own mode of transactions
    engine = {"sqlite": _reading_sqlite, "postgresql": _reading_postgresql}[connection.vendor]
    with engine(), connection.execute_wrapper(_explain):
        yield


@contextmanager
def _reading_sqlite() -> Iterator[None]:
    wrapper: Any = connection  # `transaction_mode` is of Django's wrapper of SQLite only
    before = wrapper.transaction_mode
    wrapper.transaction_mode = "DEFERRED"
    wrapper.connection.execute("PRAGMA query_only = ON")
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        wrapper.transaction_mode = before
        if wrapper.connection is not None:  # closed in between: gone, with what was set on it
            wrapper.connection.execute("PRAGMA query_only = OFF")


@contextmanager
def _reading_postgresql() -> Iterator[None]:
    # A test that undoes everything is a transaction around this one, which had its queries.
    of_one_instant = "" if connection.in_atomic_block else "ISOLATION LEVEL REPEATABLE READ, "
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # As on SQLite: who verifies sees no line that came in meanwhile.
            cursor.execute(f"SET TRANSACTION {of_one_instant}READ ONLY")
        yield


def _explain(execute: Callable[..., Any], *statement: Any) -> Any:
    try:
        return execute(*statement)
    except DatabaseError as error:
        if _is_about_writing(error.__cause__):
            raise WritingWhileReading from error
        raise


def _is_about_writing(cause: BaseException | None) -> bool:
    return (
        getattr(cause, "sqlite_errorname", None) == _SQLITE_REFUSES
        or getattr(cause, "sqlstate", None) == _POSTGRESQL_REFUSES
    )
