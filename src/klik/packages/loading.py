"""Loads a package that is used, not judged: its examples, letters and coverage are left alone."""

from __future__ import annotations

from pathlib import Path

from klik.packages.compiling import Package, compile_package
from klik.packages.folder import PackageFolder, read_folder
from klik.packages.format import structure_problems, unsupported_problems
from klik.packages.problems import PackageRefused


def load_package(path: Path) -> Package:
    """Return the package in the folder `path`, compiled; its examples are not run.

    Raises:
        PackageRefused: It cannot be read, is not well-formed or an expression is refused.
    """
    return load_folder(read_folder(path))


def load_folder(folder: PackageFolder) -> Package:
    """Return the package in a folder that was read, compiled; its examples are not run.

    Raises:
        PackageRefused: It is not well-formed or an expression is refused.
    """
    problems = structure_problems(folder) or unsupported_problems(folder)
    if problems:
        raise PackageRefused(problems)
    package, problems = compile_package(folder)
    if package is None:
        raise PackageRefused(set(problems))
    return package
