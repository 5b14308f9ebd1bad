"""What the application may do in PostgreSQL: use the tables, own none of them.

`klik setup` runs this as the operator after every migration. Rights that a model no longer names
are taken back.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, transaction

from klik.ground.refusals import Refusal
from klik.ground.tenancy.models import EVERY_RIGHT

_APPLICATION, _OPERATOR = "default", "operator"


class RolesMixed(Refusal):
    """The roles of application and operator in PostgreSQL are not kept apart."""


def require_separate_roles() -> None:
    """Return silently on SQLite, and where the application's role is held by every policy.

    Raises:
        RolesMixed: No operator is named, or the application's role could pass row-level security.
    """
    if connections[_APPLICATION].vendor != "postgresql":
        return
    if _OPERATOR not in connections:
        raise RolesMixed(
            "With PostgreSQL the tables belong to another role than the application's: give "
            "KLIK_OPERATOR_DATABASE_URL as well."
        )
    role = connections[_APPLICATION].settings_dict["USER"]
    with connections[_OPERATOR].cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = %s",
            [role],
        )
        found = cursor.fetchone()
    if found is None:
        raise RolesMixed(
            f"PostgreSQL has no role {role!r}, which KLIK_DATABASE_URL names: make one that owns "
            "nothing, with LOGIN and a password."
        )
    may_bypass, owns_tables = found
    if may_bypass or owns_tables:
        why = "is a superuser or has BYPASSRLS" if may_bypass else "owns tables"
        raise RolesMixed(
            f"The application's role {role} {why}, so it would see every municipality. Give "
            "KLIK_DATABASE_URL a role that owns nothing and has no such attribute."
        )


def grant_rights() -> None:
    """Give the application's role, on every table, the rights that its model names."""
    if connections[_APPLICATION].vendor != "postgresql":
        return
    quote = connections[_OPERATOR].ops.quote_name
    role = quote(connections[_APPLICATION].settings_dict["USER"])
    # One transaction: a running application is never without its rights.
    with transaction.atomic(using=_OPERATOR), connections[_OPERATOR].cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {role}")
        for model in apps.get_models(include_auto_created=True):
            table = quote(model._meta.db_table)  # noqa: SLF001 -- Django's public-by-habit Meta
            cursor.execute(f"GRANT {_rights(model)} ON {table} TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")


def _rights(model: Any) -> str:
    return ", ".join(getattr(model, "rights", EVERY_RIGHT))
