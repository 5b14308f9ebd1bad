"""The package that the format's own description prints, with words replaced, and its adoption."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.packages.sample_package import replaced, told

from klik.packages.adoption import Adoption, read_adoption
from klik.packages.checking import check_folder
from klik.packages.compiling import Package
from klik.packages.loading import load_package
from klik.packages.problems import PackageRefused

_PRINTED = Path(__file__).parent / "printed"
PACKAGE = (_PRINTED / "package.yaml").read_text(encoding="utf-8")
EXAMPLES = (_PRINTED / "examples.yaml").read_text(encoding="utf-8")
COMPLETION = (_PRINTED / "completion.yaml").read_text(encoding="utf-8")
ADOPTION = (_PRINTED / "adoption.yaml").read_text(encoding="utf-8")
# Printed, every payment is looked at for open debts first; without that, a bank file is made.
UNCHECKED = (
    "    reduce_by: {fact: debts.open, by: person, before: payment}"
    "                          # a step for a person\n",
    "",
)

Change = tuple[str, str]
_DUTCH_ONLY = re.compile(r"""\bnl: ("[^"]*+"|'[^']*+'|[^,{}]++)(?!, en:)""")


def write_printed(path: Path, *changes: Change, examples: str = EXAMPLES + COMPLETION) -> Path:
    """Write the printed package to a folder, with words of package.yaml replaced."""
    path.mkdir(parents=True, exist_ok=True)
    text = replaced(PACKAGE, *changes)
    if any(", en: " in new for _, new in changes):
        # A language is there for every text or for none; what has no English is the Dutch again.
        text = _DUTCH_ONLY.sub(r"nl: \1, en: \1", text)
    (path / "package.yaml").write_text(text, encoding="utf-8")
    (path / "examples.yaml").write_text(examples, encoding="utf-8")
    return path


def compiled(path: Path, *changes: Change) -> Package:
    """Return the printed package, compiled, with words of package.yaml replaced."""
    return load_package(write_printed(path / "package", *changes))


def refused(path: Path, *changes: Change) -> list[str]:
    """Return what is told when the printed package, so changed, is loaded."""
    with pytest.raises(PackageRefused) as raised:
        compiled(path, *changes)
    return told(list(raised.value.problems))


def told_by_check(path: Path, *changes: Change, examples: str = EXAMPLES + COMPLETION) -> list[str]:
    """Return what a check of the printed package tells, so changed."""
    checked = check_folder(write_printed(path / "checked", *changes, examples=examples))
    return told(list(checked.problems))


def adopted(path: Path, *changes: Change, package: Package | None = None) -> Adoption:
    """Return the adoption of the printed package, with words of the adoption replaced."""
    package = package or compiled(path)
    file = path / "adoption.yaml"
    file.write_text(replaced(ADOPTION, *changes), encoding="utf-8")
    return read_adoption(file, package)


def adoption_refused(path: Path, *changes: Change) -> list[str]:
    """Return what is told when the adoption, so changed, is read."""
    with pytest.raises(PackageRefused) as raised:
        adopted(path, *changes)
    return told(list(raised.value.problems))
