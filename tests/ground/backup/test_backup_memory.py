"""A backup and a restore hold a piece at a time, however much there is."""

from pathlib import Path
from random import Random

import pytest
from tests.engines import only_sqlite
from tests.factories.machines import back_up, fill, other_machine, put_back
from tests.faults.harness import forked
from tests.peak_memory import peak_kilobytes

MUCH_BYTES = 300_000_000
MANY = 3_000
ALLOWED_KILOBYTES = 25_000


@pytest.mark.slow
@only_sqlite
def test_a_large_store_needs_no_more_memory_than_a_small_one(
    committed: None, random_numbers: Random, tmp_path: Path
) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    fill(small, random_numbers, files=1)
    _fill_largely(large, random_numbers)

    peaks = [forked(lambda home=home: _there_and_back(home)) for home in (small, large)]

    assert peaks[1] - peaks[0] < ALLOWED_KILOBYTES


def _fill_largely(home: Path, random_numbers: Random) -> None:
    folder = home / "files/37021/aa"
    folder.mkdir(parents=True)
    with (folder / ("a" * 64)).open("wb") as written:
        written.truncate(MUCH_BYTES)
    for _ in range(MANY):
        (folder / random_numbers.randbytes(32).hex()).write_bytes(b"x")


def _there_and_back(home: Path) -> int:
    archive = home.with_suffix(".tar")
    back_up(archive, home)
    with other_machine(home.with_suffix(".other")):
        put_back(archive, home.with_suffix(".other"))
    return peak_kilobytes()
