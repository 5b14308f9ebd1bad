"""Make a backup while the installation serves."""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from klik.ground.backup import engines
from klik.ground.backup.archive import FORM, ArchiveWriter, Digested, FileList
from klik.ground.backup.inventory import Inventory
from klik.ground.keys.models import HashKey
from klik.ground.refusals import Refusal

_OWNER_ONLY: Final = 0o600


class NothingToKeep(Refusal):
    """There is no installation to back up."""


class TargetExists(Refusal):
    """The file of a new backup is there already."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a backup is made of, and a restore put back into.

    Attributes:
        home: The folder of the installation.
        chain_heads: A query for municipality, length and digest of the end of each chain.
        told: Is told how many files were copied.
    """

    home: Path
    chain_heads: str
    told: Callable[[int], None] = lambda _: None


def make_backup(target: Path, terms: Terms, *, moment: datetime) -> Inventory:
    """Write a backup to `target`, whole or not at all; return what it holds.

    The database is copied as it is at one instant. Stored files are copied after that: a row names
    a file only once it is on disk, so none that the copy needs is missing, unless its term ended
    meanwhile. The master key is not among them.

    Args:
        target: A new file, on a disk with room for the database twice.
        terms: What is backed up.
        moment: Now.

    Raises:
        TargetExists: Choose another name; an earlier backup is never overwritten.
        NothingToKeep: There is no installation here.
        ToolFailed: A tool of PostgreSQL.
    """
    if target.exists():
        raise TargetExists(f"{target} is there already. Name a new file.")
    if engines.is_empty():
        raise NothingToKeep("There is no installation here to back up. See KLIK_HOME.")
    with _beside(target) as (part, dumped):
        database = engines.dump(dumped, chain_heads=terms.chain_heads)
        inventory = _write(part, dumped, database, terms=terms, head=_head(moment))
        part.replace(target)
        sync_folder(target.parent)
    return inventory


def with_files(database: Inventory, home: Path) -> Inventory:
    """Return the inventory of a database with that of the files in `home`, every byte read."""
    with tempfile.TemporaryFile(dir=home) as lines:
        listed = FileList(lines)
        for file, name in stored_files(home):
            with file.open("rb") as source:
                digested = Digested(source)
                digested.exhaust()
            listed.add(digested.digest, digested.size, name)
    return _joined(database, listed)


def stored_files(home: Path) -> Iterator[tuple[Path, str]]:
    """Yield each stored file with its name below `files`, in one order everywhere."""
    root = home / "files"
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))  # being written
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(folder) / name
                yield file, file.relative_to(root).as_posix()


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(
    part: Path, dumped: Path, database: Inventory, *, terms: Terms, head: dict[str, Any]
) -> Inventory:
    with part.open("wb") as written, tempfile.TemporaryFile(dir=part.parent) as lines:
        part.chmod(_OWNER_ONLY)
        listed = FileList(lines)
        archive = ArchiveWriter(written, listed)
        archive.add_head(head)
        archive.add_database(dumped)
        for file, name in stored_files(terms.home):
            archive.add_file(file, name)
            terms.told(listed.files)
        inventory = _joined(database, listed)
        archive.finish(inventory.as_json())
        written.flush()
        os.fsync(written.fileno())
    return inventory


def _joined(database: Inventory, listed: FileList) -> Inventory:
    return replace(
        database, files=listed.files, file_bytes=listed.file_bytes, file_digest=listed.digest
    )


def _head(moment: datetime) -> dict[str, Any]:
    key = HashKey.objects.first()
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "form": FORM,
        "release": version("klik"),
        "made_at": moment.isoformat(timespec="seconds"),
        "engine": engines.engine(),
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        # Wrapped, as in the database: so that a restore can try the master key before it begins.
        "hash_key": {
            "master_id": key.master_id if key else "",
            "wrapped": base64.b64encode(bytes(key.wrapped)).decode() if key else "",
        },
    }


@contextmanager
def _beside(target: Path) -> Iterator[tuple[Path, Path]]:
    """Give two names beside the target, new ones: a tool of a killed backup may still write."""
    for left in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        yield Path(folder) / "archive", Path(folder) / "database"
