"""`klik setup` makes an installation ready; run again, it changes nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT
from tests.engines import SERVER, new_postgresql, only_postgresql

READY = "285 municipalities, 28 of before a merger, 570 bodies"


def test_setup_makes_an_installation_ready(tmp_path: Path) -> None:
    first = _setup(tmp_path)
    keys = {file.name: file.read_bytes() for file in (tmp_path / "var/keys").iterdir()}

    again = _setup(tmp_path)

    assert (first.returncode, first.stderr) == (0, "")
    assert f"{READY}; 286 keys made now" in first.stdout
    assert "Keep a copy of" in first.stdout
    assert f"{READY}; 0 keys made now" in again.stdout
    assert "Keep a copy of" not in again.stdout
    assert {file.name: file.read_bytes() for file in (tmp_path / "var/keys").iterdir()} == keys
    assert sorted(keys) == ["master.key", "secret.key"]


def test_setup_prints_what_the_guide_shows(tmp_path: Path) -> None:
    guide = (ROOT / "docs/guides/commands.md").read_text(encoding="utf-8")
    shown = guide.partition("$ klik setup\n")[2].partition("```")[0]

    printed = _setup(tmp_path).stdout

    assert printed.replace(str(tmp_path), "...") == shown


def test_setup_does_not_replace_a_lost_master_key(tmp_path: Path) -> None:
    _setup(tmp_path)
    (tmp_path / "var/keys/master.key").unlink()

    ran = _setup(tmp_path)

    assert ran.returncode == 2
    assert "master.key is not there" in ran.stderr
    assert not (tmp_path / "var/keys/master.key").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"KLIK_DEBUG": "maybe"}, "KLIK_DEBUG: write true or false"),
        ({"KLIK_DATABASE_URL": "postgresql://a:hush@127.0.0.1:1/x"}, "KLIK_OPERATOR_DATABASE_URL"),
    ],
)
def test_setup_says_what_is_wrong_with_a_setting(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    ran = _setup(tmp_path, **settings)

    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "hush" not in ran.stderr


@only_postgresql
def test_setup_makes_postgresql_ready(engine: str, tmp_path: Path) -> None:
    with new_postgresql() as (application, operator):
        settings = {"KLIK_DATABASE_URL": application, "KLIK_OPERATOR_DATABASE_URL": operator}

        first, again = _setup(tmp_path, **settings), _setup(tmp_path, **settings)

    assert (first.returncode, first.stderr) == (0, "")
    assert f"{READY}; 286 keys made now" in first.stdout
    assert f"{READY}; 0 keys made now" in again.stdout


@only_postgresql
@pytest.mark.parametrize(
    ("role", "said"), [("superuser", "is a superuser"), ("owner", "has BYPASSRLS")]
)
def test_setup_refuses_a_role_that_sees_everything(
    engine: str, tmp_path: Path, role: str, said: str
) -> None:
    with new_postgresql() as (_, operator):
        settings = {
            "KLIK_DATABASE_URL": SERVER if role == "superuser" else operator,
            "KLIK_OPERATOR_DATABASE_URL": operator,
        }

        ran = _setup(tmp_path, **settings)

    assert ran.returncode == 2
    assert said in ran.stderr


@pytest.mark.slow
@only_postgresql
def test_setup_says_when_the_database_does_not_let_it_in(engine: str, tmp_path: Path) -> None:
    with new_postgresql() as (application, operator):
        wrong = application.replace("@", "wrong@")

        ran = _setup(tmp_path, KLIK_DATABASE_URL=wrong, KLIK_OPERATOR_DATABASE_URL=operator)

    assert ran.returncode == 2
    assert "The database cannot be used" in ran.stderr
    assert "Traceback" not in ran.stderr


def _setup(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "klik.site.main", "setup"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **settings},
        capture_output=True,
        text=True,
        check=False,
    )
