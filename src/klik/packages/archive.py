"""A package as one file, byte for byte the same wherever it is made, and back as a folder."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from klik.packages.folder_files import MAXIMUM_ENTRIES, MAXIMUM_FILE_BYTES, is_named_by_format

_MODE = 0o644
_LEFT_BEHIND_SECONDS = 3_600
_EXISTS = frozenset({errno.EEXIST, errno.ENOTEMPTY})


class ArchiveDamaged(ValueError):
    """Bytes that no package was packed into."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one tar file without dates, owners or compression, so that it never differs.

    Args:
        files: The bytes of every file by its name in the folder, as `PackageFolder.files`.

    Source: POSIX.1-1988, ustar interchange format.
    """
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(files[name]), _MODE
            archive.addfile(entry, io.BytesIO(files[name]))
    return target.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """Return the files in an archive, by their names.

    Raises:
        ArchiveDamaged: It is no archive, or holds what the package format does not name.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as opened:
            return dict(_entries(opened))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise ArchiveDamaged(f"This is no archive of a package: {error}.") from error


def _entries(opened: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for number, entry in enumerate(opened, start=1):
        # The name is one of a closed list, so it leads nowhere outside the folder.
        fits = entry.isreg() and is_named_by_format(entry.name)
        if not fits or entry.size > MAXIMUM_FILE_BYTES or number > MAXIMUM_ENTRIES:
            raise ArchiveDamaged(f"entry {number} is nothing that the package format names")
        content = opened.extractfile(entry)
        if content is None:
            raise ArchiveDamaged(f"entry {number} is no file")
        yield entry.name, content.read()


def unpack_into(folder: Path, archive: bytes) -> None:
    """Write the files of an archive into `folder`, whole or not at all.

    They are written beside it and take its name at the end; what stood there makes place. Killed
    at any instant, `folder` is absent or whole. Two that write it at once both find it whole.

    Raises:
        ArchiveDamaged: As for `unpacked`; nothing is written.
        OSError: The disk does not take it.
    """
    files = unpacked(archive)
    folder.parent.mkdir(parents=True, exist_ok=True)
    writing = _beside(folder)
    writing.mkdir()
    try:
        _write(writing, files)
        _put_in_place(writing, folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(writing, ignore_errors=True)
        _remove_left_behind(folder)


def _beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        with file.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    for below in {folder, *(file.parent for file in map(folder.joinpath, files))}:
        _sync(below)


def _put_in_place(writing: Path, folder: Path) -> None:
    try:
        writing.rename(folder)
    except OSError as error:
        if error.errno not in _EXISTS:
            raise
        aside = _beside(folder)
        with contextlib.suppress(FileNotFoundError):
            folder.rename(aside)
        with contextlib.suppress(OSError):  # another process was quicker with the same bytes
            writing.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _remove_left_behind(folder: Path) -> None:
    """Remove what a killed process left beside `folder`; by the file system's own clock."""
    with contextlib.suppress(OSError):
        now = folder.parent.stat().st_mtime
        for one in folder.parent.glob(f".{folder.name}.*"):
            if now - one.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                shutil.rmtree(one, ignore_errors=True)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
