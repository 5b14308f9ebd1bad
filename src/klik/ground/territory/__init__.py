"""The 285 municipalities of Flanders, their codes of before the mergers, and how many live there.

Sources and licences of the tables: SOURCES.md beside this file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

_MUNICIPALITIES = "municipalities.csv"
_POPULATION = "population_2020.csv"
_MERGERS = "mergers_2025.csv"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as it exists since 1 January 2025.

    Attributes:
        nis: Its code, five digits; the only thing that identifies it.
        name: Its Dutch name.
        province: The province it lies in.
        postcodes: All its postcodes; a postcode may lie in two municipalities.
        population: Inhabitants on 1 January 2020 within today's borders.
    """

    nis: str
    name: str
    province: str
    postcodes: tuple[str, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Merger:
    """One old municipality and the one it went into on 1 January 2025."""

    old_nis: str
    old_name: str
    new_nis: str
    new_name: str


class MunicipalityUnknown(LookupError):
    """No municipality in Flanders has, or had until 2025, this NIS code."""

    def __init__(self, nis: str) -> None:
        super().__init__(
            f"{nis!r} is no NIS code of a municipality in Flanders; give five digits, as in '37021'"
        )
        self.nis = nis


@lru_cache(maxsize=1)
def municipalities() -> Mapping[str, Municipality]:
    """Return the 285 municipalities by NIS code, in the order of their codes."""
    population = {
        row["nis_code"]: int(row["population_2020_on_2025_borders"]) for row in _rows(_POPULATION)
    }
    return MappingProxyType(
        {
            row["nis_code"]: Municipality(
                nis=row["nis_code"],
                name=row["name"],
                province=row["province"],
                postcodes=tuple(row["postcodes"].split()),
                population=population[row["nis_code"]],
            )
            for row in _rows(_MUNICIPALITIES)
        }
    )


@lru_cache(maxsize=1)
def mergers() -> tuple[Merger, ...]:
    """Return the 28 municipalities that went into 13 others on 1 January 2025."""
    return tuple(Merger(**row) for row in _rows(_MERGERS))


@lru_cache(maxsize=1)
def current_codes() -> Mapping[str, str]:
    """Return every code in use before or since 2025, with the code of today."""
    codes = {nis: nis for nis in municipalities()}
    codes.update((merger.old_nis, merger.new_nis) for merger in mergers())
    return MappingProxyType(codes)


def current_nis(nis: str) -> str | None:
    """Return today's code for `nis`: itself, its successor after a merger, or None if unknown."""
    return current_codes().get(nis)


def old_codes_of(nis: str) -> tuple[str, ...]:
    """Return the codes of the municipalities that became `nis` in 2025; empty if none did.

    Antwerpen kept its code, which is therefore among its own old codes.
    """
    return tuple(merger.old_nis for merger in mergers() if merger.new_nis == nis)


def municipality_of(nis: str) -> Municipality:
    """Return the municipality of today that holds the code `nis`, old or current.

    Raises:
        MunicipalityUnknown: The code belongs to no municipality in Flanders.
    """
    current = current_nis(nis)
    if current is None:
        raise MunicipalityUnknown(nis)
    return municipalities()[current]


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = resources.files(__name__).joinpath(name)
    with table.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
