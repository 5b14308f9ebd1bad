"""Checks the shape of a package: schema, names, references, defaults, languages, addresses."""

from __future__ import annotations

from klik.packages.folder import PackageFolder
from klik.packages.format.addresses import address_problems
from klik.packages.format.awards import award_problems
from klik.packages.format.cases import case_problems
from klik.packages.format.facts import fact_problems
from klik.packages.format.findings import found_by
from klik.packages.format.languages import language_problems
from klik.packages.format.names import name_problems
from klik.packages.format.parameters import parameter_problems
from klik.packages.format.validation import schema_problems
from klik.packages.problems import Problem


def structure_problems(folder: PackageFolder) -> list[Problem]:
    """Return everything wrong with the package that shows without understanding an expression.

    Keys and shapes come first; what the names refer to is looked at once those are right, and the
    examples once the package is.

    Returns:
        The problems sorted by file and place; empty when the structure holds.
    """
    shape = schema_problems(folder.package, schema_name="package")
    problems = [*shape, *found_by(address_problems, folder.package)]
    if not shape:
        for check in (name_problems, parameter_problems, fact_problems, award_problems):
            problems += found_by(check, folder.package)
        problems += found_by(language_problems, folder)
    if folder.examples is not None:
        misshapen = schema_problems(folder.examples, schema_name="examples")
        problems += misshapen
        problems += found_by(address_problems, folder.examples)
        if not shape and not misshapen:
            problems += found_by(case_problems, folder.package, folder.examples)
    return sorted(set(problems))
