"""What was stored comes back whole, shows nothing on disk, and belongs to one municipality."""

import hashlib
import io
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.files import leftovers, on_disk, sealer, store

from klik.ground import files
from klik.ground.files.sealed import CHUNK_BYTES
from klik.ground.keys.rotation import rotate_data_keys
from klik.ground.tenancy import NotActing, OutsideActing, acting_for

LETTER = b"Beste Ouder1A Voorbeeld"
SIZES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_stored_is_read(home: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)

    digest = store(content)

    with acting_for([WINGENE], CLERK):
        assert files.read_bytes(WINGENE, digest) == content
        assert files.verify(WINGENE, digest) is None
    assert digest == hashlib.sha256(content).hexdigest()


def test_equal_contents_are_one_file(home: Path) -> None:
    first = store(LETTER)
    before = on_disk()[0].read_bytes()

    assert store(LETTER) == first
    assert [file.read_bytes() for file in on_disk()] == [before]


def test_a_name_and_a_file_show_nothing_of_the_content(home: Path) -> None:
    digest = store(LETTER)
    store(LETTER, HERENT)

    (wingene,), (herent,) = on_disk(), on_disk(HERENT)
    assert len({wingene.name, herent.name, digest}) == 3
    assert LETTER not in wingene.read_bytes()
    assert wingene.stat().st_mode & 0o077 == 0


def test_another_municipality_does_not_read_it(home: Path) -> None:
    digest = store(LETTER)

    with acting_for([HERENT], CLERK):
        with pytest.raises(files.FileMissing):
            files.read_bytes(HERENT, digest)
        with pytest.raises(OutsideActing):
            files.read_bytes(WINGENE, digest)
    with pytest.raises(NotActing):
        files.store_bytes(WINGENE, LETTER)


def test_a_file_copied_to_another_municipality_does_not_open(home: Path) -> None:
    digest = store(LETTER)
    store(LETTER, HERENT)
    on_disk(HERENT)[0].write_bytes(on_disk()[0].read_bytes())

    with acting_for([HERENT], CLERK), pytest.raises(files.FileDamaged):
        files.read_bytes(HERENT, digest)


def test_a_sealer_stores_and_reads_when_its_transaction_has_ended(home: Path) -> None:
    kept = sealer()

    digest = kept.store(LETTER)

    assert kept.read(digest) == LETTER
    assert b"key" not in repr(kept).encode() or str(kept.ring.keys[1]) not in repr(kept)
    with acting_for([WINGENE], CLERK):
        assert files.read_bytes(WINGENE, digest) == LETTER


def test_a_file_outlives_the_rotation_of_keys(home: Path) -> None:
    digest = store(LETTER)
    with acting_for([WINGENE], CLERK):
        rotate_data_keys([WINGENE], moment=NOON)

    later = store(b"later")

    with acting_for([WINGENE], CLERK):
        assert files.read_bytes(WINGENE, digest) == LETTER
        assert sorted(files.stored_digests(WINGENE)) == sorted([digest, later])


def test_a_removed_file_is_missing(home: Path) -> None:
    digest = store(LETTER)

    with acting_for([WINGENE], CLERK):
        assert files.remove(WINGENE, digest)
        assert not files.remove(WINGENE, digest)
        assert "not there" in str(files.verify(WINGENE, digest))
        with pytest.raises(files.FileMissing):
            files.read_bytes(WINGENE, digest)


def test_more_than_the_limit_leaves_nothing(home: Path) -> None:
    source = io.BytesIO(bytes(CHUNK_BYTES * 2))

    with acting_for([WINGENE], CLERK), pytest.raises(files.FileTooLarge, match="1,000 bytes"):
        files.store_stream(WINGENE, source, limit_bytes=1_000)

    assert (on_disk(), leftovers()) == ([], [])


def test_a_plain_copy_is_there_for_the_block_only(home: Path) -> None:
    digest = store(LETTER)

    with acting_for([WINGENE], CLERK), files.plain_copy(WINGENE, digest) as path:
        assert path.read_bytes() == LETTER
        assert path.stat().st_mode & 0o077 == 0
        assert path.is_relative_to(home)

    assert leftovers() == []


def test_a_plain_copy_is_not_made_of_a_damaged_file(home: Path) -> None:
    digest = store(LETTER)
    on_disk()[0].write_bytes(b"other")

    with (
        acting_for([WINGENE], CLERK),
        pytest.raises(files.FileDamaged),
        files.plain_copy(WINGENE, digest),
    ):
        pass

    assert leftovers() == []
