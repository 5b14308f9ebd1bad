"""A package that uses most of the format and is right, and ways to write others beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from klik.packages.folder import PackageFolder, read_folder
from klik.packages.problems import Problem

_SAMPLE = Path(__file__).parent / "sample"
PACKAGE = (_SAMPLE / "package.yaml").read_text(encoding="utf-8")
EXAMPLES = (_SAMPLE / "examples.yaml").read_text(encoding="utf-8")
GRANTED = "Beste {{ payee.name }}\n\nU krijgt **{{ amount }}**.\n"


def write_package(
    path: Path,
    *,
    package: str = PACKAGE,
    examples: str | None = EXAMPLES,
    letters: Mapping[str, str] | None = None,
) -> Path:
    """Write a package folder; `letters` gives the text by name, as granted.nl."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "package.yaml").write_text(package, encoding="utf-8")
    if examples is not None:
        (path / "examples.yaml").write_text(examples, encoding="utf-8")
    if letters is not None:
        (path / "letters").mkdir()
        for name, text in letters.items():
            (path / "letters" / f"{name}.md").write_text(text, encoding="utf-8")
    return path


def folder_with(
    path: Path, *changes: tuple[str, str], letters: Mapping[str, str] | None = None
) -> PackageFolder:
    """Return the sample package, read, with words of package.yaml replaced."""
    return read_folder(write_package(path, package=replaced(PACKAGE, *changes), letters=letters))


def folder_with_examples(path: Path, *changes: tuple[str, str]) -> PackageFolder:
    """Return the sample package, read, with words of examples.yaml replaced."""
    return read_folder(write_package(path, examples=replaced(EXAMPLES, *changes)))


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """Return `text` with words replaced, each of which must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def told(problems: list[Problem]) -> list[str]:
    """Return the problems as they are printed."""
    return [str(problem) for problem in problems]
