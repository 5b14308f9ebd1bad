"""`klik package check` of the shipped birth premium, as a whole process: beside a bare start.

The reference is the same Python that starts and imports what the check needs, and checks nothing;
so the difference is what the check itself takes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from _measuring import KLIK, arguments, interleaved, load, middle, show, show_ratio

import klik.packages

SHIPPED = Path(klik.packages.__path__[0]) / "shipped"
MOST_SECONDS = 1.0


def main() -> int:
    """Measure, look whether the package holds, and return an exit code."""
    given = arguments(__doc__ or "", rows=1)
    package = SHIPPED / "geboortepremie"
    command = [str(KLIK), "package", "check", str(package)]
    answered = subprocess.run(command, capture_output=True, text=True, check=False)
    print(answered.stdout.strip() or answered.stderr.strip())
    if answered.returncode:
        return 1
    print(load())
    bare = [sys.executable, "-c", "import klik.faces.cli.packages"]
    checking = {"klik package check": command, "start and imports alone": bare}
    runs = interleaved(checking, given.rounds)
    show(runs)
    wall, start = (middle(each) for each in runs.values())
    show_ratio("Whole check / start alone", wall / start, 2.0)
    show_ratio(f"Whole check / {MOST_SECONDS:.0f} s", wall / MOST_SECONDS, 1.0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
