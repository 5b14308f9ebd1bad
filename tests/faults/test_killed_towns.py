"""From delivery to letter, payment and mail: killed anywhere, each entitled child gets it once."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.faults.clean import in_clean_process
from tests.faults.harness import counts, show
from tests.faults.town_proof import SECTIONS, Proof, prove


@pytest.fixture(autouse=True)
def home(committed: None, tmp_path: Path, settings: Settings) -> None:
    """Give each test a folder of its own, in which no other test left a file."""
    settings.KLIK_HOME = tmp_path / "var"


@pytest.mark.parametrize("kills_each", counts(6, sections=len(SECTIONS), kills=1_000))
def test_killed_workers_leave_everything_once(tmp_path: Path, seed: int, kills_each: int) -> None:
    show(in_clean_process(prove, Proof(tmp_path, seed, kills_each)))


@pytest.mark.parametrize("kills_each", counts(1, sections=len(SECTIONS)))
def test_two_workers_of_which_one_is_killed_leave_everything_once(
    tmp_path: Path, seed: int, kills_each: int
) -> None:
    show(in_clean_process(prove, Proof(tmp_path, seed, kills_each, workers=2)))
