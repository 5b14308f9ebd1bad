"""The harness kills where it says, counts what it killed, and tells what went wrong."""

import os
import time
from pathlib import Path
from random import Random

import pytest
from tests.faults import harness
from tests.faults.harness import DiedByItself, Killer, counts, finish, forked, inside, watch


class _Work:
    """Two sections and what lies between them."""

    def write(self, file: Path) -> None:
        file.write_text(f"{file.read_text(encoding='utf-8')}x", encoding="utf-8")
        time.sleep(0.01)

    def rest(self) -> None:
        time.sleep(0.001)


def test_each_section_gets_its_kills(
    tmp_path: Path, random_numbers: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, work = tmp_path / "written", _Work()
    watch(monkeypatch, "writing", _Work, "write")
    watch(monkeypatch, "after resting", _Work, "rest", stretch=0.01, after=True)
    killer = Killer(random_numbers, sections=("writing", "after resting"), kills_each=3)

    for _ in killer.rounds():
        file.write_text("", encoding="utf-8")
        killer.kill(lambda: [(work.write(file), work.rest()) for _ in range(3)])

    assert min(killer.deaths["writing"], killer.deaths["after resting"]) >= 3
    assert f"{killer.deaths['writing']:5}  writing" in killer.histogram()
    assert f"KLIK_SEED={os.environ['KLIK_SEED']}" in killer.histogram()


def test_work_that_ends_first_is_counted_apart(random_numbers: Random) -> None:
    killer = Killer(random_numbers, sections=("long",), kills_each=1)

    places = []
    for number in killer.rounds():
        places.append(killer.kill(_long if number > 1 else _nothing))

    assert places[0] == harness.ENDED
    assert killer.deaths["long"] == 1


def test_a_section_that_is_never_reached_is_told(random_numbers: Random) -> None:
    killer = Killer(random_numbers, sections=("nowhere",), kills_each=1)

    with pytest.raises(AssertionError, match="too few kills"):
        [killer.kill(_nothing) for _ in killer.rounds()]


def test_a_fork_hands_back_what_it_found() -> None:
    assert forked(lambda: {"pid": os.getpid()})["pid"] != os.getpid()


def test_work_that_raises_is_told(
    random_numbers: Random, capfd: pytest.CaptureFixture[str]
) -> None:
    killer = Killer(random_numbers, sections=("long",), kills_each=1)

    with pytest.raises(DiedByItself):
        finish(_fail)
    with pytest.raises(DiedByItself):
        killer.kill(_fail)

    assert "RuntimeError: broken" in capfd.readouterr().err


def test_a_proof_kills_as_often_as_a_test_asks_over_both_engines() -> None:
    few, proof = counts(2, sections=5, kills=1_000)

    assert (few.values, [mark.name for mark in few.marks]) == ((2,), ["slow"])
    assert (proof.values, [mark.name for mark in proof.marks]) == ((100,), ["proof"])


def _nothing() -> None:
    pass


def _long() -> None:
    with inside("long"):
        time.sleep(10)


def _fail() -> None:
    raise RuntimeError("broken")
