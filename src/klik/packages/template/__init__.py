"""Writes a new package from a template: small, whole, and made to be filled in."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

from klik.packages.problems import PackageRefused, Problem

_FILES = ("package.yaml", "examples.yaml", "README.md", "CHANGELOG.md")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BLANK = re.compile(r"__(?:ID|HEADING|TITLE)__")
MAXIMUM_ID = 60
MAXIMUM_TITLE = 200


def new_package(path: Path, *, package_id: str, title: str) -> tuple[Path, ...]:
    """Write a new package in the folder `path` and return the files written.

    The package passes the check as it stands: one condition, one amount, and the examples that
    prove them, with comments that say what to fill in.

    Args:
        path: The folder to make; it may not exist yet, its parent must.
        package_id: Lowercase letters, digits and hyphens, as `luierpremie`.
        title: The Dutch title, of at most 200 characters on one line.

    Raises:
        PackageRefused: The folder exists or cannot be made, or the id or title is not accepted.
            Nothing has been written.
    """
    problems = _argument_problems(path, package_id, title)
    if problems:
        raise PackageRefused(problems)
    try:
        path.mkdir()
    except OSError as error:
        message = f"this folder cannot be made ({error.strerror}); name one that does not exist yet"
        raise PackageRefused([Problem(str(path), 1, 1, message)]) from None
    return tuple(_write(path / name, package_id=package_id, title=title) for name in _FILES)


def _argument_problems(path: Path, package_id: str, title: str) -> list[Problem]:
    problems: list[Problem] = []
    if len(package_id) > MAXIMUM_ID or not _ID.fullmatch(package_id):
        message = (
            f'the id "{package_id[:MAXIMUM_ID]}" is not accepted; expected lowercase letters, '
            "digits and hyphens, as luierpremie"
        )
        problems.append(Problem(str(path), 1, 1, message))
    if not title.strip() or len(title) > MAXIMUM_TITLE or not title.isprintable():
        message = f"the title is not accepted; expected 1 to {MAXIMUM_TITLE} characters on one line"
        problems.append(Problem(str(path), 1, 1, message))
    return problems


def _write(path: Path, *, package_id: str, title: str) -> Path:
    template = resources.files("klik.packages.template").joinpath("files", path.name)
    # A JSON text is also a YAML text between double quotes, whatever stands in it.
    filled_in = {
        "__ID__": package_id,
        "__HEADING__": title,
        "__TITLE__": json.dumps(title, ensure_ascii=False),
    }
    text = _BLANK.sub(lambda found: filled_in[found[0]], template.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
