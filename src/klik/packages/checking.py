"""Everything that `klik package check` checks, in the order in which it can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from klik.packages.compiling import Package, compile_package
from klik.packages.coverage import coverage_problems
from klik.packages.examples import Ran, run_examples
from klik.packages.folder import PackageFolder, read_folder
from klik.packages.format import structure_problems, unsupported_problems
from klik.packages.letters import letter_problems, sentence_problems
from klik.packages.platform_letters import LETTER_NAMES
from klik.packages.problems import Problem
from klik.packages.usage import usage_problems
from klik.rules.rulebook import PLATFORM_NAMES


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        folder: What was read.
        package: The compiled package; None where its shape or an expression is wrong.
        ran: The examples that were computed.
        problems: Everything to repair, by place; a package holds when there is none.
    """

    folder: PackageFolder
    package: Package | None
    ran: tuple[Ran, ...]
    problems: tuple[Problem, ...]


def check_folder(path: Path) -> Checked:
    """Check the package in the folder `path`: shape, types, letters, examples and coverage.

    Raises:
        PackageRefused: The folder cannot be read as a package.
    """
    folder = read_folder(path)
    problems = structure_problems(folder)
    if problems:
        return Checked(folder, None, (), tuple(sorted(set(problems))))
    problems = unsupported_problems(folder)
    if problems:
        return Checked(folder, None, (), tuple(sorted(set(problems))))
    package, problems = compile_package(folder)
    problems += text_problems(folder, package)
    problems += usage_problems(package) if package is not None else []
    if package is None or problems:
        return Checked(folder, package, (), tuple(sorted(set(problems))))
    ran, problems = run_examples(package)
    if not problems:
        problems += coverage_problems(package, ran)
    return Checked(folder, package, ran, tuple(sorted(set(problems))))


def text_problems(folder: PackageFolder, package: Package | None) -> list[Problem]:
    """Return what is wrong in the sentences and letters; none where no name is known yet."""
    if package is None:
        return []
    declared = package.declared
    names = {
        *PLATFORM_NAMES, *declared.facts, *declared.parameters, *declared.tables,
        *(value.name for value in package.rulebook.values),
    }  # fmt: skip
    problems = sentence_problems(folder, names_declared=names)
    return problems + letter_problems(folder, names_declared={*names, *LETTER_NAMES})
