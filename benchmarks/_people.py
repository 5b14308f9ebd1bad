"""Makes the fictitious population and the parameters that the population benchmark decides on."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import duckdb
from _population_shape import MUNICIPALITIES, NOT_ADOPTED, REGISTERS, SEED, nis_codes


def write_parameters(path: Path) -> None:
    """Write parameters of its own for every municipality but the last few, which adopt nothing."""
    chosen = random.Random(SEED)  # noqa: S311 -- sample values, no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["municipality", "parameter", "valid_from", "valid_to", "value"])
        for nis in nis_codes()[: MUNICIPALITIES - NOT_ADOPTED]:
            for name, value in _parameters(chosen).items():
                writer.writerow([nis, name, "2020-01-01", "", value])


def _parameters(chosen: random.Random) -> dict[str, str]:
    ranks = range(1, chosen.randint(1, 4) + 1)
    table = [
        {"rank_from": rank, "amount": chosen.choice([50, 62.5, 75, 100, 125, 150.25]) + 10 * rank}
        for rank in ranks
    ]
    registers = sorted(chosen.sample(REGISTERS, chosen.randint(2, 3)))
    return {
        "amount_by_rank": json.dumps(table),
        "parent_residence_months": str(chosen.choice([0, 0, 6, 12, 18, 24])),
        "deadline_months": chosen.choice(["none", "3", "6", "12"]),
        "registers": json.dumps(registers),
        "care_supplement_factor": chosen.choice(["1", "1.5", "2", "1.333333"]),
    }


def write_people(path: Path, rows: int) -> None:
    """Write `rows` persons: one in fifty lives elsewhere, here and there a fact is unknown.

    Every figure follows from the row's number and the seed, so that each run has the same people.
    """
    codes = ", ".join(f"'{code}'" for code in nis_codes())
    registers = ", ".join(f"'{register}'" for register in REGISTERS)
    people = f"""
        SELECT
            lpad(CAST(80000000000 + row AS VARCHAR), 11, '0') AS "child.insz",
            codes[1 + place] AS "municipality.nis",
            CASE WHEN {_draw(1, 50)} = 0 THEN codes[1 + (place + 1) % {MUNICIPALITIES}]
                ELSE codes[1 + place] END AS "child.municipality",
            CASE WHEN {_draw(2, 1000)} > 0 THEN born END AS "child.birth_date",
            CASE WHEN {_draw(3, 500)} > 0
                THEN registers[1 + least({_draw(4, 30)} // 13, 2)] END AS "child.register",
            CASE WHEN {_draw(5, 1000)} > 0 THEN 1 + {_draw(6, 5)} END AS "child.rank",
            CASE WHEN {_draw(7, 200)} > 0 THEN {_draw(8, 20)} = 0 END AS "child.care_supplement",
            CASE WHEN {_draw(9, 50)} > 0
                THEN born - CAST({_draw(10, 3000)} AS INTEGER) END AS "parent.resident_since",
            CASE WHEN asked THEN 'request' ELSE 'automatic' END AS "application.trigger",
            CASE WHEN asked AND {_draw(11, 100)} > 0
                THEN born + CAST({_draw(12, 400)} AS INTEGER) END AS "application.received_on"
        FROM (
            SELECT row, [{codes}] AS codes, [{registers}] AS registers,
                {_draw(13, MUNICIPALITIES)} AS place,
                DATE '2024-01-01' + CAST({_draw(14, 730)} AS INTEGER) AS born,
                {_draw(15, 10)} < 3 AS asked
            FROM range({rows}) AS numbers(row)
        )
    """  # noqa: S608 -- numbers and codes of ours
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({people}) TO '{path}' (FORMAT parquet, COMPRESSION snappy)")


def _draw(stream: int, below: int) -> str:
    """Return SQL for a whole number from 0 up to `below`, another one per stream and row."""
    return f"CAST(hash({SEED}, {stream}, row) % {below} AS BIGINT)"
