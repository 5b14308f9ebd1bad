"""What a migration adds for a table of a municipality: the second wall, on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.migrations.operations.base import Operation, OperationCategory

from klik.ground.tenancy.acting import SETTING

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

_POLICY = "of_municipality"
# An absent setting is NULL, one of an ended transaction is empty: both match no row.
_CONDITION = f"municipality_nis = ANY (string_to_array(current_setting('{SETTING}', true), ','))"


class EnableRowLevelSecurity(Operation):
    """Let PostgreSQL itself show and accept only rows of the municipalities acted for.

    FORCE binds the owner of the table as well. On SQLite, which has no such thing, it does nothing.
    """

    reversible = True
    category = OperationCategory.SQL

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's view of the tables as it is."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,
    ) -> None:
        """Enable and force the policy."""
        table = self._table(app_label, schema_editor, to_state)
        if table:
            schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            schema_editor.execute(
                f"CREATE POLICY {_POLICY} ON {table} USING ({_CONDITION}) WITH CHECK ({_CONDITION})"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Take the policy away."""
        table = self._table(app_label, schema_editor, from_state)
        if table:
            schema_editor.execute(f"DROP POLICY {_POLICY} ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """Return what Django prints while migrating."""
        return f"Enable row-level security on {self.model_name}"

    def _table(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> str | None:
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            return None
        model: Any = state.apps.get_model(app_label, self.model_name)
        return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 -- Django's public-by-habit Meta
