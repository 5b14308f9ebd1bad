"""Files that are no delivery, or not the agreed one: refused whole, clearly and quickly."""

import os
import pickle
import tracemalloc
from pathlib import Path

import pytest

from klik.ground.deliveries import (
    DeliveryRefused,
    Limits,
    read_delivery,
)
from klik.packages.records import BIRTHS, RECORDS

HEADER = ";".join(BIRTHS.required_columns)
EVERYTHING = frozenset(BIRTHS.columns)


def _refusal(path: Path, **options: object) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as refused:
        read_delivery(path, **{"columns_agreed": EVERYTHING, **options})  # type: ignore[arg-type]  # -- options of read_delivery
    return refused.value


def _refusal_of(content: bytes, folder: Path, **options: object) -> DeliveryRefused:
    path = folder / "births.csv"
    path.write_bytes(content)
    return _refusal(path, **options)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"PK\x03\x04 xlsx", "packed", id="spreadsheet"),
        pytest.param(b"\x1f\x8b gzip", "packed", id="gzip"),
        pytest.param(b"-----BEGIN PGP MESSAGE-----\n", "encrypted", id="pgp"),
        pytest.param(b"PARE....PARE", "encrypted", id="encrypted-parquet"),
        pytest.param(b"PAR1....PAR1", "damaged", id="damaged-parquet"),
        pytest.param(HEADER.encode("utf-16"), "wide-text", id="utf-16"),
        pytest.param(HEADER.encode("utf-16-le"), "not-text", id="utf-16-unmarked"),
        pytest.param(HEADER.encode() + b"\n" + bytes(range(256)) * 99, "not-text", id="binary"),
        pytest.param(b"26010590314;Noor;Voorbeeld\n", "header-missing", id="no-header"),
        pytest.param(HEADER.replace(";", "\t").encode(), "header-missing", id="tabs"),
        pytest.param(HEADER.encode() + b"\n" + b"x" * 1_000_001, "line-too-long", id="line"),
        pytest.param(b"x" * 1_000_001, "line-too-long", id="one-line"),
    ],
)
def test_a_file_that_is_no_delivery_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    refusal = _refusal_of(content, tmp_path)

    assert refusal.code == code
    assert refusal.texts.keys() == refusal.remedy.keys() == {"nl", "en"}


@pytest.mark.parametrize(
    ("header", "code", "named"),
    [
        (f"{HEADER};income_2024", "columns-unknown", "income_2024"),
        (f"{HEADER};payer", "columns-repeated", "payer"),
        (f"{HEADER};", "columns-unknown", "leeg"),
        (HEADER.replace(";rank;", ";"), "columns-missing", "rank"),
        (HEADER.replace("rank", "Rank"), "columns-unknown", "Rank"),
    ],
)
def test_a_header_that_is_not_the_agreed_one_is_refused_by_name(
    header: str, code: str, named: str, tmp_path: Path
) -> None:
    refusal = _refusal_of(header.encode(), tmp_path)

    assert refusal.code == code
    assert named in refusal.texts["nl"]
    assert named in refusal.texts["en"]


def test_a_column_outside_the_agreement_refuses_the_file(sample: Path) -> None:
    refusal = _refusal(sample, columns_agreed=EVERYTHING - {"zorgtoeslag", "payer"})

    assert refusal.code == "columns-not-agreed"
    assert "zorgtoeslag, payer" in refusal.texts["nl"]


def test_a_register_number_in_the_header_is_not_repeated(tmp_path: Path) -> None:
    refusal = _refusal_of(f"{HEADER};91030590405".encode(), tmp_path)

    assert refusal.code == "columns-unknown"
    assert "91030590405" not in str(refusal) + repr(refusal.texts)


@pytest.mark.parametrize(
    ("agreed", "code"),
    [
        (EVERYTHING | {"income"}, "agreement-unknown"),
        (EVERYTHING - {"birth_date"}, "agreement-incomplete"),
        (frozenset(), "agreement-incomplete"),
    ],
)
def test_an_agreement_that_cannot_work_is_refused(
    agreed: frozenset[str], code: str, sample: Path
) -> None:
    assert _refusal(sample, columns_agreed=agreed).code == code


def test_a_record_that_is_not_delivered_yet_is_refused(sample: Path) -> None:
    refusal = _refusal(sample, record=RECORDS["residents"])

    assert refusal.code == "record-unsupported"


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    assert [_refusal(path).code for path in (tmp_path, tmp_path / "none", pipe)] == [
        "not-a-file"
    ] * 3


def test_the_limits_refuse_the_whole_file(sample: Path) -> None:
    assert _refusal(sample, limits=Limits(file_bytes=3_000)).code == "too-large"
    assert _refusal(sample, limits=Limits(rows=11)).code == "too-many-rows"


def test_a_file_that_changes_while_it_is_read_is_refused(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "births.csv"
    path.write_bytes(sample.read_bytes())
    reading = read_delivery(path, columns_agreed=EVERYTHING)
    path.write_bytes(sample.read_bytes() * 2)

    with pytest.raises(DeliveryRefused) as refused:
        next(iter(reading))

    assert refused.value.code == "changed"


def test_a_file_that_grows_during_the_reading_is_refused(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "births.csv"
    path.write_bytes(sample.read_bytes())
    rows = iter(read_delivery(path, columns_agreed=EVERYTHING))
    next(rows)
    with path.open("ab") as file:
        file.write(b"\n")

    with pytest.raises(DeliveryRefused) as refused:
        list(rows)

    assert refused.value.code == "changed"


def test_a_huge_single_line_is_refused_within_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "births.csv"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()

    refusal = _refusal(path)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.code == "line-too-long"
    assert peak < 8_000_000


def test_a_refusal_survives_the_way_back_from_a_worker(tmp_path: Path) -> None:
    refusal = _refusal_of(f"{HEADER};income".encode(), tmp_path)

    returned = pickle.loads(pickle.dumps(refusal))  # noqa: S301 -- our own bytes, made on this line

    assert (returned.code, returned.texts) == (refusal.code, refusal.texts)
