"""Make the tables as the role that owns them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.management import call_command
from django.db import connections, router

OPERATOR: Final = "operator"


def owner_of_tables() -> str:
    """Return the connection of whoever owns the tables: on SQLite there is but one."""
    return OPERATOR if OPERATOR in connections else "default"


def migrate_tables() -> None:
    """Make or change the tables to what this release expects, as their owner."""
    owner = owner_of_tables()
    with _every_query_to(owner):
        call_command("migrate", database=owner, interactive=False, verbosity=0)


class _To:
    """Sends every query to one connection, also one that names none.

    A library's migration may ask `Model.objects` without saying where. On PostgreSQL that is
    another role in another connection: it has no right, and waits for the migration that waits
    for it.
    """

    def __init__(self, alias: str) -> None:
        self._alias = alias

    def db_for_read(self, model: Any, **hints: Any) -> str:  # noqa: ARG002 -- Django's signature
        """Return the connection."""
        return self._alias

    db_for_write = db_for_read


@contextmanager
def _every_query_to(alias: str) -> Iterator[None]:
    before = router.routers
    router.routers = [_To(alias)]
    try:
        yield
    finally:
        router.routers = before
