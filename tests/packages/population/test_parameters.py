"""The parameters of many municipalities over time, and which of them a row gets."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from tests.packages.population.population_files import (
    BONUS,
    GRANTED,
    PARAMETER_COLUMNS,
    PLACE,
    decide,
    evaluated,
    write_csv,
    write_parquet,
)

from klik.packages.population import PopulationRefused
from klik.packages.population.periods import MAXIMUM_CELLS, MAXIMUM_ITEMS

TOO_MANY = [{"part": "west", "rank_from": rank, "amount": 1} for rank in range(501)]
WEST = '[{"part": "west", "rank_from": 1, "amount": %s}]'


def test_each_row_gets_the_parameters_of_its_municipality(tmp_path: Path) -> None:
    other = {"municipality.nis": "10001", "child.municipality": "10001", "child.insz": "2"}
    parameters = [BONUS, ("10001", "bonus", "", "", "1"), ("10001", "amounts", "", "", WEST % 80)]

    rows = decide(tmp_path, [GRANTED, {**GRANTED, **other}], parameters=parameters)

    assert [row["amount"] for row in rows] == [80, 100]


def test_a_municipality_without_parameters_has_not_adopted(tmp_path: Path) -> None:
    elsewhere = {"municipality.nis": "10001", "child.municipality": "10001"}

    [row] = decide(tmp_path, [{**GRANTED, **elsewhere}])

    assert row["outcome"] == "not_selected"
    assert {value for name, value in row.items() if name.startswith("condition.")} == {None}


def test_a_row_without_a_parameter_adopts_the_defaults(tmp_path: Path) -> None:
    parameters = [(PLACE, "", "2020-01-01", "", ""), (PLACE, "bonus", "2020-01-01", "", "1")]

    [row] = decide(tmp_path, [GRANTED], parameters=parameters)

    assert row["amount"] == 100


@pytest.mark.parametrize(
    ("born", "outcome", "amount"),
    [
        ("2023-12-30", "not_selected", None),  # the reference day is the day after the birth
        ("2023-12-31", "granted", 80),
        ("2024-12-30", "granted", 80),
        ("2024-12-31", "not_selected", None),
        ("2025-06-29", "not_selected", None),
        ("2025-06-30", "granted", Decimal("90.50")),
        ("2025-11-30", "granted", Decimal("90.50")),
    ],
)
def test_the_reference_day_chooses_the_period(
    tmp_path: Path, born: str, outcome: str, amount: Decimal | None
) -> None:
    first, second = ("2024-01-01", "2024-12-31"), ("2025-07-01", "")
    parameters = [
        (PLACE, name, *days, value)
        for days, table in ((first, WEST % 80), (second, WEST % 90.5))
        for name, value in {"bonus": "1", "amounts": table}.items()
    ]

    [row] = decide(tmp_path, [{**GRANTED, "child.birth_date": born}], parameters=parameters)

    assert (row["outcome"], row["amount"]) == (outcome, amount)


def test_an_unknown_reference_day_is_undecided_whatever_the_period(tmp_path: Path) -> None:
    parameters = [(PLACE, "bonus", "2024-01-01", "2024-12-31", "1")]

    [row] = decide(tmp_path, [{**GRANTED, "child.birth_date": ""}], parameters=parameters)

    assert row["outcome"] == "undecided"


def test_periods_cut_each_other_up(tmp_path: Path) -> None:
    parameters = [
        (PLACE, "bonus", "2020-01-01", "", "1"),
        (PLACE, "amounts", "2020-01-01", "2025-12-31", WEST % 50),
        (PLACE, "registers", "2025-06-01", "", '["wacht"]'),
    ]
    births = ["2025-01-01", "2025-09-01", "2026-01-15"]
    rows = [
        {**GRANTED, "child.insz": str(place), "child.birth_date": born}
        for place, born in enumerate(births)
    ]

    found = decide(tmp_path, rows, parameters=parameters)

    assert [(row["condition.lives-here"], row["amount"]) for row in found] == [
        ("met", 50),
        ("unmet", None),
        ("unmet", None),
    ]


def test_two_values_on_the_same_days_are_refused(tmp_path: Path) -> None:
    parameters = [
        (PLACE, "bonus", "2024-01-01", "2024-12-31", "1"),
        (PLACE, "bonus", "2024-12-31", "", "2"),
    ]

    with pytest.raises(
        PopulationRefused, match=rf"parameters.csv, rows 1 and 2 both give bonus to {PLACE}"
    ):
        decide(tmp_path, [GRANTED], parameters=parameters)


def test_a_parameter_without_a_default_is_given_in_every_period(tmp_path: Path) -> None:
    parameters = [(PLACE, "bonus", "2024-01-01", "2024-12-31", "1"), (PLACE, "months", "", "", "1")]

    with pytest.raises(PopulationRefused, match=r"bonus has no default"):
        decide(tmp_path, [GRANTED], parameters=parameters)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("months", "x", "row 2: months: 'x' is not a whole number"),
        ("months", "-1", "row 2: months: -1 lies below the minimum of 0"),
        ("months", "", "row 2: months: a parameter is never unknown"),
        ("height", "1", "row 2: height is not a parameter; the parameters are: amounts"),
        ("registers", "bevolking", "row 2: registers is a set; write it as JSON"),
        ("registers", '["kerk"]', "row 2: registers: 'kerk' is not one of"),
        ("amounts", "100", "row 2: amounts: a table is a list of rows"),
        ("amounts", '[{"part": "west", "amount": 1}]', "row 2: amounts: row 1 gives"),
        ("amounts", "[" * 100_000, "row 2: amounts is a table; write it as JSON"),
        ("amounts", f"[{'9' * 5000}]", "row 2: amounts is a table; write it as JSON"),
        ("amounts", json.dumps(TOO_MANY), "row 2: amounts has 501 rows; at most 500 fit"),
        ("factor", "1.1234567", "row 2: factor: '1.1234567' is not a number"),
    ],
)
def test_a_wrong_value_names_its_row_and_parameter(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    with pytest.raises(PopulationRefused) as refused:
        decide(tmp_path, [GRANTED], parameters=[BONUS, (PLACE, name, "", "", value)])

    assert str(refused.value).startswith(f"parameters.csv, {message}")


def test_a_day_that_is_none_names_its_row(tmp_path: Path) -> None:
    with pytest.raises(
        PopulationRefused, match=r"parameters.csv, row 1: '31/12/2025' is not a day"
    ):
        decide(tmp_path, [GRANTED], parameters=[(PLACE, "bonus", "31/12/2025", "", "1")])


def test_a_period_does_not_end_before_it_begins(tmp_path: Path) -> None:
    parameters = [(PLACE, "bonus", "2025-01-02", "2025-01-01", "1")]

    with pytest.raises(PopulationRefused, match=r"row 1: valid_to lies before valid_from"):
        decide(tmp_path, [GRANTED], parameters=parameters)


def test_a_row_names_its_municipality(tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match=r"row 1: the municipality is missing"):
        decide(tmp_path, [GRANTED], parameters=[("", "bonus", "", "", "1")])


@pytest.mark.parametrize("missing", PARAMETER_COLUMNS)
def test_every_column_is_needed(tmp_path: Path, missing: str) -> None:
    facts = write_csv(tmp_path / "facts.csv", [GRANTED])
    row = dict(zip(PARAMETER_COLUMNS, BONUS, strict=True))
    del row[missing]
    parameters = write_csv(tmp_path / "parameters.csv", [row])

    with pytest.raises(PopulationRefused, match=rf"the column {missing} is missing"):
        evaluated(facts, parameters, tmp_path / "out.csv")


def test_an_empty_parameter_file_is_refused_and_a_header_alone_adopts_nothing(
    tmp_path: Path,
) -> None:
    facts = write_csv(tmp_path / "facts.csv", [GRANTED])
    empty, header = tmp_path / "empty.csv", tmp_path / "header.csv"
    empty.write_bytes(b"")
    header.write_text(",".join(PARAMETER_COLUMNS) + "\n", encoding="utf-8")

    with pytest.raises(PopulationRefused, match=r"empty.csv: the first line has to name"):
        evaluated(facts, empty, tmp_path / "out.csv")
    counted = evaluated(facts, header, tmp_path / "out.csv")

    assert counted.outcomes == {"not_selected": 1}


def test_parameters_may_stand_in_a_parquet_file(tmp_path: Path) -> None:
    facts = write_csv(tmp_path / "facts.csv", [GRANTED])
    kinds = ["INTEGER", "VARCHAR", "DATE", "DATE", "VARCHAR"]
    row = {"municipality": int(PLACE), "parameter": "bonus", "valid_from": "2020-01-01", "value": 1}
    types = dict(zip(PARAMETER_COLUMNS, kinds, strict=True))
    parameters = write_parquet(tmp_path / "parameters.parquet", [row], types)

    counted = evaluated(facts, parameters, tmp_path / "out.csv")

    assert counted.outcomes == {"granted": 1}


@pytest.mark.parametrize(
    ("rank", "amount"), [("0", None), ("1", 100), ("2", 100), ("3", Decimal("150.25")), ("9", 7)]
)
def test_a_table_steps_on_its_last_key(tmp_path: Path, rank: str, amount: Decimal | None) -> None:
    steps = {1: 100, 3: 150.25, 9: 7}
    table = [{"part": "west", "rank_from": key, "amount": value} for key, value in steps.items()]
    table.append({"part": "oost", "rank_from": 1, "amount": 999})
    parameters = [BONUS, (PLACE, "amounts", "", "", json.dumps(table))]

    [row] = decide(tmp_path, [{**GRANTED, "child.rank": rank}], parameters=parameters)

    assert row["amount"] == amount


@pytest.mark.parametrize("items", [0, 1, MAXIMUM_ITEMS, MAXIMUM_ITEMS + 1, 200])
def test_a_set_may_have_any_number_of_items(tmp_path: Path, items: int) -> None:
    parts = [f"deel {number}" for number in range(items - 1)] + ["it's west"][:items]
    table = '[{"part": "it\'s west", "rank_from": 1, "amount": 5}]'
    parameters = [
        BONUS,
        (PLACE, "parts", "", "", json.dumps(parts)),
        (PLACE, "amounts", "", "", table),
    ]
    rows = [
        {**GRANTED, "child.insz": "1", "child.part": "it's west"},
        {**GRANTED, "child.insz": "2", "child.part": "elders"},
        {**GRANTED, "child.insz": "3", "child.part": ""},
    ]

    found = decide(tmp_path, rows, parameters=parameters)

    first = "met" if items else "unmet"
    verdicts = [row["condition.lives-here"] for row in found]
    assert verdicts == [first, "unmet", "unknown"]


def test_a_parameter_can_be_none(tmp_path: Path) -> None:
    asked = {**GRANTED, "application.trigger": "request", "application.received_on": "2026-02-20"}
    rows = [{**asked, "child.insz": "1"}, {**asked, "child.insz": "2", "municipality.nis": "10001"}]
    parameters = [
        (PLACE, "deadline", "", "", "none"), BONUS,
        ("10001", "deadline", "", "", "3"), ("10001", "bonus", "", "", "1"),
    ]  # fmt: skip

    found = decide(tmp_path, rows, parameters=parameters)

    assert [row["condition.in-time"] for row in found] == ["met", "unmet"]


def test_more_different_days_than_fit_one_run_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klik.packages.population.periods.MAXIMUM_CELLS", 5)
    parameters = [
        (PLACE, "bonus", "2024-01-01", "2024-12-31", "1"),
        (PLACE, "bonus", "2025-01-01", "", "2"),
    ]

    with pytest.raises(PopulationRefused, match=r"on 3 different days; 2 can be computed"):
        decide(tmp_path, [GRANTED], parameters=parameters)
    assert MAXIMUM_CELLS >= 300 * 1000


def test_a_hundred_days_of_change_are_halved_to_the_right_one(tmp_path: Path) -> None:
    days = [f"{year}-{month:02}-01" for year in range(2012, 2021) for month in range(1, 13)]
    parameters = [
        (PLACE, name, first, "", value) if first == days[-1] else (PLACE, name, first, first, value)
        for number, first in enumerate(days)
        for name, value in {"bonus": "1", "amounts": WEST % (number + 1)}.items()
    ]
    rows = [
        {
            **GRANTED,
            "child.insz": f"{number:03}",
            "child.birth_date": f"{_day_before(day)}",
            "household.since": "2000-01-01",
        }
        for number, day in enumerate(days)
    ]

    found = decide(tmp_path, rows, parameters=parameters)

    assert [row["amount"] for row in found] == list(range(1, len(days) + 1))


def _day_before(day: str) -> str:
    year, month, _ = (int(part) for part in day.split("-"))
    months = {1: f"{year - 1}-12-31", 3: f"{year}-02-{29 if year % 4 == 0 else 28}"}
    length = 30 if month - 1 in (4, 6, 9, 11) else 31
    return months.get(month, f"{year}-{month - 1:02}-{length}")
