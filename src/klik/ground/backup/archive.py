"""The archive: a tar file that is written and read from front to end, in bounded memory.

In this order: `head.json` (the form, what made it, the wrapped hash key), `database`, the stored
files, `files.list` (digest, length and name of each), `inventory.json` (with the digest of each of
these), `inventory.sha256`. So one pass says whether every byte is as it was written.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from klik.ground.refusals import Refusal

FORM: Final = 1
HEAD, DATABASE, LIST, INVENTORY, SEAL = (
    "head.json", "database", "files.list", "inventory.json", "inventory.sha256",
)  # fmt: skip
FILES: Final = "files/"
_FILE_NAME = re.compile(r"files(/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,5}")
_PIECE_BYTES: Final = 1 << 20
_SMALL_BYTES: Final = 1 << 26
_MODE: Final = 0o600


class ArchiveDamaged(Refusal):
    """An archive is not as it was written."""

    status = 422


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive says of itself, once every byte of it was read.

    Attributes:
        head: The form, the engine, the migrations, the wrapped hash key.
        inventory: What the database and the files hold.
        seal: The digest over all of it.
    """

    head: dict[str, Any]
    inventory: dict[str, Any]
    seal: str


class Digested:
    """A file that is read through a digest."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next piece."""
        piece = self._source.read(size)
        self._digest.update(piece)
        self.size += len(piece)
        return piece

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what was read so far."""
        return self._digest.hexdigest()

    def exhaust(self) -> None:
        """Read what is left."""
        while self.read(_PIECE_BYTES):
            pass


class FileList:
    """The list of stored files: a line each, in a file, because there may be millions."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._digest = hashlib.sha256()
        self.files = self.file_bytes = 0

    def add(self, digest: str, size: int, name: str) -> None:
        """Add a file."""
        line = f"{digest} {size} {FILES}{name}\n".encode()
        self._lines.write(line)
        self._digest.update(line)
        self.files += 1
        self.file_bytes += size

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the list so far."""
        return self._digest.hexdigest()

    def opened(self) -> tuple[BinaryIO, int]:
        """Return the list to be read from its beginning, and its length."""
        size = self._lines.seek(0, io.SEEK_END)
        self._lines.seek(0)
        return self._lines, size


class ArchiveWriter:
    """Writes the members of an archive, and notes what it wrote."""

    def __init__(self, target: BinaryIO, listed: FileList) -> None:
        self._tar = tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 -- closed by finish
        self._listed = listed
        self._digests: dict[str, str] = {}

    def add_head(self, head: dict[str, Any]) -> None:
        """Write what must be known before anything else is read."""
        self._add_bytes(HEAD, _written(head))

    def add_database(self, file: Path) -> None:
        """Write the database."""
        with file.open("rb") as source:
            self._digests[DATABASE] = self._add(DATABASE, source, file.stat().st_size)

    def add_file(self, file: Path, name: str) -> None:
        """Write a stored file; one that was removed since it was seen is left out."""
        try:
            source = file.open("rb")
        except FileNotFoundError:
            return
        with source:
            size = os.fstat(source.fileno()).st_size
            self._listed.add(self._add(f"{FILES}{name}", source, size), size, name)

    def finish(self, inventory: dict[str, Any]) -> None:
        """Write the list of files, the inventory, and the seal over all."""
        lines, size = self._listed.opened()
        self._digests[LIST] = self._add(LIST, lines, size)
        content = _written({**inventory, "digests": self._digests})
        self._add_bytes(INVENTORY, content)
        self._add_bytes(SEAL, hashlib.sha256(content).hexdigest().encode())
        self._tar.close()

    def _add_bytes(self, name: str, content: bytes) -> None:
        self._digests[name] = self._add(name, io.BytesIO(content), len(content))

    def _add(self, name: str, source: IO[bytes], size: int) -> str:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, _MODE
        digested = Digested(source)
        self._tar.addfile(member, digested)
        _forget_members(self._tar)
        return digested.digest


@contextmanager
def members(file: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Give the members of an archive in their order, each to be read before the next.

    Raises:
        ArchiveDamaged: It is no archive, or cut short, or holds what none holds.
    """
    try:
        with tarfile.open(file, mode="r|") as tar:
            yield _members(tar)
    except (tarfile.TarError, EOFError, UnicodeDecodeError) as error:
        raise ArchiveDamaged(f"{file} is no backup of Klik, or was cut short.") from error


def head_of(file: Path) -> dict[str, Any]:
    """Return what stands first in an archive.

    Raises:
        ArchiveDamaged: It is no archive of a form that this release reads.
    """
    with members(file) as found:
        name, source = next(found, ("", io.BytesIO()))
        head = _read(source, HEAD) if name == HEAD else {}
    if head.get("form") != FORM:
        raise ArchiveDamaged(f"{file} is no backup of Klik, or of a later release: see its {HEAD}.")
    return head


def verified(file: Path, seen: FileList) -> Contents:
    """Read every byte of an archive and return what it says of itself.

    Args:
        file: The archive.
        seen: Takes the list of the files that are seen.

    Raises:
        ArchiveDamaged: Something is not as it was written; it is named.
    """
    digests: dict[str, str] = {}
    kept: dict[str, bytes] = {}
    with members(file) as found:
        for name, source in found:
            digested = Digested(source)
            if name in {HEAD, INVENTORY, SEAL}:
                kept[name] = digested.read(_SMALL_BYTES)
            elif name == LIST:
                _compare(digested, seen)
            digested.exhaust()
            if name.startswith(FILES):
                seen.add(digested.digest, digested.size, name.removeprefix(FILES))
            else:
                digests[name] = digested.digest
    return _contents(file, digests, kept)


def _contents(file: Path, digests: dict[str, str], kept: dict[str, bytes]) -> Contents:
    for name in (HEAD, DATABASE, LIST, INVENTORY, SEAL):
        if name not in digests:
            raise ArchiveDamaged(f"{file} was cut short: {name} is missing.")
    seal = digests[INVENTORY]
    if kept[SEAL].decode(errors="replace") != seal:
        raise ArchiveDamaged(f"In {file}, {INVENTORY} is not what was written.")
    inventory = _read(io.BytesIO(kept[INVENTORY]), INVENTORY)
    for name, digest in inventory["digests"].items():
        if digests[name] != digest:
            raise ArchiveDamaged(f"In {file}, {name} is not what was written.")
    return Contents(_read(io.BytesIO(kept[HEAD]), HEAD), inventory, seal)


def _compare(written: Digested, seen: FileList) -> None:
    """Compare the list in the archive with what was seen, line by line."""
    for line in iter(seen.opened()[0].readline, b""):
        expected = written.read(len(line))
        if expected != line:
            name = line.decode().rstrip("\n").rpartition(" ")[2]
            raise ArchiveDamaged(f"{name} is not what was backed up, or {LIST} was changed.")
    if written.read(1):
        raise ArchiveDamaged(f"The last stored files are gone, or {LIST} was changed.")


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        source = tar.extractfile(member) if member.isreg() else None
        known = member.name in {HEAD, DATABASE, LIST, INVENTORY, SEAL}
        if source is None or not (known or _FILE_NAME.fullmatch(member.name)):
            raise ArchiveDamaged(f"{member.name[:100]!r} stands in no backup of Klik.")
        yield member.name, source
        _forget_members(tar)


def _forget_members(tar: tarfile.TarFile) -> None:
    tar.members.clear()  # type: ignore[attr-defined]  # -- else it keeps each of a million files


def _written(value: dict[str, Any]) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True).encode()


def _read(source: IO[bytes], name: str) -> dict[str, Any]:
    try:
        found = json.loads(source.read(_SMALL_BYTES))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ArchiveDamaged(f"{name} of the backup is not what was written.")
    return found
