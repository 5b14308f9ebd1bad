"""A watched folder: what settles is taken, and moves away when it is done with.

A file moves three times by a rename: into `.taking/`, so that nobody puts another under its name,
and from there into `done/` or `refused/`. Killed in between, it lies whole in one of these; taking
it again changes nothing that was done before.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from klik.domains.registers.queries import Channel
from klik.faces.cli.delivering import (
    Delivered,
    FileRefused,
    Target,
    deliver_file,
    is_closed,
    write_report,
)
from klik.ground.clock import moment_now
from klik.ground.deliveries import DeliveryRefused
from klik.ground.files.placing import sync_folder
from klik.ground.refusals import Refusal

TAKING, DONE, REFUSED = ".taking", "done", "refused"
_LOCK: Final = ".klik-watch"
_UNFINISHED: Final = frozenset({".part", ".tmp", ".temp", ".filepart", ".crdownload", ".writing"})
_REPORT: Final = ".report"
_EMPTY_SETTLES: Final = 10  # times as long: who makes a file empty is about to fill it
Stamp = tuple[int, int, int, int]


class FolderWatched(Refusal):
    """Another process watches this folder."""

    reason = "Another `klik watch` watches this folder; two would take each other's files."


class FolderMissing(Refusal):
    """There is no such folder."""

    status = 404
    reason = "There is no such folder to watch; make it first."


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    sentence: str
    is_done: bool


@dataclass(slots=True)
class Watched:
    """A folder that this process alone watches."""

    folder: Path
    target: Target
    settle_seconds: float
    seen: dict[str, tuple[Stamp, float]] = field(default_factory=dict)
    digests: dict[tuple[str, Stamp], str] = field(default_factory=dict)

    def take_settled(self, *, at: float) -> Iterator[Taken]:
        """Take every file that nobody wrote to for long enough, and what was being taken before.

        Args:
            at: Seconds of a clock that only goes forward.
        """
        for path in sorted((self.folder / TAKING).iterdir()):
            yield from self._take(path)
        for path in self._settled(at):
            claimed = self.folder / TAKING / path.name
            if not claimed.exists():
                path.rename(claimed)
                yield from self._take(claimed)
        self._remove_closed()

    def _settled(self, at: float) -> list[Path]:
        now = {path.name: _stamp(path) for path in self.folder.iterdir() if _is_candidate(path)}
        before, self.seen = self.seen, {}
        settled = []
        for name, stamp in sorted(now.items()):
            earlier, since = before.get(name, (stamp, at))
            since = since if earlier == stamp else at
            self.seen[name] = (stamp, since)
            wait = self.settle_seconds * (1 if stamp[0] else _EMPTY_SETTLES)
            if at - since >= wait:
                settled.append(self.folder / name)
        return settled

    def _take(self, path: Path) -> Iterator[Taken]:
        stamp = _stamp(path)
        try:
            done = deliver_file(path, self.target, moment=moment_now(), channel=Channel.FOLDER)
        except (DeliveryRefused, FileRefused) as refused:
            if getattr(refused, "code", "") != "changed":
                yield self._put_away_refused(path, refused)
            return
        except Refusal as refused:  # not the file's fault: it stays and is tried again
            yield Taken(f"{path.name}: {refused.reason}", is_done=False)
            return
        if _stamp(path) == stamp:
            yield self._put_away_done(path, done)

    def _put_away_done(self, path: Path, done: Delivered) -> Taken:
        target = _free_name(self.folder / DONE, path)
        with _written(target.with_name(f"{target.name}{_REPORT}.csv")) as report:
            write_report(done, report, language="nl")
        _move(path, target)
        return Taken(f"{path.name}: {done.sentence}", is_done=True)

    def _put_away_refused(self, path: Path, refused: DeliveryRefused | FileRefused) -> Taken:
        target = _free_name(self.folder / REFUSED, path)
        with _written(target.with_name(f"{target.name}{_REPORT}.txt")) as report:
            report.write_text(_why(refused), encoding="utf-8")
        _move(path, target)
        return Taken(f"{path.name}: refused. {refused.reason}", is_done=False)

    def _remove_closed(self) -> None:
        """Remove what was delivered once the report is closed: the upload itself goes then too."""
        for path in (self.folder / DONE).iterdir():
            if _is_candidate(path) and _REPORT not in path.suffixes:
                key = (path.name, _stamp(path))
                if key not in self.digests:
                    self.digests[key] = _digest(path)
                if is_closed(self.target, self.digests[key]):
                    path.unlink()


@contextmanager
def watched(folder: Path, target: Target, *, settle_seconds: float) -> Iterator[Watched]:
    """Watch `folder` alone.

    Raises:
        FolderMissing: It is not there.
        FolderWatched: Another process watches it.
    """
    if not folder.is_dir():
        raise FolderMissing
    for name in (TAKING, DONE, REFUSED):
        (folder / name).mkdir(exist_ok=True)
    with (folder / _LOCK).open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderWatched from None
        yield Watched(folder, target, settle_seconds)


def _is_candidate(path: Path) -> bool:
    """Return whether a sender may have put it there, whole: a file, not hidden, no half name."""
    is_named = not path.name.startswith(".") and path.suffix.lower() not in _UNFINISHED
    return is_named and path.is_file() and not path.is_symlink()


def _stamp(path: Path) -> Stamp:
    # What changes when somebody writes; some senders set the time of the original on every piece.
    status = path.stat()
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _free_name(folder: Path, path: Path) -> Path:
    """Return a name in `folder` that no other content has."""
    target = folder / path.name
    if not target.exists():
        return target
    return folder / f"{path.stem}.{_digest(path)[:12]}{path.suffix}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move(path: Path, target: Path) -> None:
    path.replace(target)
    sync_folder(target.parent)
    sync_folder(path.parent)


@contextmanager
def _written(path: Path) -> Iterator[Path]:
    """Give a file to write that takes its place whole."""
    beside = path.with_name(f".{path.name}.writing")
    yield beside
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(path)


def _why(refused: DeliveryRefused | FileRefused) -> str:
    if isinstance(refused, DeliveryRefused):
        return "".join(
            f"{refused.texts[language]} {refused.remedy[language]}\n" for language in ("nl", "en")
        )
    return f"{refused.reason}\n"
