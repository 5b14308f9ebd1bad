"""Runs `klik` as a terminal would see it: output, messages and exit code apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from tests.packages.printed_package import ADOPTION, UNCHECKED, Change, write_printed
from tests.packages.sample_package import replaced

from klik.faces.cli import commands

FAMILY = """\
municipality: {nis: "37021"}
decided_on: 2026-03-02
facts:
  child.birth_date: 2026-02-10
  child.rank: 1
  child.municipality: "37021"
  child.register: bevolkingsregister
  child.care_supplement: false
  payee.insz: "91030590405"
  payee.iban: BE49999000000171
  parents: [{resident_since: 2020-05-01}]
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command gave."""

    out: str
    messages: str
    code: int

    @property
    def json(self) -> Any:
        """Return what a machine reads."""
        return json.loads(self.out)


def klik(*arguments: str | Path, colours: bool = False) -> Ran:
    """Run a command; a fault that is no clear end is raised."""
    result = CliRunner().invoke(
        commands, [str(one) for one in arguments], prog_name="klik", color=colours,
        env={"COLUMNS": "80", "NO_COLOR": None if colours else "1"},
    )  # fmt: skip
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.stdout, result.stderr, result.exit_code)


def package_in(path: Path, *changes: Change) -> Path:
    """Write the printed package, of which nothing is checked before payment."""
    return write_printed(path / "premie", UNCHECKED, *changes)


def file_in(path: Path, name: str, text: str) -> Path:
    """Write a text file."""
    path.mkdir(parents=True, exist_ok=True)
    (path / name).write_text(text, encoding="utf-8")
    return path / name


def adoption_in(path: Path, *changes: Change) -> Path:
    """Write the adoption of the printed package."""
    return file_in(path, "adoption.yaml", replaced(ADOPTION, *changes))
