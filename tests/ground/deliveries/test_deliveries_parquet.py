"""Parquet gives the same rows as CSV, whatever types its writer chose."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from klik.ground.deliveries import (
    Accepted,
    Delivery,
    DeliveryRefused,
    Limits,
    Rejected,
    read_delivery,
)
from klik.ground.deliveries.synthetic import Row, generate_births, write_births
from klik.ground.deliveries.synthetic.numbers import insz
from klik.packages.records import BIRTHS

Outcomes = list[Accepted | Rejected]


def _read(path: Path, limits: Limits | None = None) -> tuple[Outcomes, Delivery]:
    reading = read_delivery(path, columns_agreed=BIRTHS.columns, limits=limits or Limits())
    return list(reading), reading.summary()


def _write_typed(path: Path, row: Row, columns: str) -> None:
    source = path.with_name("text.parquet")
    write_births(source, [row])
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT * REPLACE ({columns}) FROM read_parquet('{source}')) TO '{path}'"  # noqa: S608 -- columns of the test itself
        )


def test_a_year_of_births_gives_the_same_in_both_formats(tmp_path: Path) -> None:
    rows = list(generate_births(municipality_nis="37021", year=2026))
    write_births(tmp_path / "births.csv", rows)
    write_births(tmp_path / "births.parquet", rows)

    from_csv, csv_summary = _read(tmp_path / "births.csv")
    from_parquet, summary = _read(tmp_path / "births.parquet")

    assert [_content(row) for row in from_parquet] == [_content(row) for row in from_csv]
    assert (summary.format, summary.delimiter) == ("parquet", "")
    assert summary.asked == csv_summary.asked


def _content(row: Accepted | Rejected) -> object:
    if isinstance(row, Accepted):
        return row.values, row.delivered_nis, [question.code for question in row.questions]
    return row.column, row.code, row.masked


def test_typed_columns_are_read_as_text_would_be(good_row: Row, tmp_path: Path) -> None:
    row = good_row | {"child_insz": insz(date(2006, 1, 5), serial=903), "event_date": "2026-01-05"}
    typed = tmp_path / "typed.parquet"
    _write_typed(
        typed,
        row,
        """municipality_nis::INTEGER AS municipality_nis, child_insz::BIGINT AS child_insz,
        beneficiary1_insz::DOUBLE AS beneficiary1_insz, birth_date::DATE AS birth_date,
        event_date::TIMESTAMP AS event_date, rank::DOUBLE AS rank,
        multiple_birth::DECIMAL(4, 1) AS multiple_birth, zorgtoeslag = 'J' AS zorgtoeslag,
        NULL AS box""",
    )
    plain = tmp_path / "plain.csv"
    write_births(plain, [row])

    (outcome,), _ = _read(typed)
    (expected,), _ = _read(plain)

    assert isinstance(outcome, Accepted)
    assert isinstance(expected, Accepted)
    assert outcome.values == expected.values


def test_a_moment_or_a_fraction_is_no_day_and_no_count(good_row: Row, tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    for column, code in (
        ("TIMESTAMP '2026-01-05 10:00:00' AS birth_date", "date-form"),
        ("1.5 AS rank", "integer"),
        ("'nan'::DOUBLE AS rank", "integer"),
        ("repeat('s', 9000) AS street", "cell-too-long"),
    ):
        _write_typed(path, good_row, column)

        (outcome,), _ = _read(path)

        assert isinstance(outcome, Rejected)
        assert outcome.code == code


@pytest.mark.parametrize("column", ["[1] AS rank", "{'a': 1} AS rank", "'x'::BLOB AS rank"])
def test_a_column_of_lists_structures_or_bytes_refuses_the_file(
    column: str, good_row: Row, tmp_path: Path
) -> None:
    path = tmp_path / "nested.parquet"
    _write_typed(path, good_row, column)

    with pytest.raises(DeliveryRefused) as refused:
        _read(path)

    assert refused.value.code == "columns-nested"


def test_a_name_with_wildcards_is_one_file(good_row: Row, tmp_path: Path) -> None:
    starred = tmp_path / "births*.parquet"
    write_births(starred.with_name("other.parquet"), [good_row])
    starred.with_name("other.parquet").rename(starred)
    write_births(tmp_path / "births1.parquet", [good_row])

    outcomes, summary = _read(starred)

    assert len(outcomes) == summary.delivered == 1


def test_too_many_rows_refuse_the_file(tmp_path: Path) -> None:
    path = tmp_path / "births.parquet"
    write_births(path, generate_births(municipality_nis="73028", year=2026))

    with pytest.raises(DeliveryRefused) as refused:
        _read(path, Limits(rows=10))

    assert refused.value.code == "too-many-rows"
