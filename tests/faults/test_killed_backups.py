"""A backup that is killed leaves no file; a restore that is killed goes on, or begins anew."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from tests.factories.machines import back_up, fill, other_machine, put_back
from tests.faults.harness import Killer, counts, finish, show, watch

from klik.domains.audit.queries import CHAIN_HEADS_SQL
from klik.ground.backup import engines, making, restoring
from klik.ground.backup.archive import ArchiveWriter

DATABASE, FILE, BEFORE_NAMING = (
    "copying the database",
    "copying a file",
    "before the file has a name",
)
MAKING = (DATABASE, FILE, BEFORE_NAMING)
READING, UNPACKING, LOADING, COMPARING, NOTE = (
    "reading every byte", "unpacking", "putting the database in place", "comparing",
    "before the note goes",
)  # fmt: skip
RESTORING = (READING, UNPACKING, LOADING, COMPARING, NOTE)


@pytest.mark.parametrize("kills_each", counts(2, sections=len(MAKING)))
def test_a_killed_backup_leaves_no_backup(
    committed: None,
    random_numbers: Random,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kills_each: int,
) -> None:
    home, target = tmp_path / "home", tmp_path / "klik.tar"
    fill(home, random_numbers)
    watch(monkeypatch, DATABASE, engines, "dump")
    watch(monkeypatch, FILE, ArchiveWriter, "add_file", stretch=0.003)
    watch(monkeypatch, BEFORE_NAMING, ArchiveWriter, "finish", stretch=0.01, after=True)
    killer = Killer(random_numbers, sections=MAKING, kills_each=kills_each)

    for _ in killer.rounds():
        killer.kill(lambda: back_up(target, home))
        if target.exists():  # it had been given its name
            target.unlink()
        finish(lambda: back_up(target, home))
        assert [one.name for one in tmp_path.iterdir() if "klik.tar" in one.name] == ["klik.tar"]
        target.unlink()

    show(killer.histogram())


@pytest.mark.parametrize("kills_each", counts(2, sections=len(RESTORING)))
def test_a_killed_restore_goes_on(
    committed: None,
    random_numbers: Random,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kills_each: int,
) -> None:
    fill(tmp_path / "home", random_numbers)
    archive = tmp_path / "klik.tar"
    made = back_up(archive, tmp_path / "home")
    for section, owner, name, stretch in _watched():
        watch(monkeypatch, section, owner, name, stretch=stretch)
    killer = Killer(random_numbers, sections=RESTORING, kills_each=kills_each)

    for number in killer.rounds():
        home = tmp_path / str(number)
        with other_machine(home):
            killer.kill(_in(home, archive))
            assert _put_back_again(archive, home) == made
        left = [one.name for one in home.iterdir() if "sqlite3" not in one.name]
        assert left == ["files"]

    show(killer.histogram())


def _put_back_again(archive: Path, home: Path) -> object:
    """Restore once more, unless the killed restore had just ended."""
    if not restoring.is_unfinished(home) and not engines.is_empty():
        found = engines.present(chain_heads=CHAIN_HEADS_SQL)
        assert found is not None
        return making.with_files(found, home)
    return put_back(archive, home)


def _watched() -> list[tuple[str, object, str, float]]:
    return [
        (READING, restoring, "verified", 0),
        (UNPACKING, restoring, "_write_out", 0.003),
        (LOADING, restoring, "_put_database", 0),
        (COMPARING, engines, "present", 0.01),
        (NOTE, restoring, "with_files", 0.01),
    ]


def _in(home: Path, archive: Path) -> Callable[[], object]:
    return lambda: put_back(archive, home)
