"""Reads the benchmark's parameter file into arrays with a row per municipality, for the references.

The last row stands for a municipality that adopts nothing.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from _population_shape import REGISTERS, nis_codes
from numpy.typing import NDArray

NO_DEADLINE = -1
MILLION = 1_000_000


@dataclass(frozen=True)
class Parameters:
    """Every parameter as an array over the municipalities.

    Attributes:
        codes: The municipalities that adopt, in the order of the rows.
        every_code: Every municipality that a person may live in.
        in_set: Per municipality and register whether it counts; the last register is any other.
        cents_by_rank: Per municipality the amount by rank; -1 where there is none.
    """

    codes: list[str]
    every_code: list[str]
    registers: list[str]
    adopted: NDArray[np.bool_]
    in_set: NDArray[np.bool_]
    residence_months: NDArray[np.int32]
    deadline_months: NDArray[np.int32]
    factor_millionths: NDArray[np.int64]
    cents_by_rank: NDArray[np.int64]


def read_parameters(path: Path) -> Parameters:
    """Read the file."""
    given: dict[str, dict[str, str]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            given[row["municipality"]][row["parameter"]] = row["value"]
    codes = sorted(given)
    rows = [given[code] for code in codes]
    months = [row["deadline_months"] for row in rows]
    deadlines = [NO_DEADLINE if month == "none" else int(month) for month in months]
    sets = [json.loads(row["registers"]) for row in rows]
    factors = [int(Decimal(row["care_supplement_factor"]) * MILLION) for row in rows]
    return Parameters(
        codes=codes,
        every_code=nis_codes(),
        registers=list(REGISTERS),
        adopted=np.array([True] * len(rows) + [False]),
        in_set=np.array(
            [[word in one for word in REGISTERS] + [False] for one in sets]
            + [[False] * (len(REGISTERS) + 1)]
        ),
        residence_months=np.array(
            [int(row["parent_residence_months"]) for row in rows] + [0], dtype=np.int32
        ),
        deadline_months=np.array([*deadlines, 0], dtype=np.int32),
        factor_millionths=np.array([*factors, MILLION], dtype=np.int64),
        cents_by_rank=_cents([row["amount_by_rank"] for row in rows]),
    )


def _cents(tables: list[str]) -> NDArray[np.int64]:
    """Write every step out, so that a rank finds its amount in one gather."""
    steps = [
        {
            step["rank_from"]: int(step["amount"] * 100)
            for step in json.loads(table, parse_float=Decimal)
        }
        for table in tables
    ]
    highest = max(max(step) for step in steps)
    cents = np.full((len(steps) + 1, highest + 1), -1, dtype=np.int64)
    for place, step in enumerate(steps):
        for rank in range(1, highest + 1):
            reached = [start for start in step if start <= rank]
            cents[place, rank] = step[max(reached)] if reached else -1
    return cents
