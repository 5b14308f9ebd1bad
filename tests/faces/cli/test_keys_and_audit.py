"""`klik keys` replaces keys, `klik audit verify` names what was changed."""

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT

pytestmark = pytest.mark.slow
HOLDS = "everything is as it was kept"
KLIK = [sys.executable, "-m", "klik.site.main"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder with an installation in it, where each town has one line of audit."""
    assert _klik(tmp_path, "setup").returncode == 0
    assert _klik(tmp_path, "keys", "rotate").returncode == 0
    return tmp_path


def test_the_master_key_is_replaced(installed: Path) -> None:
    before = _master(installed)

    ran = _klik(installed, "keys", "rotate", "--json")

    assert json.loads(ran.stdout) == {"keys": 286}
    assert _master(installed) != before
    assert _klik(installed, "audit", "verify").returncode == 0


def test_data_keys_are_replaced_and_reach_everything(installed: Path) -> None:
    ran = _klik(installed, "keys", "rotate", "--data", "--municipality", "37021")
    waiting = json.loads(_klik(installed, "keys", "status", "--json").stdout)
    _klik(installed, "worker", "--once")
    done = json.loads(_klik(installed, "keys", "status", "--json").stdout)

    assert ran.stdout.startswith("1 municipality has a new key;")
    assert (waiting["data_keys"], waiting["waiting"]) == (286, 1)
    assert (done["waiting"], done["running"], done["failed"]) == (0, 0, 0)
    sealed = _ask(
        installed, "SELECT sealed FROM audit_auditpayload WHERE municipality_nis = '37021'"
    )
    assert [row[0][:5] for row in sealed] == [b"\x01\x00\x00\x00\x02"] * 2
    assert _klik(installed, "audit", "verify", "--municipality", "37021").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rotate", "--municipality", "37021"], "--municipality goes with --data"),
        (["rotate", "--data", "--municipality", "99999"], "no municipality of today"),
    ],
)
def test_what_cannot_be_rotated_is_told(installed: Path, arguments: list[str], said: str) -> None:
    ran = _klik(installed, "keys", *arguments)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr


def test_an_audit_that_holds_is_told(installed: Path) -> None:
    ran = _klik(installed, "audit", "verify")
    one = _klik(installed, "audit", "verify", "--municipality", "37021")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (
        ran.stdout == "285 municipalities, 285 lines of the audit: everything is as it was kept\n"
    )
    assert one.stdout.splitlines()[0] == "37021: lines of the audit that hold: 1"


def test_the_first_broken_link_is_named(installed: Path) -> None:
    _klik(installed, "keys", "rotate")
    _change(
        installed,
        "UPDATE audit_auditline SET act = 'keys.x' WHERE municipality_nis = '37021' AND number = 2",
    )

    ran = _klik(installed, "audit", "verify")
    machine = _klik(installed, "audit", "verify", "--municipality", "37021", "--json")

    assert (ran.returncode, machine.returncode) == (2, 2)
    assert "37021: line 2 of the audit: the line was changed" in ran.stdout
    assert ran.stdout.splitlines()[-1].endswith("not as it was kept, in 1 place")
    assert json.loads(machine.stdout)[0]["broken"] == {"number": 2, "what": "the line was changed"}


def test_nothing_is_judged_without_the_key(installed: Path) -> None:
    (installed / "var/keys/master.key").unlink()

    ran = _klik(installed, "audit", "verify", "--municipality", "37021")

    assert ran.returncode == 2
    assert "master.key is not there" in ran.stderr


def _klik(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- klik itself
        [*KLIK, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _master(folder: Path) -> str:
    return hashlib.sha256((folder / "var/keys/master.key").read_bytes()).hexdigest()


def _ask(folder: Path, query: str) -> list[tuple[bytes]]:
    database = sqlite3.connect(folder / "var/klik.sqlite3")
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def _change(folder: Path, statement: str) -> None:
    database = sqlite3.connect(folder / "var/klik.sqlite3")
    with database:
        database.execute(statement)
    database.close()
