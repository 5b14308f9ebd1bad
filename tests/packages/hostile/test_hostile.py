"""No folder harms whoever reads it: refused within a second, in bounded memory, with advice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.packages.hostile.folders import FOLDERS

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MEGABYTE = 1_000  # memory is told in kilobytes
PLACE = re.compile(r"[^\n]*:[1-9][0-9]*:[1-9][0-9]*: \S")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a process of its own said about every folder."""
    whole = tmp_path_factory.mktemp("hostile")
    for hostile in FOLDERS.values():
        hostile.write(whole / hostile.name)
    finished = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(HERE / "judging.py"), str(whole)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,  # one that waits for ever does not compute
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def test_there_are_many() -> None:
    assert len(FOLDERS) >= 70


@pytest.mark.parametrize("name", FOLDERS)
def test_a_hostile_folder_is_refused_with_place_and_advice(
    judged: dict[str, Any], name: str
) -> None:
    problems = judged["judged"][name]["problems"]

    assert problems
    assert all(PLACE.match(problem) for problem in problems), problems
    assert any(FOLDERS[name].words in problem for problem in problems), problems[:5]
    assert len(problems) <= 120


@pytest.mark.parametrize("name", FOLDERS)
def test_a_hostile_folder_takes_less_than_a_second(judged: dict[str, Any], name: str) -> None:
    assert judged["judged"][name]["seconds"] < 1


def test_all_hostile_folders_together_stay_below_200_megabytes(judged: dict[str, Any]) -> None:
    assert judged["largest"] < 200 * MEGABYTE


def test_nothing_of_another_file_is_told(judged: dict[str, Any]) -> None:
    said = json.dumps(judged)

    assert "/bin/" not in said
    assert "root:" not in said
