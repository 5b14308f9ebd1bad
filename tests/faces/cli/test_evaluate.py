"""`klik evaluate`: a table of facts in, a table of decisions out."""

import csv
from pathlib import Path

import pytest
from tests.faces.cli.command_line import Ran, file_in, klik, package_in

# A table in CSV has no rows within a row: this variant asks nothing of the parents.
PARENTS = ("when: any(parents, parents.resident_since <= resident_before)", "when: child.rank > 0")
FACTS = """\
municipality.nis,child.insz,child.deed_number,child.birth_date,child.municipality,child.register,child.rank,child.care_supplement
37021,26010590314,,2026-02-10,37021,bevolkingsregister,1,false
37021,26010990586,,2026-02-10,37021,wachtregister,1,false
37021,26011290791,,2026-02-10,37021,,1,false
24038,26012090943,,2026-02-10,24038,bevolkingsregister,1,true
11002,26012091141,,2026-02-10,11002,bevolkingsregister,1,false
"""
PARAMETERS = """\
municipality,parameter,valid_from,valid_to,value
37021,,2026-01-01,,
24038,care_supplement_factor,2026-01-01,,2
"""


def _evaluated(path: Path, *arguments: str, facts: str = FACTS) -> Ran:
    return klik(
        "evaluate", package_in(path, PARENTS),
        "--facts", file_in(path, "facts.csv", facts),
        "--parameters", file_in(path, "chosen.csv", PARAMETERS),
        "--out", path / "out.csv", "--decided-on", "2026-03-02", *arguments,
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with (path / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_is_decided_row_by_row(tmp_path: Path) -> None:
    ran = _evaluated(tmp_path)

    assert (ran.code, ran.messages) == (0, "")
    rows = {row["child.insz"]: row for row in _rows(tmp_path)}
    assert {insz: (row["outcome"], row["amount"]) for insz, row in rows.items()} == {
        "26010590314": ("granted", "100.00"),
        "26010990586": ("not_selected", ""),
        "26011290791": ("undecided", ""),
        "26012090943": ("granted", "200.00"),
        "26012091141": ("not_selected", ""),
    }
    assert set(rows["26010590314"]) >= {"condition.lives-here", "condition.in-time"}


def test_what_came_out_is_counted_in_words(tmp_path: Path) -> None:
    ran = _evaluated(tmp_path)

    assert ran.out.startswith(f"5 rows decided; written to {tmp_path / 'out.csv'}\n")
    told = {" ".join(line.split()) for line in ran.out.splitlines()[1:]}
    assert told == {"Granted 2", "Not selected 2", "Cannot be decided yet 1"}


def test_a_machine_reads_the_counts(tmp_path: Path) -> None:
    found = _evaluated(tmp_path, "--json").json

    assert found["rows"] == 5
    assert {str(key): count for key, count in found["outcomes"].items()} == {
        "granted": 2,
        "not_selected": 2,
        "undecided": 1,
    }


def test_conditions_may_be_left_out(tmp_path: Path) -> None:
    assert _evaluated(tmp_path, "--without-conditions").code == 0

    assert not [name for name in _rows(tmp_path)[0] if name.startswith("condition.")]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (FACTS.replace("municipality.nis,", "nis,"), "municipality.nis"),
        (FACTS.replace("child.rank", "child.rnk"), "child.rnk"),
        ("", ""),
    ],
)
def test_a_table_that_does_not_fit_is_told(tmp_path: Path, facts: str, words: str) -> None:
    ran = _evaluated(tmp_path, facts=facts)

    assert (ran.code, ran.out) == (2, "")
    assert words in ran.messages
    assert not (tmp_path / "out.csv").exists()


def test_a_table_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    ran = klik(
        "evaluate", package_in(tmp_path), "--facts", tmp_path / "none.csv", "--parameters",
        tmp_path / "none.csv", "--out", tmp_path / "out.csv",
    )  # fmt: skip

    assert (ran.code, ran.out) == (2, "")
    assert "none.csv" in ran.messages
