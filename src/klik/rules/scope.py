"""What an expression may name, and the types of those names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from klik.rules.types import Type

IN_TERRITORY = ".in_territory"
"""What follows the name of a place in the name that says whether it lies in the territory."""


@dataclass(frozen=True, slots=True)
class TableType:
    """The shape of a table that `lookup` reads.

    Attributes:
        keys: Name and type of each key, in the order of the arguments.
        value: The type of what is found.
        steps: Whether the last key finds the row with the largest key that is not above it.
        complete: Whether `else` answers where no row is found; otherwise that is unknown.
    """

    keys: tuple[tuple[str, Type], ...]
    value: Type
    steps: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The declared names that an expression may use.

    Attributes:
        names: Facts, values, parameters and the platform's own names, with their types.
        collections: Per collection its fields with their types.
        tables: The tables that `lookup` may read.
    """

    names: Mapping[str, Type] = field(default_factory=dict)
    collections: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    tables: Mapping[str, TableType] = field(default_factory=dict)

    def adding(self, names: Mapping[str, Type]) -> Scope:
        """Return this scope with more names."""
        return replace(self, names={**self.names, **names})
