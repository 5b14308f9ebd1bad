"""The birth premium of the population benchmark in Klik.

`_population_klik.py PEOPLE PARAMETERS OUT`; with `alone` as fourth argument the columns of the
conditions are left out.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from klik.packages.loading import load_package
from klik.packages.population import evaluate

PACKAGE = Path(__file__).with_name("birth_premium")


def main(people: Path, parameters: Path, out: Path, *, explained: bool) -> None:
    """Read the people, decide on them, write what came out."""
    evaluate(
        load_package(PACKAGE),
        facts=people,
        parameters=parameters,
        out=out,
        decided_on=date(2026, 1, 1),
        explained=explained,
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), explained="alone" not in sys.argv[4:])
