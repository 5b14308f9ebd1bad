"""Killed at any instant, a trial leaves the earlier result whole, or its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from tests.factories.trials import DAY, adoption_in, contents, tried
from tests.packages.printed_package import adopted

from klik.ground.deliveries.synthetic import generate_births, write_births
from klik.ground.trial import Trial, run_trial
from klik.packages.loading import load_package

ATTEMPTS = 8
COLUMNS = ("from: 2026-01-01", "from: 2024-01-01")


def _run(folder: Path, count: int) -> None:
    """Run one trial; this is what the process below does until it is killed."""
    adoption = adopted(folder, COLUMNS, package=load_package(folder / "package"))
    run_trial(Trial(adoption, folder / f"births-{count}.csv", DAY), folder / "out", workers=1)


def _killed_after(folder: Path, seconds: float) -> int:
    """Start a trial, kill it after some time and return how it ended."""
    command = [sys.executable, __file__, str(folder), "30"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, env=environment)  # noqa: S603 -- this file itself
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait()


@pytest.mark.slow
def test_a_killed_trial_leaves_one_result_whole(tmp_path: Path, random_numbers: Random) -> None:
    adoption = adoption_in(tmp_path, COLUMNS)
    for count in (5, 30):
        births = generate_births(
            municipality_nis="37021", year=2025, count=count, with_edge_cases=False
        )
        write_births(tmp_path / f"births-{count}.csv", births, columns=adoption.columns)
    whole = {
        count: contents(
            tried(adoption, tmp_path / f"births-{count}.csv", tmp_path / str(count)).out
        )
        for count in (5, 30)
    }
    started = time.monotonic()
    command = [sys.executable, __file__, str(tmp_path), "30"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 -- this file itself
    takes = time.monotonic() - started
    assert contents(tmp_path / "out") == whole[30]
    tried(adoption, tmp_path / "births-5.csv", tmp_path / "out")

    ended = []
    for attempt in range(ATTEMPTS):
        # Most of them towards the end, where the folder is put in place.
        earliest = 0.6 * takes if attempt else 0
        ended.append(_killed_after(tmp_path, random_numbers.uniform(earliest, takes)))
        assert contents(tmp_path / "out") in (whole[5], whole[30])

    assert -signal.SIGKILL in ended
    again = tried(adoption, tmp_path / "births-5.csv", tmp_path / "out")
    assert contents(again.out) == whole[5]
    assert not list(tmp_path.glob(".out*"))


if __name__ == "__main__":
    _run(Path(sys.argv[1]), int(sys.argv[2]))
