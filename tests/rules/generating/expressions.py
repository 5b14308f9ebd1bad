"""Random expressions of the rule language, well typed, over the names of `subjects`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from tests.rules.generating.grammar import ABOUT, AGGREGATE, GRAMMAR, ORDERED, SLOT
from tests.rules.generating.subjects import COLLECTIONS, KINDS, PLACES, SCOPE, draw_day

from klik.rules.checker import Expression, compile_expression
from klik.rules.refusals import ExpressionRefused
from klik.rules.scope import Scope
from klik.rules.types import NUMBERS, Kind, Type, plain_type

TOO_LARGE = re.compile(r"may need \d+ digits|at most [\d,]+ (parts|bytes)|digits before the point")
Writes = Callable[[], tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands, and so what it may use.

    Attributes:
        names: The names with their types.
        rows: The collection whose fields may be used; empty outside an aggregate.
        none: Whether what may be none may be used.
        decided: Names that are known not to be none here.
    """

    names: Mapping[str, Type]
    rows: str = ""
    none: bool = True
    decided: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What draws expressions, and over which names."""

    random: Random
    scope: Scope = SCOPE
    none: bool = True

    def about(self, feature: str, depth: int) -> Expression:
        """Return an expression with a function, operator or form on top, or just below it."""

        def write() -> tuple[Kind, str]:
            kind, template = self.random.choice(ABOUT[feature])
            text = self._filled(template, depth, self._place())
            if kind in ORDERED and self.random.random() < 0.5:
                operator = self.random.choice(("<", ">", "<=", ">=", "=", "<>"))
                compared = f"{text} {operator} {self._written(kind, depth - 2, self._place())}"
                return Kind.BOOLEAN, compared
            return kind, text

        return self._accepted(write)

    def of(self, kind: Kind, depth: int) -> Expression:
        """Return an expression of a kind, at most `depth` levels deep."""
        return self._accepted(lambda: (kind, self._written(kind, depth, self._place())))

    def _place(self) -> Place:
        own = {name: given for name, given in self.scope.names.items() if _has_our_words(given)}
        return Place(own, none=self.none)

    def _accepted(self, write: Writes) -> Expression:
        """Draw again what is too large for the language; any other refusal is a fault."""
        while True:
            kind, text = write()
            wanted = plain_type(kind).with_none(may_be_none=self.none)
            fits = kind in NUMBERS and self.random.random() < 0.3
            try:
                return compile_expression(text, self.scope, wanted=wanted if fits else None)
            except ExpressionRefused as refused:
                if not TOO_LARGE.search(refused.message):
                    raise AssertionError(f"{text}: {refused.message}") from refused

    def _written(self, kind: Kind, depth: int, place: Place) -> str:
        if depth <= 0 or self.random.random() < 0.1:
            return self._simple(kind, place)
        templates = GRAMMAR[kind]
        if place.rows:
            templates = tuple(form for form in templates if not AGGREGATE.search(form))
        return self._filled(self.random.choice(templates), depth, place)

    def _filled(self, template: str, depth: int, place: Place) -> str:
        return SLOT.sub(lambda slot: self._slot(slot, depth, place), template)

    def _slot(self, slot: re.Match[str], depth: int, place: Place) -> str:
        rows, kind, known, simple, decided = slot.groups()
        if simple == "=":
            return self._literal(Kind(kind))
        inside = replace(
            place,
            rows=rows or place.rows,
            none=place.none and not known,
            decided=place.decided | {decided} if decided else place.decided,
        )
        written = self._written(Kind(kind), 0 if simple else depth - 1, inside)
        if rows and known and f"{rows}." not in written:
            return self.random.choice(_fields(Kind(kind), inside))  # an aggregate names its rows
        return written

    def _simple(self, kind: Kind, place: Place) -> str:
        """Return a name or literal."""
        if kind in (Kind.INTEGER, Kind.DECIMAL, Kind.DATE) and self.random.random() < 0.2:
            return self._literal(kind)
        own = _fields(kind, place)
        if own and self.random.random() < 0.7:
            return self.random.choice(own)
        return self.random.choice(
            [name for name, given in place.names.items() if _usable(name, given, kind, place)]
        )

    def _literal(self, kind: Kind) -> str:
        if kind == Kind.DATE:
            return f"DATE '{draw_day(self.random)}'"
        return str(self.random.choice(_LITERALS[kind]))


def _has_our_words(given: Type) -> bool:
    return given.kind != Kind.CHOICE or given.options == frozenset(KINDS)


def _fields(kind: Kind, place: Place) -> list[str]:
    fields = COLLECTIONS.get(place.rows, {})
    return [
        f"{place.rows}.{name}" for name, given in fields.items() if _usable("", given, kind, place)
    ]


def _usable(name: str, given: Type, kind: Kind, place: Place) -> bool:
    return given.kind == kind and (not given.may_be_none or place.none or name in place.decided)


_LITERALS: dict[Kind, tuple[object, ...]] = {
    Kind.BOOLEAN: ("TRUE", "FALSE", "child.alive", "debts.open"),
    Kind.INTEGER: (0, 1, 2, 3, 5, 12, -1, -7, 48, 1000, 999_999_999, "0 - 24"),
    Kind.DECIMAL: ("0.5", "2.675", "1.005", "-2.5", "3", "0.000001", "12.25", "0"),
    Kind.MONEY: ("0", "100", "12.50", "0.01", "-2.5", "9999.99"),
    Kind.CHOICE: tuple(f"'{word}'" for word in KINDS),
    Kind.NIS: tuple(f"'{word}'" for word in PLACES),
}
