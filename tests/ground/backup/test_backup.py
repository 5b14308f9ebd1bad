"""A backup holds everything but the master key, and comes back equal or not at all."""

import json
import tarfile
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from tests.engines import only_postgresql
from tests.factories.acting import HERENT, NOON, WINGENE
from tests.factories.audit import act, chain_of
from tests.factories.machines import back_up, fill, other_machine, put_back, without_master_key

from klik.domains.audit.queries import CHAIN_HEADS_SQL
from klik.domains.municipalities.models import HouseStyle
from klik.ground.backup import engines, making
from klik.ground.backup.archive import ArchiveDamaged
from klik.ground.backup.inventory import Inventory
from klik.ground.backup.making import NothingToKeep, TargetExists, with_files
from klik.ground.backup.restoring import DoesNotFit, NotEmpty
from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.wrapping import MasterKeyMissing, master_keys
from klik.ground.tenancy import Actor, ActorKind, acting_for

OPERATOR = Actor(ActorKind.OPERATOR, "tests")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def archive(committed: None, home: Path, tmp_path: Path, random_numbers: Random) -> Path:
    """Return a backup of an installation with something in it."""
    fill(home, random_numbers)
    back_up(tmp_path / "klik.tar", home)
    return tmp_path / "klik.tar"


def test_a_backup_comes_back_equal(
    committed: None, home: Path, tmp_path: Path, random_numbers: Random
) -> None:
    fill(home, random_numbers)
    chains = {nis: chain_of(nis) for nis in (WINGENE, HERENT)}
    made = back_up(tmp_path / "klik.tar", home)

    with other_machine(tmp_path / "other"):
        restored = put_back(tmp_path / "klik.tar", tmp_path / "other")
        assert {nis: chain_of(nis) for nis in (WINGENE, HERENT)} == chains
        with acting_for([WINGENE], OPERATOR):
            act()  # the application has its rights, and goes on where the chain ended
            assert HouseStyle.objects.count() == 1
        assert chain_of(WINGENE).lines == 6

    assert restored == made
    assert made.chain_heads == {nis: (chain.lines, chain.head) for nis, chain in chains.items()}
    assert made.rows["audit_auditline"] == 7
    assert (made.files, restored.files) == (4, 4)
    assert _stored(tmp_path / "other") == _stored(home)
    assert sorted(
        one.name for one in (tmp_path / "other").iterdir() if "sqlite" not in one.name
    ) == ["files"]


def test_the_master_key_is_in_no_backup(archive: Path) -> None:
    key = Path(settings.KLIK_MASTER_KEY_FILE).read_text(encoding="ascii").split()[-1].encode()
    content = archive.read_bytes()

    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert key not in content
    assert not [name for name in names if "key" in name]
    assert archive.stat().st_mode & 0o077 == 0


def test_what_is_written_meanwhile_is_whole_or_absent(
    archive: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = engines.dump

    def dump_and_go_on(target: Path, *, chain_heads: str) -> object:
        inventory = dump(target, chain_heads=chain_heads)
        with acting_for([WINGENE], OPERATOR):
            act()
        next(path for path, _ in making.stored_files(home)).unlink()
        return inventory

    monkeypatch.setattr(engines, "dump", dump_and_go_on)
    made = back_up(tmp_path / "later.tar", home)

    assert (made.rows["audit_auditline"], made.files) == (7, 3)
    with other_machine(tmp_path / "other"):
        assert put_back(tmp_path / "later.tar", tmp_path / "other") == made


def test_a_backup_overwrites_nothing(archive: Path, home: Path) -> None:
    before = archive.read_bytes()

    with pytest.raises(TargetExists, match=r"klik\.tar is there already"):
        back_up(archive, home)

    assert archive.read_bytes() == before


def test_nothing_is_no_backup(committed: None, home: Path, tmp_path: Path) -> None:
    with other_machine(tmp_path / "other"), pytest.raises(NothingToKeep, match="KLIK_HOME"):
        back_up(tmp_path / "klik.tar", tmp_path / "other")

    assert list(tmp_path.glob("*klik.tar*")) == []


def test_a_restore_needs_an_empty_machine(archive: Path, home: Path, tmp_path: Path) -> None:
    before = _state(home)
    with pytest.raises(NotEmpty, match="a database here already"):
        put_back(archive, home)
    assert _state(home) == before

    with other_machine(tmp_path / "other"):
        stray = tmp_path / "other/files/37021/ab/ab"
        stray.parent.mkdir(parents=True)
        stray.write_bytes(b"somebody's")
        with pytest.raises(NotEmpty, match=r"files in .* already"):
            put_back(archive, tmp_path / "other")
        assert stray.read_bytes() == b"somebody's"
        assert engines.is_empty()


@only_postgresql  # the tool of SQLite is our own process, which a kill ends too
@pytest.mark.parametrize("is_done", [True, False], ids=["put-back", "undone"])
def test_a_restore_of_before_that_stood_in_the_way_is_no_failure(
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_done: bool,  # noqa: FBT001 -- given by name, by pytest
) -> None:
    load = engines.load_postgresql

    def in_the_way(dump: Path) -> None:
        if is_done:
            load(dump)
        monkeypatch.setattr(engines, "load_postgresql", load)
        monkeypatch.setattr(engines, "end_other_restores", lambda: True)
        raise engines.ToolFailed

    monkeypatch.setattr(engines, "load_postgresql", in_the_way)
    with other_machine(tmp_path / "other"):
        restored = put_back(archive, tmp_path / "other")
        assert restored == _inventory(tmp_path / "other")


def test_a_restore_without_its_master_key_changes_nothing(archive: Path, tmp_path: Path) -> None:
    with other_machine(tmp_path / "other"):
        with without_master_key(), pytest.raises(MasterKeyMissing, match="nothing was changed"):
            put_back(archive, tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_a_restore_with_another_master_key_changes_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = MasterKeyFile(tmp_path / "other.key")
    other.make()
    monkeypatch.setattr(master_keys, "_service", other)

    with other_machine(tmp_path / "other"):
        with pytest.raises(MasterKeyMissing, match=r"opens with master key [0-9a-f]{16} only"):
            put_back(archive, tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_a_backup_of_a_later_release_is_refused(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klik.ground.backup.restoring.MigrationLoader", _NoMigrations)

    with other_machine(tmp_path / "other"):
        with pytest.raises(DoesNotFit, match="later than this one"):
            put_back(archive, tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_a_backup_of_another_engine_is_refused(
    archive: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = making._head(NOON)  # noqa: SLF001 -- what stands first in an archive
    monkeypatch.setattr(making, "_head", lambda _: {**head, "engine": "another"})
    back_up(tmp_path / "another.tar", home)

    with other_machine(tmp_path / "other"):
        with pytest.raises(DoesNotFit, match="This backup is of another"):
            put_back(tmp_path / "another.tar", tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_a_single_changed_byte_is_found(
    archive: Path, tmp_path: Path, random_numbers: Random
) -> None:
    content = archive.read_bytes()
    with tarfile.open(archive) as tar:
        places = [(one.name, one.offset_data, one.size) for one in tar if one.size]

    with other_machine(tmp_path / "other"):
        for name, offset, size in places:
            at = offset + random_numbers.randrange(size)
            changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            damaged = tmp_path / "damaged.tar"
            damaged.write_bytes(changed)
            with pytest.raises(ArchiveDamaged, match=_named(name)):
                put_back(damaged, tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_an_archive_cut_short_is_found(
    archive: Path, tmp_path: Path, random_numbers: Random
) -> None:
    content = archive.read_bytes()
    with tarfile.open(archive) as tar:
        end = max(one.offset_data + one.size for one in tar)

    with other_machine(tmp_path / "other"):
        for length in (0, 1, 511, 512, *(random_numbers.randrange(end) for _ in range(10))):
            (tmp_path / "short.tar").write_bytes(content[:length])
            with pytest.raises(ArchiveDamaged):
                put_back(tmp_path / "short.tar", tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_files_are_not_told_from_what_is_no_backup(committed: None, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 nothing of ours" * 100)
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "letter.pdf", arcname="../../outside")

    with other_machine(tmp_path / "other"):
        for name in ("letter.pdf", "evil.tar"):
            with pytest.raises(ArchiveDamaged):
                put_back(tmp_path / name, tmp_path / "other")
        _assert_untouched(tmp_path / "other")


def test_an_inventory_names_what_differs(archive: Path, home: Path) -> None:
    first = _inventory(home)
    next(path for path, _ in making.stored_files(home)).write_bytes(b"other")
    with acting_for([HERENT], OPERATOR):
        act(HERENT)

    second = _inventory(home)

    assert first.differences(second) == [
        "audit_auditline: 7 rows, and there are 8",
        "audit_auditpayload: 7 rows, and there are 8",
        "the chain of 24038 ends elsewhere",
        "4 files, and there are 4, or one differs",
    ]
    assert json.loads(json.dumps(first.as_json()))["files"]["count"] == 4


def _inventory(home: Path) -> Inventory:
    found = engines.present(chain_heads=CHAIN_HEADS_SQL)
    assert found is not None
    return with_files(found, home)


def _named(name: str) -> str:
    return "inventory" if name.startswith("inventory") else name.rpartition("/")[2]


def _stored(home: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for path, name in making.stored_files(home)}


def _state(home: Path) -> list[tuple[str, int]]:
    return sorted((str(one), one.stat().st_mtime_ns) for one in home.rglob("*"))


def _assert_untouched(home: Path) -> None:
    assert list(home.iterdir()) == []
    assert engines.is_empty()


class _NoMigrations:
    disk_migrations: tuple[()] = ()

    def __init__(self, _: object) -> None:
        pass
