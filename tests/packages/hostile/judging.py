"""Reads one folder after another in a process of its own, and prints what that took.

A folder that hangs or eats memory must not take the suite along: this process has its limits.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from tests.peak_memory import peak_kilobytes

from klik.packages.folder import read_folder
from klik.packages.format import structure_problems, unsupported_problems
from klik.packages.letters import letter_problems, sentence_problems
from klik.packages.problems import PackageRefused, Problem

MAXIMUM_BYTES = 2_000_000_000
MAXIMUM_SECONDS = 120
NAMES = frozenset({"payee.name", "amount", "parameters.deadline"})


def problems_of(path: Path) -> list[Problem]:
    """Return everything that is wrong with the package in `path`, short of its expressions."""
    try:
        folder = read_folder(path)
    except PackageRefused as refused:
        return list(refused.problems)
    return structure_problems(folder) or [
        *unsupported_problems(folder),
        *letter_problems(folder, names_declared=NAMES),
        *sentence_problems(folder, names_declared=NAMES),
    ]


def judge(path: Path) -> dict[str, object]:
    """Return the seconds it took, the growth of memory in kilobytes, and the problems.

    The seconds are those of computing: a busy machine makes a folder wait, not work.
    """
    before = peak_kilobytes()
    started = time.process_time()
    problems = problems_of(path)
    return {
        "seconds": time.process_time() - started,
        "grown": peak_kilobytes() - before,
        "problems": [str(problem) for problem in problems],
    }


def main(folder: Path) -> None:
    """Print as JSON what was found in each sub-folder."""
    resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_BYTES, MAXIMUM_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAXIMUM_SECONDS, MAXIMUM_SECONDS))
    judged = {path.name: judge(path) for path in sorted(folder.iterdir())}
    largest = peak_kilobytes()
    sys.stdout.write(json.dumps({"judged": judged, "largest": largest}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
