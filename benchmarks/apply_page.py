"""One page of a form of 95 questions on the server: sent, saved, every rule evaluated, led on.

The package is that of `form.py`. A resident who is logged in saves page after page by Django's own
client, through every middleware but no network, in an installation of its own in a new folder with
SQLite. The times are those of the server: `duration_ms` of each line of its log. Beside them stand
the rules alone, and the processor time with that of the client, which no neighbour
lengthens. At the end the application must come to what the rules alone say of the answers.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from _installation import installation
from _measuring import load, show_ratio
from form import generated, measured

TARGET_MS = 50.0


def main() -> int:
    """Measure, print, and return an exit code: an error where the answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="pages saved; default 300")
    rounds = parser.parse_args().rounds
    print(load())
    with installation() as folder:
        from _apply_page import served  # noqa: PLC0415 -- its tables wait for Django

        package = folder / "package"
        package.mkdir()
        adopted = generated(package)
        on_server, is_equal = served(package, adopted, rounds)
    _say("rules alone", list(measured(adopted, rounds)))
    _say("page saved, on the server", on_server.saved)
    _say("of it, processor time", on_server.used)
    _say("page opened, beside it", on_server.shown)
    show_ratio(f"page saved, p95 / {TARGET_MS:.0f} ms", _p95(on_server.saved) / TARGET_MS, 1.0)
    print("equal answers" if is_equal else "THE ANSWERS DIFFER")
    return 0 if is_equal else 1


def _say(what: str, times: list[float]) -> None:
    print(f"{what:26} p50 {statistics.median(times):6.1f} ms, p95 {_p95(times):6.1f} ms")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
