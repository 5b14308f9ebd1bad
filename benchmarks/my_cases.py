"""My cases of somebody with 200 cases and 2,000 messages: processor time of the page.

Beside it, over the same database, two bare pages: a new Django project with its own middleware, one
query of a table in which every word of a card is ready made, and a template without a style. The
one lists the first twenty cases as Klik does, the other all of them. A new Django project connects
to its database for each page, which Klik does not: the first is measured both ways. Each contender
answers in a process of its own, in turns. Equal means: the same cases in the same order, with the
same words.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from _installation import installation
from _measuring import ROOT, load, show_ratio

CASES, MESSAGES, A_PAGE = 200, 2_000, 20
TARGET = 2.0
HERE = Path(__file__).parent
CONTENDERS = {
    "Klik": ("klik.site.settings", "/wingene/mijn/zaken/"),
    "bare, all 200 cases": ("_bare_settings", "/every/"),
    "bare, 20 cases": ("_bare_settings", "/some/"),
    "bare, connected, 20": ("_kept_settings", "/some/"),
}


def main() -> int:
    """Measure, print, and return an exit code: an error where the pages differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="turns of each; default 5")
    parser.add_argument("--pages", type=int, default=100, help="pages a turn; default 100")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))  # for the factories of the tests, so that both mean the same
    print(load())
    with installation() as folder:
        from _many_cases import filled  # noqa: PLC0415 -- its tables wait for Django

        cookie = filled(folder, cases=CASES, messages=MESSAGES)
        used: dict[str, list[float]] = {name: [] for name in CONTENDERS}
        pages = {}
        for _round in range(given.rounds):
            for name, contender in CONTENDERS.items():
                found = _measured(contender, cookie, given.pages)
                used[name] += found["used_ms"]
                pages[name] = found["page"]
    return _say(used, pages)


def _measured(contender: tuple[str, str], cookie: str, turns: int) -> dict[str, object]:
    settings, address = contender
    found = subprocess.run(
        [sys.executable, str(HERE / "_page_cpu.py"), address, cookie, str(turns)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return dict(json.loads(found.stdout))


def _say(used: dict[str, list[float]], pages: dict[str, str]) -> int:
    middle = {name: statistics.median(each) for name, each in used.items()}
    for name, each in used.items():
        high = sorted(each)[int(len(each) * 0.95)]
        print(f"{name:20} processor ms a page: p50 {middle[name]:6.2f}, p95 {high:6.2f}")
    cards = {name: _cards_in(page) for name, page in pages.items()}
    ours = cards.pop("Klik")
    is_equal = len(ours) == A_PAGE and all(_are_equal(ours, each) for each in cards.values())
    for name in cards:
        show_ratio(f"Klik / {name}", middle["Klik"] / middle[name], TARGET)
    print("the same cases, in the same words" if is_equal else "THE CASES DIFFER")
    return 0 if is_equal else 1


def _are_equal(ours: list[str], bare: list[str]) -> bool:
    """Say whether each word of a bare card stands in the card of Klik at the same place."""
    return all(set(one.split()) <= set(our.split()) for our, one in zip(ours, bare, strict=False))


def _cards_in(page: str) -> list[str]:
    cards = re.findall(r'<article class="card">.*?</article>', page, re.DOTALL)
    plain = (re.sub(r"<[^>]*>|\xa0|&nbsp;", " ", one) for one in cards)
    return [re.sub(r"\N{SOFT HYPHEN}|\N{WORD JOINER}|&shy;", "", one) for one in plain]


if __name__ == "__main__":
    sys.exit(main())
