"""What `klik backup` and `klik restore` do; import it after Django has started only."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from klik.domains.audit.queries import CHAIN_HEADS_SQL
from klik.faces.cli.progress import progress
from klik.ground.backup.inventory import Inventory
from klik.ground.backup.making import Terms, make_backup
from klik.ground.backup.restoring import restore_backup
from klik.ground.clock import moment_now

_UNIT = 1000


def back_up(file: Path) -> Inventory:
    """Write a backup; raises as `make_backup` does."""
    with progress("Files") as told:
        terms = Terms(settings.KLIK_HOME, CHAIN_HEADS_SQL, told or _tell_nobody)
        return make_backup(file.absolute(), terms, moment=moment_now())


def put_back(file: Path) -> Inventory:
    """Restore a backup; raises as `restore_backup` does."""
    with progress("Files") as told:
        terms = Terms(settings.KLIK_HOME, CHAIN_HEADS_SQL, told or _tell_nobody)
        return restore_backup(file.absolute(), terms)


def in_words(inventory: Inventory) -> str:
    """Return an inventory in one line."""
    rows, tables = sum(inventory.rows.values()), len(inventory.rows)
    files = _counted(inventory.files, "stored file")
    chains = _counted(len(inventory.chain_heads), "chain")
    size = _size(inventory.file_bytes)
    return f"{rows:,} rows in {tables} tables, {files} ({size}), {chains} of the audit"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _size(count: int) -> str:
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < _UNIT:
            return f"{size:.0f} {unit}"
        size /= _UNIT
    return f"{size:.1f} GB"


def _tell_nobody(_: int) -> None:
    """Stand for a bar where nobody looks."""
