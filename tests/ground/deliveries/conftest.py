"""A good row to spoil, a file to write it to, and what reading it gives."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from klik.ground.deliveries import Accepted, Delivery, Rejected, read_delivery
from klik.ground.deliveries.synthetic import Row, write_births
from klik.packages.records import BIRTHS

SAMPLE = Path(__file__).parent / "births_sample.csv"
ReadRows = Callable[..., list[Accepted | Rejected]]
ReadBytes = Callable[[bytes], tuple[list[Accepted | Rejected], Delivery]]


@pytest.fixture
def sample() -> Path:
    """Return the sample of a births delivery: nine good rows and three bad ones."""
    return SAMPLE


@pytest.fixture
def good_row() -> Row:
    """Return the first row of the sample, with the optional columns empty."""
    header, first, *_ = SAMPLE.read_text(encoding="utf-8").splitlines()
    cells = dict(zip(header.split(";"), first.split(";"), strict=True))
    return dict.fromkeys(BIRTHS.columns, "") | cells


@pytest.fixture
def read_rows(tmp_path: Path) -> ReadRows:
    """Return what writes rows to a delivery and reads it back."""

    def write_and_read(
        *rows: Row, columns: Sequence[str] = tuple(BIRTHS.columns), **options: object
    ) -> list[Accepted | Rejected]:
        path = tmp_path / "births.csv"
        write_births(path, rows, columns=columns)
        return list(read_delivery(path, columns_agreed=columns, **options))  # type: ignore[arg-type]  # -- options of read_delivery, passed on

    return write_and_read


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Return what reads a delivery of exactly these bytes: its rows and its summary."""

    def write_and_read(content: bytes) -> tuple[list[Accepted | Rejected], Delivery]:
        path = tmp_path / "births.csv"
        path.write_bytes(content)
        reading = read_delivery(path, columns_agreed=BIRTHS.columns)
        return list(reading), reading.summary()

    return write_and_read
