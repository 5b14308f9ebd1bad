"""The second wall, on PostgreSQL: the database itself shows nobody else's rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import ProgrammingError, connection, connections
from tests.engines import only_postgresql
from tests.factories.acting import CLERK, HERENT, OPERATOR, WINGENE
from tests.factories.municipalities import make_house_styles

from klik.ground.tenancy import EVERYWHERE, acting_for
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity

pytestmark = only_postgresql
FORGETFUL = "SELECT municipality_nis FROM municipalities_housestyle ORDER BY 1"


@pytest.fixture
def one_connection(committed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the pool hold one connection."""
    with monkeypatch.context() as patched:
        options = connection.settings_dict["OPTIONS"]
        patched.setitem(options, "pool", options["pool"] | {"max_size": 1})
        connection.close()
        connection.close_pool()
        yield
        connection.close()
        connection.close_pool()


def test_a_query_that_forgets_the_municipality_sees_only_its_own(committed: None) -> None:
    make_house_styles(WINGENE, HERENT)

    with acting_for([WINGENE], CLERK):
        seen = _rows(FORGETFUL)

    assert seen == [(WINGENE,)]


def test_a_query_outside_acting_sees_nothing(committed: None) -> None:
    make_house_styles(WINGENE, HERENT)

    assert _rows(FORGETFUL) == []
    assert _rows("SELECT count(*) FROM municipalities_housestyle") == [(0,)]


def test_two_municipalities_alternate_through_one_pooled_connection(one_connection: None) -> None:
    make_house_styles(WINGENE, HERENT)
    seen, processes = [], set()

    for nis in (WINGENE, HERENT) * 10:
        with acting_for([nis], CLERK):
            seen.append(_rows(FORGETFUL))
            processes.update(_rows("SELECT pg_backend_pid()"))
        connection.close()  # as at the end of a request: back into the pool, as it is
        assert _rows(FORGETFUL) == []
        connection.close()

    assert seen == [[(WINGENE,)], [(HERENT,)]] * 10
    assert len(processes) == 1


def test_the_setting_is_gone_after_the_transaction(committed: None) -> None:
    with acting_for([WINGENE, HERENT], CLERK):
        within = _setting()

    assert (within, _setting()) == (f"{HERENT},{WINGENE}", "")


def test_the_setting_is_gone_after_a_failure(committed: None) -> None:
    make_house_styles(WINGENE)

    with pytest.raises(ZeroDivisionError), acting_for([WINGENE], CLERK):
        raise ZeroDivisionError

    assert (_setting(), _rows(FORGETFUL)) == ("", [])


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO municipalities_housestyle (municipality_nis, house_colour, set_at)"
        " VALUES ('24038', '#000000', now())",
        "UPDATE municipalities_housestyle SET municipality_nis = '24038'",
    ],
)
def test_a_row_for_another_is_refused(committed: None, statement: str) -> None:
    make_house_styles(WINGENE)

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_for([WINGENE], CLERK),
    ):
        _run(statement)


def test_everywhere_sees_every_row(committed: None) -> None:
    make_house_styles(WINGENE, HERENT)

    with acting_for(EVERYWHERE, OPERATOR):
        assert _rows(FORGETFUL) == [(HERENT,), (WINGENE,)]


def test_every_table_of_a_municipality_is_behind_a_policy(committed: None) -> None:
    unguarded = _rows(
        "SELECT c.relname FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'municipality_nis'"
        " LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polcmd = '*'"
        " AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL"
        " WHERE c.relkind IN ('r', 'p')"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND p.oid IS NOT NULL)"
    )
    guarded = _rows("SELECT count(*) FROM pg_policy")

    assert unguarded == [("jobs_queuedjob",)]  # workers look for work of all; it holds tokens only
    assert guarded[0][0] >= 7


def test_the_application_owns_nothing_and_cannot_pass_a_policy(committed: None) -> None:
    owned = _rows(
        "SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " WHERE rolname = current_user"
    )
    attributes = _rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )

    assert (owned, attributes) == ([], [(False, False, False)])


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE municipalities_housestyle DISABLE ROW LEVEL SECURITY",
        "DROP POLICY of_municipality ON municipalities_housestyle",
        "UPDATE audit_auditline SET act = 'other'",
        "DELETE FROM audit_auditline",
        "UPDATE audit_auditpayload SET municipality_nis = ''",
        "DELETE FROM audit_personview",
        "UPDATE audit_personview SET person = ''",
        "TRUNCATE audit_auditline",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_may_not(committed: None, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"must be owner|permission denied"),
        acting_for([WINGENE], CLERK),
    ):
        _run(statement)


def test_a_policy_can_be_taken_back_and_set_again(committed: None) -> None:
    operation = EnableRowLevelSecurity("HouseStyle")
    policies = "SELECT count(*) FROM pg_policies WHERE tablename = 'municipalities_housestyle'"
    state: Any = _project_state()

    with connections["operator"].schema_editor() as editor:
        operation.database_backwards("municipalities", editor, state, state)
        without = _rows(policies, alias="operator")
        operation.database_forwards("municipalities", editor, state, state)

    assert (without, _rows(policies, alias="operator")) == ([(0,)], [(1,)])


def _project_state() -> object:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 -- one test needs it

    return MigrationLoader(connections["operator"]).project_state()


def _setting() -> str:
    return str(_rows("SELECT current_setting('klik.municipalities', true)")[0][0])


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(query: str, *, alias: str = "default") -> list[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
