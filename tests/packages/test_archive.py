"""A package as one file: the same wherever it is made, and back as a folder whole or not at all."""

import io
import os
import signal
import tarfile
import threading
import time
from pathlib import Path
from random import Random

import pytest
from tests.packages.shipped_package import FOLDER

from klik.packages.archive import ArchiveDamaged, packed, unpack_into, unpacked
from klik.packages.folder import digest, read_folder

FILES = dict(read_folder(FOLDER).files)
KILLS = 20


def _archive_with(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.size = kind, "package.yaml", size
        archive.addfile(entry, io.BytesIO(bytes(size)))
    return target.getvalue()


def test_a_package_comes_back_as_it_was() -> None:
    assert unpacked(packed(FILES)) == FILES


def test_the_same_package_gives_the_same_bytes_in_any_order() -> None:
    backwards = dict(reversed(FILES.items()))

    assert packed(backwards) == packed(FILES)
    assert digest(read_folder(FOLDER)).encode() not in packed(FILES)


@pytest.mark.parametrize(
    "archive",
    [
        b"",
        b"no archive",
        packed(FILES)[:5_000],
        _archive_with("../package.yaml"),
        _archive_with("/etc/passwd"),
        _archive_with("letters/../../x.md"),
        _archive_with("more.txt"),
        _archive_with("package.yaml", tarfile.SYMTYPE),
        _archive_with("package.yaml", tarfile.LNKTYPE),
        _archive_with("package.yaml", tarfile.FIFOTYPE),
        _archive_with("letters", tarfile.DIRTYPE),
        _archive_with("README.md", size=1_000_001),
    ],
)
def test_what_is_no_archive_of_a_package_is_refused(archive: bytes, tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged):
        unpack_into(tmp_path / "out", archive)

    assert list(tmp_path.iterdir()) == []


def test_an_archive_becomes_a_folder_with_the_same_digest(tmp_path: Path) -> None:
    unpack_into(tmp_path / "below" / "out", packed(FILES))

    assert digest(read_folder(tmp_path / "below" / "out")) == digest(read_folder(FOLDER))
    assert [one.name for one in (tmp_path / "below").iterdir()] == ["out"]


def test_what_stood_there_makes_place(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "other.txt").write_text("x", encoding="utf-8")

    unpack_into(tmp_path / "out", packed(FILES))

    assert dict(read_folder(tmp_path / "out").files) == FILES


def test_written_by_many_at_once_it_is_whole(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=unpack_into, args=(tmp_path / "out", packed(FILES)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert dict(read_folder(tmp_path / "out").files) == FILES
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_killed_at_any_instant_it_is_absent_or_whole(
    tmp_path: Path, random_numbers: Random
) -> None:
    started = time.perf_counter()
    unpack_into(tmp_path / "measured", packed(FILES))
    usual = time.perf_counter() - started
    absent = 0
    for number in range(KILLS):
        out = tmp_path / str(number) / "out"
        _killed_while_unpacking(out, after=random_numbers.uniform(0, usual))
        if out.exists():
            assert dict(read_folder(out).files) == FILES
        absent += not out.exists()
        unpack_into(out, packed(FILES))
        assert dict(read_folder(out).files) == FILES
    assert absent > 0


def _killed_while_unpacking(out: Path, *, after: float) -> None:
    child = os.fork()
    if child == 0:
        unpack_into(out, packed(FILES))
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_what_a_killed_process_left_goes_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / ".out.aa", tmp_path / ".out.bb"
    for one in (old, young):
        one.mkdir()
    os.utime(old, (0, 0))

    unpack_into(tmp_path / "out", packed(FILES))

    assert sorted(one.name for one in tmp_path.iterdir()) == [".out.bb", "out"]
