"""A package that has been compiled: its folder, its rulebook and its default parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from klik.packages.compiling.declared import PARAMETERS, Declared, declared_in
from klik.packages.compiling.expressions import Compiling
from klik.packages.compiling.given import GivenRefused, given_parameter, given_table, given_value
from klik.packages.compiling.rules import compiled_rulebook
from klik.packages.folder import PackageFolder
from klik.packages.problems import Problem
from klik.packages.reading import Path
from klik.rules.checker import Expression
from klik.rules.decider import Decider
from klik.rules.evaluator import Table
from klik.rules.rulebook import Rulebook, scope_of
from klik.rules.scope import TableType


@dataclass(frozen=True, slots=True)
class Package:
    """A compiled package.

    Attributes:
        folder: What was read.
        declared: The types of its facts, parameters, tables and collections.
        rulebook: What decides.
        decider: The rulebook made ready for single subjects.
        defaults: Per parameter with a default, by its full name, its value.
        expressions: Every expression by its path in package.yaml.
    """

    folder: PackageFolder
    declared: Declared
    rulebook: Rulebook
    decider: Decider
    defaults: Mapping[str, Any]
    expressions: Mapping[Path, Expression]

    @property
    def content(self) -> Mapping[str, Any]:
        """Return package.yaml as plain values."""
        return self.folder.package.content

    def parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return every parameter: the given one, else its default.

        Args:
            given: Per parameter, without `parameters.`, its value as written.

        Raises:
            GivenRefused: A parameter is not declared, does not fit, or is given nowhere.
        """
        found = dict(self.defaults)
        for name, value in given.items():
            found[PARAMETERS + name] = self.parameter(name, value)
        for name in (*self.declared.parameters, *self.declared.tables):
            if name not in found:
                raise GivenRefused(f"{name} has no default; the adopter gives it a value")
        return found

    def parameter(self, name: str, value: Any) -> Any:
        """Return one parameter as written, checked.

        Raises:
            GivenRefused: It is not declared, or does not fit; the message names it.
        """
        full = PARAMETERS + name
        if full not in self.declared.parameters and full not in self.declared.tables:
            known = ", ".join(sorted(self.content.get("parameters", {}))) or "none"
            raise GivenRefused(f"{name} is not a parameter; the parameters are: {known}")
        declared = self.content["parameters"][name]
        try:
            if full in self.declared.tables:
                return _table(value, declared, self.declared.tables[full])
            found = given_parameter(value, self.declared.parameters[full])
            refuse_bounds(declared, found)
        except GivenRefused as refused:
            raise GivenRefused(f"{name}: {refused}") from refused
        return found


def compile_package(folder: PackageFolder) -> tuple[Package | None, list[Problem]]:
    """Return the compiled package, or None and every problem in its expressions.

    The folder must have passed `structure_problems` and `unsupported_problems`.
    """
    content = folder.package.content
    declared = declared_in(content)
    scope = scope_of(
        facts=declared.facts, parameters=declared.parameters, tables=declared.tables,
        collections=declared.collections,
    )  # fmt: skip
    compiling = Compiling(folder.package, scope)
    rulebook = compiled_rulebook(compiling, declared)
    if rulebook is None:
        return None, compiling.problems
    defaults = _defaults(content, declared)
    package = Package(
        folder=folder, declared=declared, rulebook=rulebook, decider=Decider(rulebook),
        defaults=defaults, expressions=compiling.compiled,
    )  # fmt: skip
    return package, []


def _defaults(content: Mapping[str, Any], declared: Declared) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, parameter in content.get("parameters", {}).items():
        if "default" not in parameter:
            continue
        full = PARAMETERS + name
        if full in declared.tables:
            found[full] = _table(parameter["default"], parameter, declared.tables[full])
        else:
            found[full] = given_parameter(parameter["default"], declared.parameters[full])
    return found


def _table(value: Any, parameter: Mapping[str, Any], given: TableType) -> Table:
    (value_name,) = parameter["value"]
    otherwise = None
    if "else" in parameter:
        otherwise = given_value(parameter["else"][value_name], given.value)
    return given_table(value, given, value_name=value_name, otherwise=otherwise)


def refuse_bounds(declared: Mapping[str, Any], found: Any) -> None:
    """Refuse a number that lies outside the declared minimum or maximum.

    Raises:
        GivenRefused: It lies outside; the message gives the bound.
    """
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return
    lowest, highest = declared.get("minimum"), declared.get("maximum")
    if lowest is not None and found < lowest:
        raise GivenRefused(f"{found} lies below the minimum of {lowest}")
    if highest is not None and found > highest:
        raise GivenRefused(f"{found} lies above the maximum of {highest}")
