"""Files in plain, for what needs a path: short, for nobody else's eyes, cleared after a kill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from klik.ground.files.placing import written_beside


@contextmanager
def copy_in_plain(pieces: Iterator[bytes]) -> Iterator[Path]:
    """Give a file that holds `pieces`; it is gone after the block.

    A copy of a process that was killed stays until the next copy is made or `sweep_leftovers` is
    called.
    """
    with written_beside(_folder()) as (file, path):
        for piece in pieces:
            file.write(piece)
        file.flush()
        yield path


@contextmanager
def written_in_plain() -> Iterator[tuple[BinaryIO, Path]]:
    """Give an empty file to write, such as what somebody uploads; it is gone after the block."""
    with written_beside(_folder()) as (file, path):
        yield file, path


def _folder() -> Path:
    return Path(settings.KLIK_HOME) / "tmp"
