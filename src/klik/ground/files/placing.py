"""Put a file in its place whole or not at all, and clear what a killed process left beside it.

Who writes holds a lock on what it writes. A lock goes with its process, so a file that nobody holds
is of one that was killed.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

_PREFIX: Final = ".writing-"


@contextmanager
def written_beside(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Give an empty file of our own in `folder`, gone after the block unless it was placed."""
    _make_folder(folder)
    clear_leftovers(folder)
    file, path = _new_file(folder)
    with file:
        try:
            yield file, path
        finally:
            path.unlink(missing_ok=True)


def place(file: BinaryIO, path: Path, target: Path) -> None:
    """Give what was written its name; it is on disk, name and content, when this returns."""
    file.flush()
    os.fsync(file.fileno())
    _make_folder(target.parent)
    path.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_leftovers(folder: Path) -> int:
    """Remove what killed processes were writing in `folder`; return how many."""
    if not folder.is_dir():
        return 0
    found = [path for path in folder.iterdir() if path.name.startswith(_PREFIX)]
    return sum(_remove_unless_held(path) for path in found)


def _new_file(folder: Path) -> tuple[BinaryIO, Path]:
    """Return a new file that we hold, readable by nobody else."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=folder)
        file, path = os.fdopen(descriptor, "w+b"), Path(name)
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists():
            return file, path
        file.close()  # cleared as a leftover before we held it


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def _remove_unless_held(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True
