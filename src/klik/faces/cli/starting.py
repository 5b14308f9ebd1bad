"""What `klik serve` and `klik worker` see to before they start; import it after Django only."""

from __future__ import annotations

from pathlib import Path

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from klik.ground.connections import close_before_fork
from klik.ground.keys.hashing import keyed_hash
from klik.ground.refusals import Refusal


class NotReady(Refusal):
    """This installation cannot serve or work yet."""

    status = 503


def require_ready() -> None:
    """Return silently where the tables are of this release and the keys open.

    Raises:
        NotReady: `klik setup` is to be run first, or the database does not answer.
        MasterKeyMissing, KeyDamaged: The master key is not the one of this database.
    """
    _require_a_file()
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise NotReady(
            f"The database cannot be used: {str(error).strip()}. See KLIK_DATABASE_URL in "
            "docs/operate/README.md."
        ) from error
    if missing:
        raise NotReady("The tables are not those of this release. Run klik setup first.")
    keyed_hash("")  # a process without the key would fail at the first case
    close_before_fork()  # what serves and works makes copies of this process


def _require_a_file() -> None:
    # SQLite would make an empty one.
    file = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(file).exists():
        raise NotReady(f"There is no database yet: {file}. Run klik setup first.")
