"""A birth premium for 7,000,000 persons in 300 municipalities: Klik beside NumPy and OpenFisca.

From Parquet to Parquet, three conditions and an amount per person, each contender in a process of
its own. Stops with an error where an answer differs.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb
from _measuring import arguments, interleaved, load, middle, show, show_ratio
from _people import write_parameters, write_people
from _reference import reference_python

HERE = Path(__file__).parent
ROWS = 7_000_000
NUMPY, OPENFISCA = "NumPy, one thread", "OpenFisca-Core, tuned by hand"
MEMORY_MB = 1200


def main() -> int:
    """Measure, compare the answers, and return an exit code."""
    given = arguments(__doc__ or "", rows=ROWS)
    python, ours = reference_python(), "_population_klik.py"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        people, parameters = work / "people.parquet", work / "parameters.csv"
        write_people(people, given.rows)
        write_parameters(parameters)
        size = people.stat().st_size / 1e6
        print(f"{given.rows:,} persons, {size:.0f} MB of Parquet; {load()}", flush=True)

        def contender(python: str, script: str, out: str, *options: str) -> list[str]:
            files = [str(people), str(parameters), str(work / out)]
            return [python, str(HERE / script), *files, *options]

        runs = interleaved(
            {
                "Klik": contender(sys.executable, ours, "klik.parquet"),
                "Klik, decision alone": contender(sys.executable, ours, "alone.parquet", "alone"),
                NUMPY: contender(python, "_population_numpy.py", "numpy.parquet"),
                OPENFISCA: contender(python, "_population_openfisca.py", "openfisca.parquet"),
            },
            given.rounds,
        )
        show(runs)
        wall = middle(runs["Klik"])
        show_ratio(f"Klik / {NUMPY}", wall / middle(runs[NUMPY]), 1.0)
        show_ratio(f"Klik / {OPENFISCA}", wall / middle(runs[OPENFISCA]), 1 / 3)
        alone = middle(runs["Klik, decision alone"])
        show_ratio("With conditions / decision alone", wall / alone, 1.2)
        peak = max(ran.peak_mb for ran in runs["Klik"])
        show_ratio(f"Peak memory of Klik / {MEMORY_MB} MB", peak / MEMORY_MB, 1.0)
        print(load())
        others = ["numpy.parquet", "openfisca.parquet"]
        return _compared(work, others, given.rows)


def _compared(work: Path, others: list[str], rows: int) -> int:
    """Compare every answer of every person; return 1 where one differs."""
    wrong = 0
    for other in others:
        differing = _differing(work / "klik.parquet", work / other, rows)
        wrong += sum(differing.values())
        for column, count in differing.items():
            if count:
                print(f"{other}: {count:,} persons differ in {column}")
    alone = _differing(work / "klik.parquet", work / "alone.parquet", rows)
    wrong += sum(alone.values())
    print("All answers are equal, condition by condition." if not wrong else "ANSWERS DIFFER.")
    return 1 if wrong else 0


def _differing(ours: Path, theirs: Path, rows: int) -> dict[str, int]:
    """Return per column of theirs how many persons have another answer; absent ones count too."""
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM '{theirs}'").fetchall()
        columns = [row[0] for row in described]
        counts = ", ".join(
            f'count(*) FILTER (ours."{name}" IS DISTINCT FROM theirs."{name}")' for name in columns
        )
        query = (
            f"SELECT count(*), {counts} FROM '{ours}' AS ours "  # noqa: S608 -- names of ours
            f"JOIN '{theirs}' AS theirs USING (\"child.insz\")"
        )
        met, *found = connection.execute(query).fetchall()[0]
    return {"the persons themselves": rows - met, **dict(zip(columns, found, strict=True))}


if __name__ == "__main__":
    sys.exit(main())
