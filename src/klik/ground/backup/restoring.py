"""Put a backup back on an empty machine, whole or not at all.

Nothing is changed before every byte of the archive was read and the master key was tried. From then
on a note in the home folder says what is being restored: who was cut off begins again with the same
command, and until then nothing serves, for the database comes last.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from klik.ground.backup import engines
from klik.ground.backup.archive import (
    DATABASE,
    FILES,
    Contents,
    FileList,
    head_of,
    members,
    verified,
)
from klik.ground.backup.inventory import Inventory
from klik.ground.backup.making import Terms, stored_files, sync_folder, with_files
from klik.ground.keys.hashing import HASH_KEY_PURPOSE
from klik.ground.keys.wrapping import MasterKeyMissing, Wrapped, master_keys
from klik.ground.refusals import Refusal
from klik.ground.tenancy.rights import grant_rights, require_separate_roles

NOTE: Final = "restoring.json"
_PIECE_BYTES: Final = 1 << 20


class NotEmpty(Refusal):
    """There is an installation already."""


class DoesNotFit(Refusal):
    """A backup was made for another engine or by a later release."""


class RestoredOtherwise(Refusal):
    """What was restored is not what the inventory says."""

    status = 500


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things stand while they come in."""

    home: Path

    @property
    def note(self) -> Path:
        return self.home / NOTE

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def files_coming(self) -> Path:
        return self.home / "files.restoring"

    @property
    def dump_coming(self) -> Path:
        return self.home / "database.restoring"

    @property
    def database_coming(self) -> Path:
        return self.home / "klik.sqlite3.restoring"


def restore_backup(archive: Path, terms: Terms) -> Inventory:
    """Put the backup in `archive` back; return what is there afterwards, equal to what it holds.

    Cut off at any instant, it leaves what the same call goes on with.

    Raises:
        NotEmpty: There is a database or there are files; nothing was changed.
        ArchiveDamaged: The archive is not as it was written; it says where. Nothing was changed.
        DoesNotFit: It is of another engine or of a later release; nothing was changed.
        MasterKeyMissing, KeyDamaged: The master key is not the one of this backup. Nothing was.
        RestoredOtherwise: A disk or database gave back something else than was written.
        ToolFailed, RolesMixed: PostgreSQL; its database is empty as before.
    """
    places = _Places(terms.home)
    head_of(archive)  # says at once when it is something else altogether
    require_separate_roles()
    begun = _begun(places)
    if begun is None:
        _require_empty(places)
    with tempfile.TemporaryFile() as lines:
        contents = verified(archive, FileList(lines))
    _require_fit(contents.head)
    if begun is not None and begun != contents.seal:
        raise NotEmpty(
            f"Another backup was being restored here and is not finished. Restore that one, or "
            f"empty {places.home} and the database."
        )
    if begun is not None:
        engines.end_other_restores()
    if engines.is_empty():
        _put_back(archive, places, contents, terms)
    return _finished(places, contents, terms)


def is_unfinished(home: Path) -> bool:
    """Say whether a restore was cut off here."""
    return _Places(home).note.exists()


def _require_fit(head: dict[str, Any]) -> None:
    if head["engine"] != engines.engine():
        raise DoesNotFit(
            f"This backup is of {head['engine']}, and this installation is set to "
            f"{engines.engine()}. Set KLIK_DATABASE_URL accordingly."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    later = sorted(set(head["migrations"]) - known)
    if later:
        raise DoesNotFit(
            f"This backup was made by release {head['release']} of Klik, which is later than this "
            f"one: it has {later[0]}. Install that release."
        )
    key = head["hash_key"]
    wrapped = Wrapped(str(key["master_id"]), base64.b64decode(key["wrapped"]))
    try:
        master_keys.service().unwrap(wrapped, purpose=HASH_KEY_PURPOSE)
    except MasterKeyMissing as missing:
        raise MasterKeyMissing(
            f"This backup opens with master key {wrapped.master_id} only; nothing was changed. Put "
            f"the file of that key where KLIK_MASTER_KEY_FILE says. {missing.reason}"
        ) from None


def _require_empty(places: _Places) -> None:
    if not engines.is_empty():
        raise NotEmpty(
            "There is a database here already. A backup is restored on an empty machine: name "
            "another KLIK_HOME or KLIK_DATABASE_URL."
        )
    if next(stored_files(places.home), None):
        raise NotEmpty(f"There are files in {places.files} already. Name another KLIK_HOME.")


def _begun(places: _Places) -> str | None:
    """Return the seal of what was being restored here; None where nothing was."""
    if not places.note.exists():
        return None
    try:
        return str(json.loads(places.note.read_text(encoding="utf-8"))["seal"])
    except (ValueError, KeyError):
        return ""


def _put_back(archive: Path, places: _Places, contents: Contents, terms: Terms) -> None:
    _write_note(places, contents)
    for folder in (places.files, places.files_coming):  # of a restore that was cut off
        shutil.rmtree(folder, ignore_errors=True)
    _unpack(archive, places, terms)
    places.files_coming.mkdir(mode=0o700, exist_ok=True)
    places.files_coming.replace(places.files)
    sync_folder(places.home)
    _put_database(places)


def _write_note(places: _Places, contents: Contents) -> None:
    places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = places.note.with_suffix(".writing")
    with beside.open("w", encoding="utf-8") as written:
        json.dump({"seal": contents.seal}, written)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(places.note)
    sync_folder(places.home)


def _unpack(archive: Path, places: _Places, terms: Terms) -> None:
    folders: set[Path] = set()
    count = 0
    with members(archive) as found:
        for name, source in found:
            if name.startswith(FILES):
                target = places.files_coming / name.removeprefix(FILES)
                count += 1
                terms.told(count)
            elif name == DATABASE:
                target = places.dump_coming
            else:
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_out(source, target)
            folders.update(_between(target.parent, places.home))
    for folder in folders:
        sync_folder(folder)


def _write_out(source: Any, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        shutil.copyfileobj(source, written, _PIECE_BYTES)
        written.flush()
        os.fsync(written.fileno())


def _between(folder: Path, home: Path) -> list[Path]:
    return [folder, *(one for one in folder.parents if home in one.parents or one == home)]


def _load(dump: Path) -> None:
    """Put a dump into PostgreSQL, also where a pg_restore of before connects only now."""
    try:
        engines.load_postgresql(dump)
    except engines.ToolFailed:
        was_there = engines.end_other_restores()
        if not engines.is_empty():
            return  # it was faster, and puts back all or nothing, of this same backup
        if not was_there:
            raise
        engines.load_postgresql(dump)


def _put_database(places: _Places) -> None:
    if engines.engine() == "postgresql":
        _load(places.dump_coming)
        return
    engines.unpack_sqlite(places.dump_coming, places.database_coming)
    connection.close()
    engines.sqlite_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    places.database_coming.replace(engines.sqlite_file())
    sync_folder(engines.sqlite_file().parent)


def _finished(places: _Places, contents: Contents, terms: Terms) -> Inventory:
    for alias in connections:
        connections[alias].close()
    grant_rights()
    found = engines.present(chain_heads=terms.chain_heads)
    restored = with_files(found or Inventory({}, {}), places.home)
    differences = Inventory.from_json(contents.inventory).differences(restored)
    if differences:
        raise RestoredOtherwise(
            f"What is here is not what the backup holds: {'; '.join(differences[:5])}. Empty "
            f"{places.home} and the database, then restore again."
        )
    places.dump_coming.unlink(missing_ok=True)
    places.note.unlink(missing_ok=True)
    sync_folder(places.home)
    return restored
