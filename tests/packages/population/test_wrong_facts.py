"""A file of facts that does not fit is refused where it does not, and nothing is written."""

from pathlib import Path
from typing import Any

import pytest
from tests.packages.population.population_files import (
    BONUS,
    GRANTED,
    TYPES,
    decide,
    evaluated,
    write_csv,
    write_parameters,
    write_parquet,
)

from klik.packages.population import PopulationRefused


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        ("child.birth_date", "2025-02-29", "a day such as 2026-01-31"),
        ("child.birth_date", "2025-2-1", "a day such as 2026-01-31"),
        ("child.birth_date", "01/02/2025", "a day such as 2026-01-31"),
        ("child.birth_date", "10000-01-01", "a day such as 2026-01-31"),
        ("child.rank", "1.5", "a whole number of at most 9 digits"),
        ("child.rank", "1000000000", "a whole number of at most 9 digits"),
        ("child.rank", "first", "a whole number of at most 9 digits"),
        ("child.care", "maybe", "true or false"),
        ("child.register", "kerk", "one of bevolking, vreemdelingen, wacht"),
        ("child.register", "Bevolking", "one of bevolking, vreemdelingen, wacht"),
        ("household.income", "1.005", "an amount with at most two decimals"),
        ("household.income", "10000000000", "an amount with at most two decimals"),
        ("household.share", "0.1234567", "a number with at most 9 digits before the point and 6"),
        ("application.trigger", "letter", "one of automatic, invitation, request"),
    ],
)
def test_a_value_that_does_not_fit_names_its_row_and_column(
    tmp_path: Path, column: str, value: str, wanted: str
) -> None:
    rows = [{column: "", **GRANTED}, {**GRANTED, column: value}, {**GRANTED, column: value}]

    with pytest.raises(PopulationRefused) as refused:
        decide(tmp_path, rows)

    message = f"facts.csv, row 2, column {column}: {value!r} does not fit; give {wanted}"
    assert str(refused.value).startswith(message)
    assert not (tmp_path / "out.parquet").exists()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("kinds", "changed", "column"),
    [
        ({"child.register": "VARCHAR"}, {"child.register": ""}, "child.register"),
        ({"child.insz": "VARCHAR"}, {"child.insz": ""}, "child.insz"),
        ({"child.rank": "BIGINT"}, {"child.rank": 10**9}, "child.rank"),
        ({}, {"child.birth_date": "infinity"}, "child.birth_date"),
        ({}, {"child.birth_date": "20000-01-01"}, "child.birth_date"),
        ({"child.birth_date": "TIMESTAMP"}, {"child.birth_date": "2025-01-01 10:00:00"},
         "child.birth_date"),
        ({"household.share": "DOUBLE"}, {"household.share": 0.12345678}, "household.share"),
        ({"parents": "STRUCT(resident_since VARCHAR)[]"},
         {"parents": [{"resident_since": "2020-01-01"}, {"resident_since": "gisteren"}]},
         "parents"),
        ({"parents": "STRUCT(role VARCHAR)[]"}, {"parents": [{"role": "aunt"}]}, "parents"),
    ],
)  # fmt: skip
def test_a_parquet_file_is_tested_as_strictly(
    tmp_path: Path, kinds: dict[str, str], changed: dict[str, Any], column: str
) -> None:
    rows = [GRANTED, {**GRANTED, **changed}]
    facts = write_parquet(tmp_path / "facts.parquet", rows, {**TYPES, **kinds})
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    with pytest.raises(PopulationRefused, match=rf"facts.parquet, row 2, column {column}: "):
        evaluated(facts, parameters, tmp_path / "out.parquet")

    assert not (tmp_path / "out.parquet").exists()


def test_what_stood_at_the_place_of_the_result_stays_when_a_run_stops(tmp_path: Path) -> None:
    (tmp_path / "out.parquet").write_text("yesterday", encoding="utf-8")

    with pytest.raises(PopulationRefused):
        decide(tmp_path, [{**GRANTED, "child.rank": "x"}])

    assert (tmp_path / "out.parquet").read_text(encoding="utf-8") == "yesterday"


def test_a_column_that_is_not_declared_is_refused_with_what_is(tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match=r"child.name is not a declared fact; declared are"):
        decide(tmp_path, [{**GRANTED, "child.name": "Noor"}])


def test_a_field_of_a_collection_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    types = {**TYPES, "parents": "STRUCT(name VARCHAR)[]"}
    facts = write_parquet(tmp_path / "facts.parquet", [GRANTED], types)
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    with pytest.raises(PopulationRefused, match="the field name of parents is not declared"):
        evaluated(facts, parameters, tmp_path / "out.parquet")


def test_a_collection_in_a_csv_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match="parents is a collection, a list of structs"):
        decide(tmp_path, [{**GRANTED, "parents": "[]"}])


def test_the_municipality_of_each_row_is_needed(tmp_path: Path) -> None:
    row = {name: value for name, value in GRANTED.items() if name != "municipality.nis"}

    with pytest.raises(PopulationRefused, match=r"the column municipality.nis is missing"):
        decide(tmp_path, [row])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("facts.csv", b"", "the first line has to name the columns"),
        ("facts.csv", b"\n\n\n", "the first line has to name the columns"),
        ("facts.csv", bytes(range(256)) * 20, "the first line has to name the columns"),
        ("facts.csv", "child.insz,ge\u00ef\n".encode("latin-1"), "this is not UTF-8"),
        ("facts.csv", b"municipality.nis,child.insz\n1,2,3\n", "line 2: 3 columns, the header 2"),
        ("facts.csv", b"municipality.nis,child.insz\n1,2\n1\n", "line 3: 1 columns, the header 2"),
        ("facts.csv", b'municipality.nis,child.insz\n1,"2\n', "line 2: a quote does not end"),
        ("facts.csv", b"municipality.nis,child.insz\n1,\xe9\n", "line 2: this is not UTF-8"),
        ("facts.csv", b"a,a\n1,2\n", "the column 'a' stands there twice"),
        ("facts.csv", b"municipality.nis,child.insz\n1," + b"x" * 1_100_000, "longer than"),
        ("facts.parquet", b"", "this is not a Parquet file"),
        ("facts.parquet", b"PAR1" + b"\x00" * 100 + b"PAR1", "this is not a Parquet file"),
        ("facts.xlsx", b"", r"name the file .csv or .parquet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    with pytest.raises(PopulationRefused, match=message):
        evaluated(tmp_path / name, parameters, tmp_path / "out.csv")

    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    with pytest.raises(PopulationRefused, match=r"facts.csv: there is no such file"):
        evaluated(tmp_path / "facts.csv", parameters, tmp_path / "out.csv")


def test_the_result_is_csv_or_parquet(tmp_path: Path) -> None:
    facts = write_csv(tmp_path / "facts.csv", [GRANTED])
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    with pytest.raises(PopulationRefused, match=r"out.xlsx: name the file .csv or .parquet"):
        evaluated(facts, parameters, tmp_path / "out.xlsx")


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_csv_is_read_with_either_separator_and_ending(
    tmp_path: Path, separator: str, ending: str
) -> None:
    lines = [separator.join(GRANTED), separator.join(GRANTED.values())]
    facts = tmp_path / "facts.csv"
    facts.write_bytes(b"\xef\xbb\xbf" + ending.join([*lines, ""]).encode())
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    counted = evaluated(facts, parameters, tmp_path / "out.csv")

    assert counted.outcomes == {"granted": 1}
