"""A population on files and the same subjects one by one get the same answers."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.packages.population.drawing import PARAMETERS, draw_rows, expected, parameter_rows
from tests.packages.population.population_files import (
    TYPES,
    evaluated,
    read,
    write_csv,
    write_parameters,
    write_parquet,
)

from klik.rules.decision import Outcome

A_FEW, MANY = 3000, 100_000
JSON = ("amounts", "parts", "registers")


def test_a_parquet_file_is_decided_as_its_subjects_one_by_one(
    tmp_path: Path, random_numbers: Random
) -> None:
    rows = draw_rows(random_numbers, A_FEW)

    different, outcomes = _compare(tmp_path, rows, write_parquet(tmp_path / "facts.parquet", rows))

    assert different == []
    assert set(outcomes) == {str(one) for one in Outcome} - {Outcome.NOT_APPLICABLE}


def test_a_csv_file_is_decided_as_its_subjects_one_by_one(
    tmp_path: Path, random_numbers: Random
) -> None:
    rows = draw_rows(random_numbers, A_FEW)
    names = [name for name in TYPES if name != "parents" and not name.endswith("?none")]
    texts = [{name: _as_text(row, name) for name in names} for row in rows]
    for row in rows:
        row.pop("parents", None)

    different, _ = _compare(tmp_path, rows, write_csv(tmp_path / "facts.csv", texts))

    assert different == []


@pytest.mark.proof
def test_a_hundred_thousand_rows_are_decided_alike(
    tmp_path: Path, random_numbers: Random, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = draw_rows(random_numbers, MANY)

    different, outcomes = _compare(tmp_path, rows, write_parquet(tmp_path / "facts.parquet", rows))

    with capsys.disabled():
        print(f"\n{MANY:,} rows of a population: {dict(outcomes)}")  # noqa: T201 -- the proof
    assert different == []


def _compare(folder: Path, rows: list[dict[str, Any]], facts: Path) -> tuple[Any, Counter[str]]:
    """Return some rows that only one of the two gives, and how often each outcome came out."""
    parameters = write_parameters(folder / "parameters.csv", parameter_rows())
    evaluated(facts, parameters, folder / "out.parquet")
    parsed = {
        f"{place}/{number}": {name: _parsed(name, value) for name, value in given.items()}
        for place, periods in PARAMETERS.items()
        for number, given in enumerate(periods)
    }
    wanted = [expected(row, parsed) for row in rows]
    one_by_one = Counter(tuple(row.values()) for row in wanted)
    together = Counter(tuple(row.values()) for row in read(folder / "out.parquet"))
    different = [*(one_by_one - together), *(together - one_by_one)]
    return sorted(different, key=str)[:6], Counter(row["outcome"] for row in wanted)


def _parsed(name: str, value: str) -> Any:
    return json.loads(value, parse_float=Decimal) if name in JSON else value


def _as_text(row: dict[str, Any], name: str) -> Any:
    if row.get(f"{name}?none"):
        return "none"
    value = row.get(name, "")
    return str(value).lower() if isinstance(value, bool) else value
