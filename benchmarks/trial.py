"""`klik try` on a synthetic year of births: children a second, and memory that does not grow.

The reference is a tenth of the same year: ten times the children may not take more memory.
"""

from __future__ import annotations

import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

from _measuring import KLIK, Ran, arguments, load, run, show, show_ratio

import klik.packages
from klik.ground.deliveries.synthetic import generate_births, write_births

SHIPPED = Path(klik.packages.__path__[0]) / "shipped"
ADOPTION = SHIPPED / "adoptions" / "geboortepremie" / "00-wingene.yaml"
WINGENE, YEAR, DECIDED_ON = "37021", 2026, "2026-12-31"
A_YEAR_OF_FLANDERS = 63_030  # births in 2023
LEAST_A_SECOND, AIM_A_SECOND = 60, 150
MOST_GROWTH = 1.2


def main() -> int:
    """Measure a tenth and the whole, and return an exit code."""
    given = arguments(__doc__ or "", rows=A_YEAR_OF_FLANDERS)
    print(load())
    counts = (given.rows // 10, given.rows)
    with tempfile.TemporaryDirectory() as folder:
        runs = {f"{count:,} births": [_try(Path(folder), count)] for count in counts}
    show(runs)
    small, whole = (each[0] for each in runs.values())
    rate = given.rows / whole.wall
    print(f"{rate:.0f} children a second (aim: {AIM_A_SECOND})")
    show_ratio(f"{LEAST_A_SECOND} a second / children a second", LEAST_A_SECOND / rate, 1.0)
    show_ratio("Memory of the whole / of a tenth", whole.peak_mb / small.peak_mb, MOST_GROWTH)
    return 0


def _try(folder: Path, count: int) -> Ran:
    delivery, out = folder / f"births-{count}.csv", folder / f"out-{count}"
    # In a process of its own: what this one ever held would count as memory of what it starts.
    writing = get_context("spawn").Process(target=_write_delivery, args=(delivery, count))
    writing.start()
    writing.join()
    command = [
        str(KLIK), "try", str(SHIPPED / "geboortepremie"), "--adoption", str(ADOPTION),
        "--delivery", str(delivery), "--out", str(out), "--decided-on", DECIDED_ON, "--json",
    ]  # fmt: skip
    return run(command)


def _write_delivery(delivery: Path, count: int) -> None:
    write_births(delivery, generate_births(municipality_nis=WINGENE, year=YEAR, count=count))


if __name__ == "__main__":
    sys.exit(main())
