"""How a run of tests behaves: no silent skips in CI, proofs apart, a seed that can be repeated."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT

PLANTED = """
import pytest
from hypothesis import given, strategies

def test_skipped():
    pytest.skip("no database here")

def test_draws(random_numbers):
    print("drawn", random_numbers.random())

@given(strategies.integers())
def test_generates(number):
    print("generated", number)

@pytest.mark.proof
def test_proves():
    print("proven")
"""


def test_a_skip_passes_outside_ci(tmp_path: Path) -> None:
    assert _run(tmp_path).returncode == 0


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_skip_fails_in_ci(workers: str, tmp_path: Path) -> None:
    ran = _run(tmp_path, "-n", workers, CI="true")

    assert ran.returncode == 1
    assert "1 skipped: with CI set, a skipped test is a failure." in ran.stdout


def test_proofs_run_for_make_proof_only(tmp_path: Path) -> None:
    assert "proven" not in _run(tmp_path).stdout
    assert "proven" in _run(tmp_path, KLIK_PROOF="1").stdout


def test_a_seed_repeats_what_a_run_drew(tmp_path: Path) -> None:
    first, again, other = (_drawn(tmp_path, seed) for seed in ("7", "7", "8"))

    assert first == again
    assert first != other


def test_a_seed_must_be_a_number(tmp_path: Path) -> None:
    ran = _run(tmp_path, KLIK_SEED="lucky")

    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "write a whole number" in ran.stderr


def _drawn(folder: Path, seed: str) -> list[str]:
    return re.findall(r"(?:drawn|generated) \S+", _run(folder, KLIK_SEED=seed).stdout)


def _run(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    conftest = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = proof\n", encoding="utf-8")
    return subprocess.run(  # noqa: S603 -- a fixed command of this environment
        [sys.executable, "-m", "pytest", "-s", *options],
        cwd=folder,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
