"""The databases in Django's words: SQLite by default, PostgreSQL where an address is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from klik.site.environment import Environment, parts_of

SQLITE_BUSY_SECONDS = 20
SQLITE_KEPT_SECONDS = 60
POOL_SIZE = 8
POOL_WAIT_SECONDS = 10


def databases(environment: Environment) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: `default` for the application, `operator` for who owns tables.

    Both are the same database. On SQLite, which knows no roles, `default` serves both.
    """
    if not environment.database_url:
        return {"default": sqlite(environment.home / "klik.sqlite3")}
    found = {"default": postgresql(environment.database_url, pooled=True)}
    if environment.operator_database_url:
        found["operator"] = postgresql(environment.operator_database_url, pooled=False)
    return found


def sqlite(file: Path) -> dict[str, Any]:
    """Return the settings of an SQLite file.

    A transaction takes the write lock when it begins (IMMEDIATE): one that began by reading could
    otherwise fail when it comes to write. What is acknowledged is on disk (synchronous FULL).
    A thread keeps its connection for a minute: to open one takes longer than most answers, and the
    last that closes clears the log of writes away, for the next to make anew.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": SQLITE_KEPT_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgresql(url: str, *, pooled: bool) -> dict[str, Any]:
    """Return the settings of a PostgreSQL address; what follows its `?` goes to the driver."""
    parts = parts_of(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if pooled:
        options["pool"] = {
            "min_size": 1,
            "max_size": POOL_SIZE,
            "timeout": POOL_WAIT_SECONDS,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
