"""The database as one file, and back: SQLite by its own online copy, PostgreSQL by its tools."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from klik.ground.backup.inventory import Inventory, counted
from klik.ground.logs import without_personal
from klik.ground.refusals import Refusal
from klik.ground.tenancy.owner import OPERATOR

_SQLITE_TABLES: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
)
_POSTGRESQL_TABLES: Final = (
    "SELECT table_name FROM information_schema.tables"
    " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
)
_END_OTHERS: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'pg_restore'"
)
_PATIENCE_SECONDS: Final = 60
_TOOL_FOLDERS: Final = "/usr/lib/postgresql"


class ToolFailed(Refusal):
    """A tool of PostgreSQL is not there, or did not do its work."""

    status = 503


def engine() -> str:
    """Return what the database is: `sqlite` or `postgresql`."""
    return connections["default"].vendor


def sqlite_file() -> Path:
    """Return the file of the database on SQLite."""
    return Path(connections["default"].settings_dict["NAME"])


def dump(target: Path, *, chain_heads: str) -> Inventory:
    """Write the database to `target` as it is at one instant; return what it holds then.

    Who serves and works goes on meanwhile.

    Raises:
        ToolFailed: pg_dump is missing or ended in error, or no operator is named.
    """
    if engine() == "sqlite":
        return _dump_sqlite(target, chain_heads)
    return _dump_postgresql(target, chain_heads)


def load_postgresql(source: Path) -> None:
    """Put a dump into the empty database, all of it or nothing.

    Raises:
        ToolFailed: pg_restore is missing or ended in error; the database is as it was.
    """
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", *options, f"--dbname={_address()}", str(source))


def end_other_restores() -> bool:
    """End the pg_restore of a restore that was killed: it goes on without us, and must not.

    What it had not committed is undone.

    Returns:
        Whether there was one.
    """
    if engine() == "sqlite":
        return False
    was_there = False
    with _operator() as database:
        until = time.monotonic() + _PATIENCE_SECONDS
        while database.execute(_END_OTHERS).fetchall() and time.monotonic() < until:
            was_there = True
            time.sleep(0.1)
    return was_there


def unpack_sqlite(source: Path, target: Path) -> None:
    """Unpack a dump of SQLite."""
    with gzip.open(source, "rb") as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain, 1 << 20)
        plain.flush()
        os.fsync(plain.fileno())


def present(*, chain_heads: str) -> Inventory | None:
    """Return what the database of this installation holds; None where it has no table."""
    if engine() == "sqlite":
        if not sqlite_file().exists():
            return None
        with closing(sqlite3.connect(sqlite_file())) as database:
            return _counted_in_sqlite(database, chain_heads)
    with _operator() as database:
        if not database.execute(_POSTGRESQL_TABLES).fetchone():
            return None
        return _counted_in_postgresql(database, chain_heads)


def is_empty() -> bool:
    """Say whether the database of this installation has no table."""
    if engine() == "sqlite":
        return not sqlite_file().exists()
    with _operator() as database:
        return database.execute(_POSTGRESQL_TABLES).fetchone() is None


def _dump_sqlite(target: Path, chain_heads: str) -> Inventory:
    plain = target.with_name(f"{target.name}.plain")
    plain.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(sqlite_file())) as source,
            closing(sqlite3.connect(plain)) as copy,
        ):
            source.backup(copy)  # in one step: a copy in many begins anew at each write
            inventory = _counted_in_sqlite(copy, chain_heads)
        with plain.open("rb") as read, gzip.open(target, "wb", compresslevel=1) as packed:
            shutil.copyfileobj(read, packed, 1 << 20)
    finally:
        plain.unlink(missing_ok=True)
    return inventory


def _dump_postgresql(target: Path, chain_heads: str) -> Inventory:
    with _operator() as database, database.transaction():
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = database.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = row[0] if row else ""
        options = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges"]
        _run(
            "pg_dump", *options, f"--snapshot={snapshot}", f"--file={target}",
            f"--dbname={_address()}",
        )  # fmt: skip
        return _counted_in_postgresql(database, chain_heads)


def _counted_in_sqlite(database: sqlite3.Connection, chain_heads: str) -> Inventory:
    def ask(query: str) -> list[Any]:
        return database.execute(query).fetchall()

    return counted(
        ask,
        tables=_SQLITE_TABLES,
        chain_heads=chain_heads,
        quote=connections["default"].ops.quote_name,
    )


def _counted_in_postgresql(
    database: psycopg.Connection[tuple[Any, ...]], chain_heads: str
) -> Inventory:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return database.execute(sql.SQL(query)).fetchall()

    quote = connections[OPERATOR].ops.quote_name
    return counted(ask, tables=_POSTGRESQL_TABLES, chain_heads=chain_heads, quote=quote)


@contextmanager
def _operator() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    with psycopg.connect(_address(), password=_settings()["PASSWORD"], autocommit=True) as database:
        yield database


def _settings() -> dict[str, Any]:
    if OPERATOR not in connections:
        raise ToolFailed(
            "A backup of PostgreSQL is made and restored by the role that owns the tables: give "
            "KLIK_OPERATOR_DATABASE_URL."
        )
    return connections[OPERATOR].settings_dict


def _address() -> str:
    """Return where the database is, without the password: a process list shows it to all."""
    given = _settings()
    named = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    parts = {name: given[key] for name, key in named.items() if given[key]}
    options = {key: value for key, value in given["OPTIONS"].items() if isinstance(value, str)}
    return make_conninfo(**parts, **options)


def _run(tool: str, *options: str) -> None:
    ran = subprocess.run(  # noqa: S603 -- a tool of PostgreSQL, with options of ours
        [_found(tool), *options],
        env={**os.environ, "PGPASSWORD": str(_settings()["PASSWORD"])},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        first = next((line for line in ran.stderr.splitlines() if "error:" in line), "")
        raise ToolFailed(f"{tool} ended with code {ran.returncode}: {without_personal(first)}")


def _found(tool: str) -> str:
    """Return the newest of this tool: an older one refuses a newer server."""
    version: Callable[[Path], int] = lambda path: int(path.parts[-3])  # noqa: E731 -- a key
    installed = [
        path for path in Path(_TOOL_FOLDERS).glob(f"*/bin/{tool}") if path.parts[-3].isdecimal()
    ]
    found = str(max(installed, key=version)) if installed else shutil.which(tool)
    if not found:
        raise ToolFailed(
            f"{tool} is not there. Install the client of PostgreSQL, of the server's version or a "
            "later one."
        )
    return found
