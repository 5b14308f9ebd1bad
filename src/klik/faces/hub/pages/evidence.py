"""What a package led to: who adopted it, what they chose, what came of it. All from queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from klik.domains.catalogue import queries as catalogue
from klik.domains.catalogue.queries import Adopter, PackageShown
from klik.domains.knowledge.queries.results import Result, results_of
from klik.faces.ui.charts import Point
from klik.faces.ui.languages import letter_language
from klik.ground.territory import municipality_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """One value of a parameter, and who chose it."""

    lines: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A parameter in which the adopters of a package differ."""

    title: str
    choices: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class TownResult:
    """What came of a package in one municipality."""

    name: str
    result: Result


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a package led to.

    Attributes:
        package: By its latest release.
        adopters: Who adopted it.
        towns: How many municipalities that are.
        differing: In which parameters they differ, and who chose what.
        whole: What came of it in the municipalities of which the number is told.
        told: How many those are.
        results: What came of it in each that decided something.
        points: Its decisions per municipality, where there are two to compare.
    """

    package: PackageShown
    adopters: tuple[Adopter, ...]
    towns: int
    differing: tuple[Differing, ...]
    whole: Result
    told: int
    results: tuple[TownResult, ...]
    points: tuple[Point, ...]


def evidence_of(package: str, day: date) -> Evidence:
    """Return what a package led to in the municipalities acted for.

    Raises:
        ReleaseNotFound: No release of it was ever published here.
        NotActing: Outside `acting_for`.
    """
    language = letter_language()
    adopters = catalogue.adopters_of(package, day, language=language)
    found = results_of(package)
    results = _by_name(found.by_nis)
    told = [one for one in results if one.result.decisions is not None]
    points = tuple(Point(one.name, one.result.decisions or 0) for one in told)
    return Evidence(
        package=catalogue.package_shown(package, day, language=language),
        adopters=adopters,
        towns=len({one.nis for one in adopters}),
        differing=tuple(_differing(adopters)),
        whole=found.whole,
        told=len(told),
        results=results,
        points=points if len(points) > 1 else (),
    )


def _by_name(by_nis: Mapping[str, Result]) -> tuple[TownResult, ...]:
    found = [TownResult(municipality_of(nis).name, one) for nis, one in by_nis.items()]
    return tuple(sorted(found, key=lambda one: one.name))


def _differing(adopters: tuple[Adopter, ...]) -> list[Differing]:
    names = [_name(one) for one in adopters]
    return [
        Differing(one.title, _grouped([value.lines for value in one.values], names))
        for one in catalogue.compared(adopters)
    ]


def _grouped(values: Sequence[tuple[str, ...]], names: Sequence[str]) -> tuple[Chosen, ...]:
    """Return each value once with who chose it, in the order of the adopters."""
    towns: dict[tuple[str, ...], list[str]] = {}
    for lines, name in zip(values, names, strict=True):
        towns.setdefault(lines, []).append(name)
    return tuple(Chosen(lines, tuple(found)) for lines, found in towns.items())


def _name(adopter: Adopter) -> str:
    return f"{adopter.name} ({adopter.territory})" if adopter.territory else adopter.name
