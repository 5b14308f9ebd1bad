"""A changed, missing or added byte anywhere in a file is found; storing again heals it."""

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.factories.acting import CLERK, WINGENE
from tests.factories.files import leftovers, on_disk, sealer, store

from klik.ground import files
from klik.ground.files.sealed import CHUNK_BYTES
from klik.ground.tenancy import acting_for

CONTENT = bytes(range(256)) * (CHUNK_BYTES // 128)  # two chunks, the second one full
HEAD = 11 + 97
SEALED_CHUNK = CHUNK_BYTES + 16


def _flip(place: int) -> Callable[[bytes], bytes]:
    return lambda sealed: sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "head-only": lambda sealed: sealed[:HEAD],
    "last-byte-gone": lambda sealed: sealed[:-1],
    "byte-added": lambda sealed: sealed + b"\x00",
    "last-chunk-gone": lambda sealed: sealed[: HEAD + SEALED_CHUNK],
    "first-chunk-gone": lambda sealed: sealed[:HEAD] + sealed[HEAD + SEALED_CHUNK :],
    "chunks-swapped": lambda sealed: (
        sealed[:HEAD] + sealed[HEAD + SEALED_CHUNK :] + sealed[HEAD : HEAD + SEALED_CHUNK]
    ),
    "chunk-repeated": lambda sealed: sealed + sealed[HEAD + SEALED_CHUNK :],
    "first-byte": _flip(0),
    "key-version": _flip(12),
    "key": _flip(50),
    "content": _flip(HEAD + 5),
    "end": _flip(-2),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_found(home: Path, damage: Callable[[bytes], bytes]) -> None:
    digest = store(CONTENT)
    (file,) = on_disk()
    file.write_bytes(damage(file.read_bytes()))

    with acting_for([WINGENE], CLERK):
        assert "changed or cut short" in str(files.verify(WINGENE, digest))
        with pytest.raises(files.FileDamaged):
            files.read_bytes(WINGENE, digest)


def test_any_changed_byte_is_found(home: Path, random_numbers: Random) -> None:
    digest, kept = store(CONTENT), sealer()
    (file,) = on_disk()
    whole = file.read_bytes()

    for place in random_numbers.sample(range(len(whole)), 60):
        file.write_bytes(_flip(place)(whole) if place < len(whole) - 1 else whole[:-1])
        assert kept.verify(digest) is not None, place

    file.write_bytes(whole)
    assert kept.verify(digest) is None


def test_two_files_that_change_places_are_found(home: Path) -> None:
    digests = store(CONTENT), store(b"another")
    one, other = on_disk()
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)

    with acting_for([WINGENE], CLERK):
        assert all(files.verify(WINGENE, digest) for digest in digests)
        with pytest.raises(files.FileDamaged, match=one.name):
            list(files.stored_digests(WINGENE))


def test_storing_again_heals_what_was_damaged(home: Path) -> None:
    digest = store(CONTENT)
    on_disk()[0].write_bytes(b"")

    store(CONTENT)

    with acting_for([WINGENE], CLERK):
        assert files.read_bytes(WINGENE, digest) == CONTENT


def test_what_a_killed_process_was_writing_goes_with_the_next_write(home: Path) -> None:
    kept = sealer()
    kept.store(b"earlier")
    _killed_while(lambda: _write_and_wait(kept))
    assert len(leftovers()) == 1

    store(b"later")

    assert leftovers() == []
    assert len(on_disk()) == 2


def test_a_plain_copy_of_a_killed_process_is_swept(home: Path) -> None:
    kept = sealer()
    digest = kept.store(CONTENT)
    _killed_while(lambda: _copy_and_wait(kept, digest))
    assert leftovers()[0].read_bytes() == CONTENT

    assert files.sweep_leftovers() == 1
    assert leftovers() == []


def test_an_empty_file_of_a_killed_process_is_swept(home: Path) -> None:
    kept = sealer()
    kept.store(b"earlier")
    _killed_while(lambda: _begin_and_wait(kept))
    assert [file.stat().st_size for file in leftovers()] == [0]

    assert files.sweep_leftovers() == 1
    assert leftovers() == []


def test_a_file_that_is_swept_before_it_is_held_is_made_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, made = sealer(), tempfile.mkstemp
    swept: list[int] = []

    def swept_at_once(**options: Any) -> tuple[int, str]:
        descriptor, name = made(**options)
        if not swept:
            swept.append(files.sweep_leftovers())
        return descriptor, name

    monkeypatch.setattr(tempfile, "mkstemp", swept_at_once)

    assert kept.read(kept.store(CONTENT)) == CONTENT
    assert swept == [1]


def test_a_plain_copy_in_use_is_not_swept(home: Path) -> None:
    kept = sealer()

    with kept.plain_copy(kept.store(CONTENT)) as path:
        assert files.sweep_leftovers() == 0
        assert path.read_bytes() == CONTENT


def _begin_and_wait(kept: files.Sealer) -> None:
    with kept.writing():
        os.kill(os.getpid(), signal.SIGKILL)


def _write_and_wait(kept: files.Sealer) -> None:
    with kept.writing() as writing:
        writing.write(CONTENT + b"x")
        writing.file.flush()
        os.kill(os.getpid(), signal.SIGKILL)


def _copy_and_wait(kept: files.Sealer, digest: str) -> None:
    with kept.plain_copy(digest):
        os.kill(os.getpid(), signal.SIGKILL)


def _killed_while(work: Callable[[], None]) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
