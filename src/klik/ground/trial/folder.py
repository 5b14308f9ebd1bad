"""The folder that a trial writes: it changes at one instant, and others' files stay untouched."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from klik.ground.refusals import Refusal
from klik.ground.trial.files import FILES, PAGE_FILES

_HERE = -100  # AT_FDCWD: a path is taken as it stands
_EXCHANGE = 2  # RENAME_EXCHANGE: both names change places at one instant
_INSIDE = {"letters": ".pdf", "payments": ".xml"}


class TrialRefused(Refusal):
    """What is tried, or the folder to write in, cannot be used; nothing was written."""

    status = 422


@contextmanager
def written_whole(out: Path) -> Iterator[Path]:
    """Give an empty folder to write in; at the end it takes the place of `out` at once.

    Killed at any instant, `out` holds what an earlier trial wrote, whole, or this one, whole.

    Args:
        out: A folder that is absent, empty, or was written by a trial.

    Raises:
        TrialRefused: `out` holds files of somebody else.
    """
    whole = out.resolve()
    _refuse_foreign(whole)
    writing = whole.with_name(f".{whole.name}.writing")
    _remove(writing)
    writing.mkdir(parents=True)
    try:
        yield writing
        _put_in_place(writing, whole)
    finally:
        _remove(writing)


def _put_in_place(writing: Path, out: Path) -> None:
    if not out.exists():
        writing.rename(out)
    elif not _exchanged(writing, out):
        # No instant exchange on this system: between the two steps `out` is not there, and what
        # it held lies whole under the other name.
        earlier = out.with_name(f".{out.name}.earlier")
        _remove(earlier)
        out.rename(earlier)
        writing.rename(out)
        _remove(earlier)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names at one instant, where the system can; say whether it did."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return bool(library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise TrialRefused(f"{out.name} is a file; name a folder")
    foreign = next(_foreign(out), None)
    if foreign is not None:
        raise TrialRefused(
            f"{out.name} holds {foreign}, which no trial wrote; nothing in it was touched. Name an "
            "empty folder, or one that does not exist yet"
        )


def _foreign(out: Path) -> Iterator[str]:
    """Yield what stands in a folder and is not a trial's, the first by name first."""
    ours = {name for names in FILES.values() for name in names.values()} | set(PAGE_FILES)
    for found in sorted(out.iterdir()):
        if found.name not in ours or found.is_symlink():
            yield found.name
    for kind, ending in _INSIDE.items():
        for name in FILES[kind].values():
            inside = sorted((out / name).iterdir()) if (out / name).is_dir() else []
            yield from (
                f"{name}/{one.name}" for one in inside if one.suffix != ending or not one.is_file()
            )
