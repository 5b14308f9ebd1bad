"""The layers of pyproject.toml hold, and they catch what they forbid."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.architecture.repository import ROOT

LAYERED = ("layers", "faces", "tiers", "domains", "tables", "no-django", "no-cycles")
FOLDERS = ("site", "faces", "gateways", "domains", "ground", "packages", "rules")


def test_the_code_keeps_every_contract() -> None:
    judged = _lint(ROOT)

    assert judged.returncode == 0, judged.stdout


def test_every_contract_is_named_here() -> None:
    assert sorted(_contracts()) == sorted(LAYERED)


def test_a_small_klik_keeps_every_contract(tmp_path: Path) -> None:
    _plant_a_small_klik(tmp_path)

    judged = _lint(tmp_path)

    assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("layers", "rules/parse.py", "import klik.packages"),
        ("layers", "ground/letters.py", "import klik.domains"),
        ("layers", "utils.py", "WIDTH = 1"),
        ("faces", "faces/desk.py", "import klik.faces.portal"),
        ("tiers", "domains/audit/__init__.py", "import klik.domains.cases"),
        ("tiers", "domains/helpers.py", "WIDTH = 1"),
        ("domains", "domains/cases/queries.py", "import klik.domains.cases.operations"),
        ("domains", "domains/cases/utils.py", "WIDTH = 1"),
        ("tables", "faces/portal.py", "import klik.domains.cases.models"),
        ("no-django", "rules/money.py", "import django"),
        ("no-django", "ground/clock.py", "import klik.ground.tenancy"),
        ("no-cycles", "rules/a.py", "import klik.rules.b"),
    ],
)
def test_a_contract_catches_what_it_forbids(
    contract: str, module: str, line: str, tmp_path: Path
) -> None:
    _plant_a_small_klik(tmp_path)
    planted = tmp_path / "src" / "klik" / module
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")

    judged = _lint(tmp_path, "--contract", contract)

    assert judged.returncode == 1
    assert "BROKEN" in judged.stdout


def _plant_a_small_klik(folder: Path) -> None:
    source = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(source, encoding="utf-8")
    klik = folder / "src" / "klik"
    for name in (*FOLDERS, "domains/cases", "domains/audit"):
        (klik / name).mkdir(parents=True)
        (klik / name / "__init__.py").touch()
    (klik / "__init__.py").touch()
    for module in _contracts()["no-django"]["source_modules"]:
        if module.startswith("klik.ground."):
            (klik / "ground" / f"{module.rpartition('.')[2]}.py").touch()
    (klik / "ground" / "tenancy.py").write_text("import django\n", encoding="utf-8")
    for name in ("cases/models.py", "cases/operations.py"):
        (klik / "domains" / name).touch()
    (klik / "faces" / "portal.py").touch()
    (klik / "rules" / "b.py").write_text("import klik.rules.a\n", encoding="utf-8")
    (klik / "rules" / "a.py").touch()


def _contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in contracts}


def _lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- a fixed command of this environment
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache", *options],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
