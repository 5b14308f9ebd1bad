"""SQLite is set so that an acknowledged write is on disk and a transaction may always write."""

import sqlite3
from pathlib import Path
from typing import Any

from django.db import connection
from tests.engines import only_sqlite, pointing_to
from tests.factories.acting import CLERK, WINGENE

from klik.ground.tenancy import acting_for
from klik.site.databases import sqlite

FULL, BUSY_MILLISECONDS = 2, 20_000


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path, django_db_blocker: Any) -> None:
    databases = {"default": sqlite(tmp_path / "klik.sqlite3")}
    with django_db_blocker.unblock(), pointing_to(databases), connection.cursor() as cursor:
        set_to = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]

    assert set_to == ["wal", FULL, BUSY_MILLISECONDS, 1]


@only_sqlite
def test_a_transaction_takes_the_write_lock_when_it_begins(committed: None) -> None:
    file = connection.settings_dict["NAME"]

    with acting_for([WINGENE], CLERK):
        other = sqlite3.connect(file, timeout=0)
        try:
            refused = _refusal(other)
        finally:
            other.close()

    assert refused == "database is locked"


def _refusal(other: sqlite3.Connection) -> str:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return str(error)
    return ""
