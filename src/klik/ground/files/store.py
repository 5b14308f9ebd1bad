"""The store: what goes in, what comes out, what is wrong with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from klik.ground.files.placing import clear_leftovers, place, sync_folder, written_beside
from klik.ground.files.plain import copy_in_plain
from klik.ground.files.refusals import FileDamaged, FileMissing, FileTooLarge
from klik.ground.files.sealed import SealedWriter, digest_in_head, read_sealed
from klik.ground.keys.hashing import hasher
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing, KeyRing, key_ring

_PIECE_BYTES: Final = 1 << 18
_NAME_LENGTH: Final = 64
_WRITING: Final = ".writing"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was stored.

    Attributes:
        digest: The SHA-256 of its content, in hexadecimal; it is asked back by this.
        size: Bytes of its content.
    """

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Writing:
    """A file that is being written; nothing of it can be read before `finish`."""

    sealer: Sealer
    writer: SealedWriter
    file: BinaryIO
    path: Path

    def write(self, piece: bytes) -> None:
        """Add a piece of content."""
        self.writer.write(piece)

    def finish(self) -> StoredFile:
        """Give the file its name; it is on disk when this returns."""
        return self.sealer.finish(self)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Stores and reads the files of one municipality, also after `acting_for` has ended.

    For rendering and reading that no transaction should wait for. Do not keep it longer than the
    work at hand: it holds keys.
    """

    ring: KeyRing
    hash_text: Callable[[str], bytes] = field(repr=False)

    def store(self, content: bytes) -> str:
        """Store `content` and return its digest; again changes nothing but what was damaged."""
        return self.store_stream(io.BytesIO(content), limit_bytes=len(content)).digest

    def store_stream(self, source: BinaryIO, *, limit_bytes: int) -> StoredFile:
        """Store all that `source` gives, in bounded memory.

        Raises:
            FileTooLarge: It gives more than `limit_bytes`; nothing is stored.
        """
        with self.writing() as writing:
            while piece := source.read(_PIECE_BYTES):
                writing.write(piece)
                if writing.writer.size > limit_bytes:
                    raise FileTooLarge(limit_bytes)
            return writing.finish()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Give a file to write piece by piece; what is not finished leaves no trace."""
        with written_beside(self._folder / _WRITING) as (file, path):
            yield Writing(self, SealedWriter(file), file, path)

    def finish(self, writing: Writing) -> StoredFile:
        """Place what was written, unless the same content is there and whole."""
        digest = writing.writer.digest
        name = self._name(digest)
        writing.writer.finish(lambda key: self.ring.encrypt(_purpose(name), key))
        if self.verify(digest) is not None:
            place(writing.file, writing.path, self._path(name))
        return StoredFile(digest, writing.writer.size)

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Yield the content of a file; see `sealed.read_sealed` on when it is known to be whole.

        Raises:
            FileMissing: It is not there.
            FileDamaged: It is not what was stored.
        """
        name = self._name(digest)
        try:
            file = self._path(name).open("rb")
        except FileNotFoundError:
            raise FileMissing from None
        with file:
            size = self._path(name).stat().st_size
            yield from read_sealed(file, size=size, unwrap=self._unwrap(name), digest=digest)

    def read(self, digest: str) -> bytes:
        """Return the content of a file; raises as `pieces` does."""
        return b"".join(self.pieces(digest))

    def plain_copy(self, digest: str) -> AbstractContextManager[Path]:
        """Give the content as a file in plain, gone after the block; raises as `pieces` does."""
        return copy_in_plain(self.pieces(digest))

    def remove(self, digest: str) -> bool:
        """Remove a file; say whether it was there."""
        path = self._path(self._name(digest))
        was_there = path.is_file()
        path.unlink(missing_ok=True)
        if was_there:
            sync_folder(path.parent)
        return was_there

    def is_there(self, digest: str) -> bool:
        """Say whether a file stands in the store; not whether it is whole."""
        return self._path(self._name(digest)).is_file()

    def verify(self, digest: str) -> str | None:
        """Return what is wrong with a file in words; None where it is what was stored."""
        try:
            for _ in self.pieces(digest):
                pass
        except (FileMissing, FileDamaged) as found:
            return found.reason
        return None

    def digests(self) -> Iterator[str]:
        """Yield the digest of every file, in no order that says anything.

        Raises:
            FileDamaged: The head of one cannot be read; it is named as it stands on disk.
        """
        for path in sorted(self._folder.glob(f"??/{'?' * _NAME_LENGTH}")):
            try:
                with path.open("rb") as file:
                    yield digest_in_head(file, self._unwrap(path.name))
            except FileDamaged:
                raise FileDamaged(f"{path.name} in {path.parent}: {FileDamaged.reason}") from None
            except FileNotFoundError:
                continue  # removed since the folder was read

    @property
    def _folder(self) -> Path:
        return Path(settings.KLIK_HOME) / "files" / self.ring.municipality_nis

    def _name(self, digest: str) -> str:
        return self.hash_text(f"file:{self.ring.municipality_nis}:{digest}").hex()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _unwrap(self, name: str) -> Callable[[bytes], bytes]:
        def unwrap(wrapped: bytes) -> bytes:
            try:
                return self.ring.decrypt(_purpose(name), wrapped)
            except (CannotDecrypt, DataKeyMissing):
                # A changed byte may also name a version of the key that never was.
                raise FileDamaged from None

        return unwrap


def sealer_for(municipality_nis: str) -> Sealer:
    """Return what stores and reads files of a municipality acted for.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: Its keys cannot be used.
    """
    return Sealer(key_ring(municipality_nis), hasher())


def store_bytes(municipality_nis: str, content: bytes) -> str:
    """Store `content` and return its SHA-256 in hexadecimal; raises as `sealer_for` does.

    It is on disk before the transaction commits. A transaction that fails leaves a file that no row
    names, which stores the same content again and harms nothing.
    """
    return sealer_for(municipality_nis).store(content)


def store_stream(municipality_nis: str, source: BinaryIO, *, limit_bytes: int) -> StoredFile:
    """Store all that `source` gives; raises as `sealer_for` does.

    Raises:
        FileTooLarge: It gives more than `limit_bytes`; nothing is stored.
    """
    return sealer_for(municipality_nis).store_stream(source, limit_bytes=limit_bytes)


def read_bytes(municipality_nis: str, digest: str) -> bytes:
    """Return the content that was stored, every byte verified; raises as `sealer_for` does.

    Raises:
        FileMissing: It is not there.
        FileDamaged: A byte was changed.
    """
    return sealer_for(municipality_nis).read(digest)


def plain_copy(municipality_nis: str, digest: str) -> AbstractContextManager[Path]:
    """Give the content as a file in plain, readable by nobody else, gone after the block.

    Raises:
        FileMissing, FileDamaged: When the block begins.
    """
    return sealer_for(municipality_nis).plain_copy(digest)


def remove(municipality_nis: str, digest: str) -> bool:
    """Remove a file at once, whatever becomes of the transaction; say whether it was there."""
    return sealer_for(municipality_nis).remove(digest)


def is_there(municipality_nis: str, digest: str) -> bool:
    """Say whether a file stands in the store; not whether it is whole."""
    return sealer_for(municipality_nis).is_there(digest)


def verify(municipality_nis: str, digest: str) -> str | None:
    """Return what is wrong with a file in words; None where it is what was stored."""
    return sealer_for(municipality_nis).verify(digest)


def stored_digests(municipality_nis: str) -> Iterator[str]:
    """Yield the digest of every stored file of a municipality acted for."""
    return sealer_for(municipality_nis).digests()


def sweep_leftovers() -> int:
    """Remove what killed processes were writing, sealed or in plain; return how many files.

    What is being written or used is left alone. For the start of a worker, and now and then.
    """
    home = Path(settings.KLIK_HOME)
    folders = [home / "tmp", *home.glob(f"files/*/{_WRITING}")]
    return sum(clear_leftovers(folder) for folder in folders)


def _purpose(name: str) -> str:
    return f"file:{name}"
