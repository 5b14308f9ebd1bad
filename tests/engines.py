"""The databases of tests: SQLite always, PostgreSQL where KLIK_TEST_DATABASE_URL names a server.

A test that asks for `db` or `committed` runs once on each engine. `db` undoes everything after the
test; `committed` lets transactions end, for threads and for what lasts only as long as one, and
empties the tables afterwards. On PostgreSQL the application has a role of its own, as it must.
"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
import pytest
from asgiref.local import Local
from django.db import connections

SERVER = os.environ.get("KLIK_TEST_DATABASE_URL", "")
_HOME = tempfile.TemporaryDirectory(prefix="klik-tests-")

# Before anything reads them. No test touches this machine's own installation.
os.environ.update(
    DJANGO_SETTINGS_MODULE="klik.site.settings",
    KLIK_HOME=_HOME.name,
    KLIK_SECRET_KEY="only-for-tests",  # noqa: S106 -- protects nothing
    KLIK_DATABASE_URL="",
    KLIK_OPERATOR_DATABASE_URL="",
)


def pytest_report_header() -> str:
    if SERVER:
        return "engines: SQLite and PostgreSQL"
    return "engines: SQLite only; KLIK_TEST_DATABASE_URL=postgresql://... adds PostgreSQL"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each process that tests read the settings by itself, once it has a folder of its own.

    It would inherit the name of the settings, and read them before the folder is named: all would
    share one, and a test that takes the master key away would take it from its neighbours too.
    """
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what asks for a database; leave PostgreSQL out where there is no server to run it on."""
    for item in items:
        if "engine" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
    if SERVER:
        return
    absent = [item for item in items if _engine_of(item) == "postgresql"]
    if absent:
        items[:] = [item for item in items if _engine_of(item) != "postgresql"]
        config.hook.pytest_deselected(items=absent)


def _engine_of(item: pytest.Item) -> object:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("engine") if callspec else None


only_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True, scope="session")
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True, scope="session")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Replace pytest-django's own databases by those of `engine`."""


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[str]:
    """Point Django at a new database of this engine, made as `klik setup` makes it."""
    made = {"sqlite": _sqlite, "postgresql": _postgresql}[request.param]
    with django_db_blocker.unblock(), made() as databases, pointing_to(databases):
        from klik.ground.tenancy.owner import migrate_tables  # noqa: PLC0415 -- needs Django's apps
        from klik.ground.tenancy.rights import grant_rights  # noqa: PLC0415 -- needs Django's apps

        migrate_tables()
        grant_rights()
        with django_db_blocker.block():
            yield request.param


@pytest.fixture
def db(engine: str, db: None) -> None:
    """Give the database of `engine`; everything is undone after the test."""


@pytest.fixture
def committed(engine: str, django_db_blocker: Any) -> Iterator[None]:
    """Give the database of `engine`, where transactions end as in production."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        _empty_tables("operator" if "operator" in connections else "default")


def _empty_tables(alias: str) -> None:
    tables = [
        name
        for name in connections[alias].introspection.django_table_names(only_existing=True)
        if name != "django_migrations"
    ]
    connection = connections[alias]
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        # In one transaction: a commit for each of the tables would cost more than most tests.
        cursor.execute("BEGIN")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- a table of ours
        cursor.execute("COMMIT")


@contextmanager
def pointing_to(databases: dict[str, dict[str, Any]]) -> Iterator[None]:
    """Let Django use these databases inside the block."""
    before = connections.settings
    _forget_connections()
    connections.settings = connections.configure_settings(databases)
    try:
        yield
    finally:
        _forget_connections()
        connections.settings = before


def _forget_connections() -> None:
    for alias in list(connections.settings):
        connections[alias].close()
        if hasattr(connections[alias], "close_pool"):
            connections[alias].close_pool()
        del connections[alias]
    # Django keeps those of a thread in which a loop runs, as playwright's does, apart from those
    # of the same thread without one: the others would still be of the engine before.
    connections._connections = Local(connections.thread_critical)  # noqa: SLF001 -- no way is public


@contextmanager
def _sqlite() -> Iterator[dict[str, dict[str, Any]]]:
    from klik.site.databases import sqlite  # noqa: PLC0415 -- after the variables above

    with tempfile.TemporaryDirectory(dir=_HOME.name) as folder:
        found = sqlite(Path(folder) / "klik.sqlite3")
        # Tests kill processes, never the machine: what a process wrote is there without waiting
        # for the disk, which is most of the time of a commit.
        found["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
        yield {"default": found}


@contextmanager
def _postgresql() -> Iterator[dict[str, dict[str, Any]]]:
    from klik.site.databases import postgresql  # noqa: PLC0415 -- after the variables above

    with new_postgresql() as (application, operator):
        yield {
            "default": postgresql(application, pooled=True),
            "operator": postgresql(operator, pooled=False),
        }


@contextmanager
def new_postgresql() -> Iterator[tuple[str, str]]:
    """Make an empty database and two roles; give the addresses of application and operator."""
    mark, password = secrets.token_hex(4), secrets.token_hex(16)
    database, operator, application = (f"klik_{what}_{mark}" for what in ("test", "owner", "app"))
    with closing(psycopg.connect(SERVER, autocommit=True)) as server:
        server.execute(f"CREATE ROLE {operator} LOGIN BYPASSRLS PASSWORD '{password}'")
        server.execute(f"CREATE ROLE {application} LOGIN PASSWORD '{password}'")
        server.execute(f"CREATE DATABASE {database} OWNER {operator}")
        try:
            yield _address(application, password, database), _address(operator, password, database)
        finally:
            server.execute(f"DROP DATABASE {database} WITH (FORCE)")
            server.execute(f"DROP ROLE {application}")
            server.execute(f"DROP ROLE {operator}")


def _address(role: str, password: str, database: str) -> str:
    parts = urlsplit(SERVER)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{password}@{place}", path=f"/{database}"))


django.setup()
