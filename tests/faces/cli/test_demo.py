"""`klik demo` walks the whole line on the shipped package."""

import csv
from pathlib import Path

import pytest
from tests.faces.cli.command_line import klik


@pytest.mark.slow
def test_the_demo_ends_with_letters_and_payments(tmp_path: Path) -> None:
    ran = klik("demo", "--out", tmp_path / "demo")

    assert (ran.code, ran.messages) == (0, "")
    for said in (
        "geboortepremie 1.0.0 holds.",
        "Toegekend: 100 euro",
        "with every edge case among them",
        "rows delivered",
        "every letter says so",
    ):
        assert said in ran.out
    trial = tmp_path / "demo" / "wingene"
    assert (trial / "samenvatting.html").is_file()
    with (trial / "beslissingen.csv").open(encoding="utf-8-sig", newline="") as file:
        outcomes = [row["uitkomst"] for row in csv.DictReader(file, delimiter=";")]
    assert outcomes.count("granted") > 100
    assert {"granted", "not_selected", "undecided"} <= set(outcomes)
    assert len(list((trial / "brieven").iterdir())) > 100
    assert len(list((trial / "betalingen").iterdir())) == 1


@pytest.mark.slow
def test_the_demo_runs_twice_in_the_same_folder(tmp_path: Path) -> None:
    assert klik("demo", "--out", tmp_path / "demo").code == 0
    assert klik("demo", "--out", tmp_path / "demo").code == 0
