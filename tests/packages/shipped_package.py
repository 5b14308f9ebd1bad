"""The shipped birth premium and its adoptions, read once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import klik.packages
from klik.packages.adoption import Adoption, read_adoption
from klik.packages.compiling import Package
from klik.packages.examples import with_defaults
from klik.packages.loading import load_package
from klik.packages.problems import Problem

SHIPPED = Path(klik.packages.__file__).parent / "shipped"
FOLDER = SHIPPED / "geboortepremie"
ADOPTIONS = SHIPPED / "adoptions" / "geboortepremie"
FILES = tuple(sorted(path.name for path in ADOPTIONS.glob("*.yaml")))


@cache
def package() -> Package:
    """Return the shipped package, compiled."""
    return load_package(FOLDER)


@cache
def adoption(file: str) -> Adoption:
    """Return one shipped adoption."""
    return read_adoption(ADOPTIONS / file, package())


def own_example(file: str, name: str) -> dict[str, Any]:
    """Return the whole case of an example of an adoption, as the platform decides it."""
    content = adoption(file).content
    (found,) = [case for case in content["examples"] if case["name"] == name]
    return {**defaults_of(content), **found}


def example(name: str) -> dict[str, Any]:
    """Return the whole case of an example of the package."""
    document = package().folder.examples
    assert document is not None
    (found,) = [case for case in document.content["cases"] if case["name"] == name]
    return with_defaults(found, document.content["defaults"])


def defaults_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an adoption gives for each of its examples."""
    return {
        "municipality": content["municipality"],
        "parameters": content.get("parameters", {}),
        "adopted": content["period"],
        **({"territory": content["territory"]} if "territory" in content else {}),
    }


def told(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    """Return problems as they are printed."""
    return [str(problem) for problem in problems]
