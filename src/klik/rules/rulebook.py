"""A regulation as rules: what a package declares, checked and ready to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from klik.rules.checker import Expression
from klik.rules.scope import IN_TERRITORY, Scope, TableType
from klik.rules.types import BOOLEAN, DATE, MONEY, TEXT, Kind, Type

TRIGGERS = ("automatic", "invitation", "request")
PLATFORM_NAMES: Mapping[str, Type] = {
    "municipality.nis": Type(Kind.NIS),
    "application.trigger": Type(Kind.CHOICE, options=frozenset(TRIGGERS)),
    "application.received_on": DATE,
    "application.complete_on": DATE,
    "application.applicant": Type(Kind.INSZ),
    "today": DATE,
}
EARLIER: Mapping[str, Type] = {"amount": MONEY, "decided_on": DATE, "key": TEXT}


@dataclass(frozen=True, slots=True)
class Setting:
    """One of a closed list of words, or the parameter that holds it."""

    word: str = ""
    parameter: str = ""

    def of(self, values: Mapping[str, Any]) -> str:
        """Return the word that holds for these parameters."""
        return str(values[self.parameter]) if self.parameter else self.word


@dataclass(frozen=True, slots=True)
class Once:
    """How often one subject gets an award: ever, or once in `years`."""

    years: int | None = None


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value that is computed once and shown in the explanation."""

    name: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be TRUE.

    Attributes:
        if_unmet: "refuse", "invite" or "wait".
        wait_until: With "wait": the day until which the decision waits.
        ground: The adopter's word for the article it rests on.
    """

    id: str
    when: Expression
    ground: str
    applies: Expression | None = None
    if_unmet: str = "refuse"
    wait_until: Expression | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every declared name that the condition uses."""
        parts = (self.when, self.applies, self.wait_until)
        return frozenset().union(*(part.names for part in parts if part is not None))


@dataclass(frozen=True, slots=True)
class Handout:
    """How a voucher or goods are handed out; a missing expression means no such limit."""

    pieces: Expression | None = None
    valid_from: Expression | None = None
    valid_months: Expression | None = None
    collect_from: Expression | None = None
    collect_by: Expression | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """One benefit of the package: money, or something else of value, or neither."""

    id: str
    given_as: Setting
    ground: str = ""
    amount: Expression | None = None
    quantity: Expression | None = None
    conditions: tuple[Condition, ...] = ()
    trigger: Setting | None = None
    once: Once | None = None
    handout: Handout | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that decides, in the order in which it is computed."""

    parameters: Mapping[str, Type]
    tables: Mapping[str, TableType]
    facts: Mapping[str, Type]
    collections: Mapping[str, Mapping[str, Type]]
    values: tuple[NamedValue, ...]
    reference_day: Expression
    trigger: Setting | None
    conditions: tuple[Condition, ...]
    awards: tuple[Award, ...]
    once: Once | None = None
    keys: tuple[str, ...] = field(default_factory=tuple)

    @property
    def all_conditions(self) -> tuple[Condition, ...]:
        """Return the conditions of the package, then those of each award."""
        own = tuple(condition for award in self.awards for condition in award.conditions)
        return self.conditions + own


def scope_of(
    *,
    facts: Mapping[str, Type],
    parameters: Mapping[str, Type],
    tables: Mapping[str, TableType],
    collections: Mapping[str, Mapping[str, Type]],
) -> Scope:
    """Return what a package's expressions may name, before its own values are added."""
    territory = {
        name + IN_TERRITORY: BOOLEAN for name, given in facts.items() if given.kind == Kind.NIS
    }
    return Scope(
        names={**PLATFORM_NAMES, **facts, **parameters, **territory},
        collections={**collections, "earlier": EARLIER},
        tables=tables,
    )
