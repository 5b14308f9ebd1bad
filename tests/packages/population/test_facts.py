"""What a file of facts may hold, and what comes out for one row."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.packages.population.population_files import (
    BONUS,
    GRANTED,
    TYPES,
    decide,
    evaluated,
    read,
    write_csv,
    write_parameters,
    write_parquet,
)

from klik.packages.population import PopulationRefused

CONDITIONS = [
    "condition.lives-here", "condition.parent-long-enough", "condition.income-low",
    "condition.in-time", "condition.old-enough", "condition.few-parents",
]  # fmt: skip
MET = {
    "condition.lives-here": "met",
    "condition.parent-long-enough": "met",
    "condition.income-low": "met",
    "condition.in-time": "not_applicable",
    "condition.old-enough": "met",
    "condition.few-parents": "not_applicable",
}


def test_a_row_gives_its_keys_the_outcome_each_condition_and_the_amount(tmp_path: Path) -> None:
    [row] = decide(tmp_path, [GRANTED])

    assert row == {
        "child.insz": GRANTED["child.insz"],
        "outcome": "granted",
        **MET,
        "amount": Decimal("100.00"),
    }


def test_the_amount_is_a_decimal_of_two_places_and_words_are_texts(tmp_path: Path) -> None:
    decide(tmp_path, [GRANTED])

    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM '{tmp_path / 'out.parquet'}'").fetchall()

    assert {row[0]: row[1] for row in described} == {
        "child.insz": "VARCHAR",
        "outcome": "VARCHAR",
        **dict.fromkeys(CONDITIONS, "VARCHAR"),
        "amount": "DECIMAL(12,2)",
    }


def test_a_csv_file_comes_out_as_plain_text(tmp_path: Path) -> None:
    facts = write_csv(tmp_path / "facts.csv", [GRANTED])
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    counted = evaluated(facts, parameters, tmp_path / "out.csv")

    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(["child.insz", "outcome", *CONDITIONS, "amount"])
    assert lines[1] == ("80000000001,granted,met,met,met,not_applicable,met,not_applicable,100.00")
    assert (counted.rows, counted.outcomes) == (1, {"granted": 1})


def test_the_columns_of_conditions_can_be_left_out(tmp_path: Path) -> None:
    facts = write_csv(tmp_path / "facts.csv", [GRANTED])
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    evaluated(facts, parameters, tmp_path / "out.parquet", explained=False)

    assert list(read(tmp_path / "out.parquet")[0]) == ["child.insz", "outcome", "amount"]


def test_a_row_without_any_known_key_is_undecided(tmp_path: Path) -> None:
    [row] = decide(tmp_path, [{**GRANTED, "child.insz": ""}])

    assert (row["child.insz"], row["outcome"], row["amount"]) == (None, "undecided", None)


def test_the_applicant_is_a_key_where_the_package_says_so(tmp_path: Path) -> None:
    asked = {
        **GRANTED,
        "application.trigger": "request",
        "application.applicant": "91030590405",
        "payee.insz": "",
    }

    [row] = decide(tmp_path, [asked])

    assert row["payee.insz"] == "91030590405"


def test_without_an_application_nothing_of_it_is_known(tmp_path: Path) -> None:
    received = {"application.trigger": "automatic", "application.applicant": "91030590405"}

    [row] = decide(tmp_path, [{**GRANTED, "child.insz": "", **received}])

    assert row["outcome"] == "undecided"


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"household.since": "none"}, "unknown"),
        ({"household.since": ""}, "unknown"),
        ({"household.since": "2026-01-01"}, "unknown"),
        ({"household.since": "2020-01-01"}, "met"),
    ],
)
def test_none_is_known_and_empty_is_unknown(
    tmp_path: Path, changed: dict[str, str], verdict: str
) -> None:
    # None is before no day, and then the parents decide, who are not known in a CSV file.
    [row] = decide(tmp_path, [{**GRANTED, **changed}])

    assert row["condition.parent-long-enough"] == verdict


@pytest.mark.parametrize(
    ("parents", "verdict"),
    [
        (None, "unknown"),
        ([], "unmet"),
        ([{"resident_since": "2020-01-01", "role": "mother"}], "met"),
        ([{"resident_since": "2020-01-01", "role": "father"}], "unmet"),
        ([{"resident_since": "2020-01-01"}], "unknown"),
        ([{"role": "mother"}, {"resident_since": "2020-01-01", "role": "mother"}], "met"),
    ],
)
def test_a_collection_stands_in_a_list_of_structs(
    tmp_path: Path, parents: Any, verdict: str
) -> None:
    row = {**GRANTED, "household.since": None, "household.since?none": True, "parents": parents}
    facts = write_parquet(tmp_path / "facts.parquet", [row])
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    evaluated(facts, parameters, tmp_path / "out.parquet")

    [found] = read(tmp_path / "out.parquet")
    assert found["condition.parent-long-enough"] == verdict


def test_a_struct_may_lack_declared_fields_and_have_them_in_any_order(tmp_path: Path) -> None:
    types = {**TYPES, "parents": "STRUCT(role VARCHAR, resident_since VARCHAR)[]"}
    row = {**GRANTED, "household.since": None, "parents": [
        {"role": "mother", "resident_since": "2020-01-01"}
    ]}  # fmt: skip
    facts = write_parquet(tmp_path / "facts.parquet", [row], types)
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    evaluated(facts, parameters, tmp_path / "out.parquet")

    assert read(tmp_path / "out.parquet")[0]["condition.parent-long-enough"] == "met"


def test_no_rows_give_no_rows(tmp_path: Path) -> None:
    facts = write_parquet(tmp_path / "facts.parquet", [])
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    counted = evaluated(facts, parameters, tmp_path / "out.parquet")

    assert (counted.rows, read(tmp_path / "out.parquet")) == (0, [])


@pytest.mark.parametrize(
    ("kinds", "changed"),
    [
        ({"child.rank": "UTINYINT", "household.income": "INTEGER"}, {"household.income": 12}),
        ({"child.birth_date": "TIMESTAMP"}, {}),
        ({"household.share": "DOUBLE"}, {"household.share": 0.1}),
        ({"child.birth_date": "VARCHAR", "child.care": "VARCHAR"}, {"child.care": "N"}),
        ({"municipality.nis": "INTEGER", "child.municipality": "BIGINT"}, {}),
    ],
)
def test_a_parquet_file_may_hold_a_fact_in_another_type_that_fits(
    tmp_path: Path, kinds: dict[str, str], changed: dict[str, Any]
) -> None:
    facts = write_parquet(tmp_path / "facts.parquet", [{**GRANTED, **changed}], {**TYPES, **kinds})
    parameters = write_parameters(tmp_path / "parameters.csv", [BONUS])

    evaluated(facts, parameters, tmp_path / "out.parquet")

    assert read(tmp_path / "out.parquet")[0]["outcome"] == "granted"


def test_one_key_of_the_subject_at_least_is_a_column(tmp_path: Path) -> None:
    row = {name: value for name, value in GRANTED.items() if name != "child.insz"}

    with pytest.raises(PopulationRefused, match=r"no key .* one of child.insz, payee.insz"):
        decide(tmp_path, [row])
