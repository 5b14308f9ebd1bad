"""The commands for packages and trials start without Django, so that they start fast."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT

PACKAGE = ROOT / "src/klik/packages/shipped/geboortepremie"
BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "psycopg", "cryptography"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
from klik.site.main import main
main()
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("package", "check", str(PACKAGE)),
        ("package", "schema"),
        ("explain", "--help"),
        ("evaluate", "--help"),
        ("try", "--help"),
        ("demo", "--help"),
        ("setup", "--help"),
        ("serve", "--help"),
        ("worker", "--help"),
        ("backup", "--help"),
        ("restore", "--help"),
        ("keys", "rotate", "--help"),
        ("audit", "verify", "--help"),
        ("deliver", "--help"),
        ("watch", "--help"),
        ("messages", "--help"),
        ("print", "--help"),
        ("release", "--help"),
        ("adopt", "--help"),
        ("--help",),
    ],
)
def test_a_command_starts_without_django(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = _run(tmp_path, *arguments)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout


def test_the_blocker_blocks(tmp_path: Path) -> None:
    ran = _run(tmp_path, "setup")

    assert ran.returncode == 1
    assert "django is blocked" in ran.stderr


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- a fixed command of this environment
        [sys.executable, "-c", BLOCKED, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
