"""Master keys in a file of the operator: one a line, the first is current.

The file stands outside the database and outside its backup: who has one of the two has nothing.
"""

from __future__ import annotations

import base64
import hashlib
import stat
from dataclasses import dataclass, field
from pathlib import Path

from klik.ground.keys.secret_file import write_secret_file
from klik.ground.keys.wrapping import (
    KEY_BYTES,
    KeyDamaged,
    MasterKeyMissing,
    Wrapped,
    new_key,
    seal,
    unseal,
)

_FOREIGN = stat.S_IWGRP | stat.S_IRWXO  # a group may read, as secrets mounted into containers need
_HEAD = (
    "# Master keys of Klik, the current one first. Whoever has this file and the database can\n"
    "# read everything; without it nothing can be read. Keep a copy apart from every backup.\n"
)


@dataclass(frozen=True, slots=True)
class _MasterKey:
    key: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Return what names this key: 64 bits of its hash, which tell nothing about 256."""
        return hashlib.sha256(b"klik master key\0" + self.key).hexdigest()[:16]


class MasterKeyFile:
    """The master keys in one file, read anew each time so that a rotation is seen at once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def make(self) -> bool:
        """Make the file with a first key unless it is there; return whether it was made."""
        if self._file.exists():
            return False
        _write(self._file, [_MasterKey(new_key())])
        return True

    def wrap(self, key: bytes, *, purpose: str) -> Wrapped:
        """Return `key` under the first master key of the file."""
        master = self._read()[0]
        return Wrapped(master.id, seal(master.key, key, bound_to=purpose))

    def unwrap(self, wrapped: Wrapped, *, purpose: str) -> bytes:
        """Return the key in `wrapped`, whichever master key of the file it is under."""
        masters = {master.id: master for master in self._read()}
        master = masters.get(wrapped.master_id)
        if master is None:
            raise MasterKeyMissing(
                f"The {purpose} was wrapped by master key {wrapped.master_id}; {self._file} holds "
                f"{', '.join(masters)}. Put back the file that belongs to this database."
            )
        key = unseal(master.key, wrapped.sealed, bound_to=purpose)
        if key is None:
            raise KeyDamaged(
                f"The {purpose} does not open with master key {wrapped.master_id}: its row was "
                "changed. Restore the database from a backup."
            )
        return key

    def begin_rotation(self) -> None:
        """Put a new key first."""
        _write(self._file, [_MasterKey(new_key()), *self._read()])

    def finish_rotation(self) -> None:
        """Keep the first key only."""
        _write(self._file, self._read()[:1])

    def __repr__(self) -> str:
        return f"MasterKeyFile({str(self._file)!r})"

    def _read(self) -> list[_MasterKey]:
        try:
            if self._file.stat().st_mode & _FOREIGN:
                raise MasterKeyMissing(
                    f"{self._file} may be read or written by others, so Klik does not use it. "
                    f"Run: chmod 600 {self._file}"
                )
            lines = self._file.read_text(encoding="ascii", errors="replace").splitlines()
        except FileNotFoundError:
            raise MasterKeyMissing(
                f"The master key file {self._file} is not there. On a new installation run "
                "klik setup; otherwise put the file back, or name it in KLIK_MASTER_KEY_FILE."
            ) from None
        return self._parsed(lines)

    def _parsed(self, lines: list[str]) -> list[_MasterKey]:
        masters = []
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                key = base64.b64decode(line.strip(), validate=True)
            except ValueError:
                key = b""
            if len(key) != KEY_BYTES:
                raise MasterKeyMissing(
                    f"{self._file}, line {number}: no master key; a line holds 32 bytes in base64."
                )
            masters.append(_MasterKey(key))
        if not masters:
            raise MasterKeyMissing(f"{self._file} holds no master key.")
        return masters


def _write(file: Path, masters: list[_MasterKey]) -> None:
    lines = [base64.b64encode(master.key).decode() for master in masters]
    write_secret_file(file, _HEAD + "\n".join(lines) + "\n")
