"""Fictitious births: the same each time, clearly fictitious, with every case of practice."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from klik.ground.deliveries import Accepted, Rejected, read_delivery
from klik.ground.deliveries.synthetic import (
    EDGE_CASES,
    Row,
    births_a_year,
    edge_case_rows,
    generate_births,
    write_births,
)
from klik.ground.deliveries.synthetic.numbers import child_birth_date, child_insz, children_a_year
from klik.ground.identifiers.persons import check_insz
from klik.ground.territory import MunicipalityUnknown, municipalities, municipality_of
from klik.packages.records import BIRTHS

# What the edge cases of one municipality add, and nothing else is wrong.
REJECTED = {
    "choice": 1,
    "contradiction": 1,
    "date-form": 1,
    "duplicate": 1,
    "iban-check": 1,
    "insz-check": 1,
    "nis-unknown": 1,
}
ASKED = {"account-holder-differs": 1, "account-missing": 2, "key-missing": 1}


def _read(path: Path, rows: list[Row]) -> list[Accepted | Rejected]:
    write_births(path, rows)
    return list(read_delivery(path, columns_agreed=BIRTHS.columns))


def test_the_same_arguments_give_the_same_rows() -> None:
    first = list(generate_births(municipality_nis="37021", year=2026, seed=3))

    assert first == list(generate_births(municipality_nis="37021", year=2026, seed=3))
    assert first != list(generate_births(municipality_nis="37021", year=2026, seed=4))


@pytest.mark.parametrize("nis", ["73028", "37021", "11002"])
def test_a_year_of_one_municipality_has_its_volume_and_every_case(nis: str, tmp_path: Path) -> None:
    rows = list(generate_births(municipality_nis=nis, year=2026))

    outcomes = _read(tmp_path / "births.csv", rows)

    cases = sum(map(len, edge_case_rows(municipality_nis=nis, year=2026).values()))
    assert len(rows) == max(births_a_year(municipalities()[nis]), cases)
    assert Counter(row.code for row in outcomes if isinstance(row, Rejected)) == REJECTED
    asked = Counter(
        question.code for row in outcomes if isinstance(row, Accepted) for question in row.questions
    )
    assert asked == ASKED


@pytest.mark.parametrize("nis", ["37021", "24038"])
def test_every_edge_case_is_mixed_in(nis: str) -> None:
    cases = edge_case_rows(municipality_nis=nis, year=2026)
    rows = list(generate_births(municipality_nis=nis, year=2026))

    assert set(EDGE_CASES) - set(cases) == (set() if nis == "37021" else {"old-nis-code"})
    assert [name for name, case in cases.items() if any(row not in rows for row in case)] == []


@pytest.mark.parametrize(("case", "age"), [("adopted-at-13", 13), ("adopted-at-17", 17)])
def test_an_adopted_child_has_the_age_that_its_case_says(case: str, age: int) -> None:
    (row,) = edge_case_rows(municipality_nis="37021", year=2028)[case]

    born, adopted = row["birth_date"], row["event_date"]

    assert int(adopted[:4]) - int(born[:4]) - (adopted[5:] < born[5:]) == age


def test_a_small_count_still_shows_every_edge_case() -> None:
    cases = edge_case_rows(municipality_nis="73028", year=2026).values()

    rows = list(generate_births(municipality_nis="73028", year=2026, count=1))

    assert len(rows) == sum(map(len, cases))


def test_ordinary_rows_all_hold_and_ask_nothing(tmp_path: Path) -> None:
    rows = list(
        generate_births(municipality_nis="24038", year=2026, count=500, with_edge_cases=False)
    )

    outcomes = _read(tmp_path / "births.csv", rows)

    assert len(outcomes) == 500
    assert all(isinstance(row, Accepted) and not row.questions for row in outcomes)


def test_every_name_says_that_it_is_an_example() -> None:
    for row in generate_births(municipality_nis="37021", year=2026):
        for column in ("child_last_name", "beneficiary1_name", "beneficiary2_name", "street"):
            assert not row[column] or "Voorbeeld" in row[column]
        assert not row["iban"] or row["iban"][4:7] in ("999", "KLI")


def test_two_municipalities_never_share_a_child() -> None:
    codes = [*municipalities()]
    # Among them the smallest, which has more edge cases than children.
    near_herstappe = codes[codes.index("73028") - 20 :]

    children = [
        {row["child_insz"] for row in generate_births(municipality_nis=nis, year=2026)} - {""}
        for nis in near_herstappe
    ]

    assert len(set().union(*children)) == sum(map(len, children))


def test_every_place_of_a_leap_year_has_a_number_that_holds() -> None:
    places = range(0, children_a_year(2024), 97)
    numbers = {
        check_insz(child_insz(place, born_on=child_birth_date(place, year=2024), year=2024))
        for place in places
    }

    assert len(numbers) == len(places)


def test_all_municipalities_together_are_as_many_as_asked_in_proportion() -> None:
    counted = Counter(
        municipality_of(row["municipality_nis"]).nis
        for row in generate_births(
            municipality_nis=None, year=2026, count=6_303, with_edge_cases=False
        )
    )

    assert counted.total() == 6_303
    assert counted["11002"] == pytest.approx(6_303 * 540_196 / 6_629_143, abs=1)


def test_the_rows_come_as_a_stream() -> None:
    rows = generate_births(municipality_nis=None, year=2026)

    assert len(list(islice(rows, 3))) == 3


def test_an_old_code_stands_for_the_municipality_of_today() -> None:
    rows = generate_births(municipality_nis="37012", year=2026, with_edge_cases=False)

    assert next(rows)["municipality_nis"] == "37021"


def test_an_unknown_municipality_or_too_many_children_are_refused() -> None:
    with pytest.raises(MunicipalityUnknown):
        next(generate_births(municipality_nis="21004", year=2026))
    with pytest.raises(ValueError, match="make several years"):
        next(generate_births(municipality_nis=None, year=2026, count=200_000))


def test_only_the_columns_of_the_agreement_are_written(tmp_path: Path) -> None:
    columns = [name for name in BIRTHS.columns if name not in ("zorgtoeslag", "mother_insz")]
    path = tmp_path / "births.csv"
    rows = generate_births(municipality_nis="24038", year=2026, count=50, with_edge_cases=False)

    assert write_births(path, rows, columns=columns) == 50
    assert len(list(read_delivery(path, columns_agreed=columns))) == 50


@pytest.mark.slow
def test_a_year_of_flanders_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "births.csv"
    write_births(path, generate_births(municipality_nis=None, year=2026, count=63_030))
    reading = read_delivery(path, columns_agreed=BIRTHS.columns)

    rejected = Counter(row.code for row in reading if isinstance(row, Rejected))

    summary = reading.summary()
    assert (summary.delivered, summary.accepted + summary.rejected) == (63_030, 63_030)
    # Every municipality with room for them shows each wrong row once, and no row is wrong beside.
    assert rejected.keys() == REJECTED.keys()
    assert len(set(rejected.values())) == 1
