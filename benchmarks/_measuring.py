"""Runs commands beside each other, each in a process of its own, and prints what they took."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KLIK = Path(sys.executable).with_name("klik")
_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
"""Linux gives the peak memory of a process in kibibytes, macOS in bytes."""


@dataclass(frozen=True)
class Ran:
    """One run of a command.

    Attributes:
        wall: Seconds from its start to its end.
        processor: Seconds of processor time, over all its threads.
        peak_mb: The most memory it, or one process that it started, held, in megabytes. Linux
            counts what the measuring process held when it started it, so keep that one small.
    """

    wall: float
    processor: float
    peak_mb: float


def arguments(description: str, *, rows: int) -> argparse.Namespace:
    """Read the options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=int, default=rows, help=f"how many; default {rows:,}")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run; default 5")
    return parser.parse_args()


def run(command: Sequence[str]) -> Ran:
    """Run a command to its end and measure it; its output is shown only when it fails.

    Raises:
        SystemExit: The command failed.
    """
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{Path(command[0]).name} failed:\n{output.decode(errors='replace')}")
    peak = used.ru_maxrss * _BYTES_PER_UNIT / 1e6
    return Ran(wall, used.ru_utime + used.ru_stime, peak)


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Ran]]:
    """Run every command once a round, so that a busy moment strikes them all alike."""
    runs: dict[str, list[Ran]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def middle(runs: Sequence[Ran], of: Callable[[Ran], float] = lambda ran: ran.wall) -> float:
    """Return the median of one of the measures."""
    return statistics.median(of(ran) for ran in runs)


def show(runs: Mapping[str, Sequence[Ran]]) -> None:
    """Print the median of every measure."""
    width = max(len(name) for name in runs)
    print(f"{'':{width}}    wall s  processor s  peak MB")
    for name, each in runs.items():
        print(
            f"{name:{width}}  {middle(each):8.2f}  {middle(each, lambda ran: ran.processor):11.2f}"
            f"  {max(ran.peak_mb for ran in each):7.0f}"
        )


def show_ratio(label: str, ratio: float, target: float) -> None:
    """Print a ratio beside the most that is aimed at."""
    word = "reached" if ratio <= target else "not reached"
    print(f"{label}: {ratio:.3g} (target at most {target:.3g}: {word})")


def load() -> str:
    """Return how busy the machine is; figures are fair where it is below 1."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
