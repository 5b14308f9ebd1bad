"""What a municipality chose, in words: a parameter by its title, its value as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.compiling.declared import PARAMETERS
from klik.packages.french import in_language
from klik.packages.showing import Showing
from klik.packages.wording import PageLanguage, format_date, format_value
from klik.rules.evaluator import Table
from klik.rules.scope import TableType
from klik.rules.types import Kind, Type

_FROM: Mapping[PageLanguage, str] = {
    "nl": "vanaf {value}",
    "en": "from {value}",
    "fr": "à partir de {value}",
}
_NOTHING: Mapping[PageLanguage, str] = {"nl": "geen", "en": "none", "fr": "aucun"}
_ELSE: Mapping[PageLanguage, str] = {"nl": "anders", "en": "otherwise", "fr": "sinon"}


@dataclass(frozen=True, slots=True)
class StatedSetting:
    """One parameter as people read it.

    Attributes:
        title: Its title.
        lines: Its value; of a table a line per row, of a set per item.
        own: Whether the municipality chose it; otherwise it is what the package proposes.
    """

    title: str
    lines: tuple[str, ...]
    own: bool


class Settings:
    """Shows the parameters of one adoption in one language.

    Attributes:
        showing: The labels and words of the package.
        of_amounts: The parameters that are told with the amounts.
    """

    def __init__(
        self, adoption: Adoption, showing: Showing, of_amounts: frozenset[str] = frozenset()
    ) -> None:
        """Take what is shown, and what is told elsewhere."""
        self._adoption = adoption
        self.showing = showing
        self.of_amounts = of_amounts
        self._language: PageLanguage = showing.language
        self._declared = adoption.package.content.get("parameters", {})

    def stated(self, name: str) -> StatedSetting:
        """Return one parameter by its full name, `parameters.NAME`."""
        short = name.removeprefix(PARAMETERS)
        title = self._declared[short]["title"]
        value = self._adoption.parameters[name]
        return StatedSetting(
            title=in_language(title, self._language),
            lines=self._lines(name, value),
            own=short in self._adoption.content.get("parameters", {}),
        )

    def every(self) -> tuple[StatedSetting, ...]:
        """Return all parameters, in the order of the package."""
        return tuple(self.stated(PARAMETERS + name) for name in self._declared)

    def _lines(self, name: str, value: Any) -> tuple[str, ...]:
        nothing = (_NOTHING[self._language],)
        if isinstance(value, Table):
            return self._rows(name, value) or nothing
        if isinstance(value, frozenset):
            return tuple(self._items(name, value)) or nothing
        return (self.showing.shown(name, value),)

    def _items(self, name: str, items: frozenset[Any]) -> list[str]:
        """Return the items of a set, in the order of its options where it has them."""
        options = list(self._declared[name.removeprefix(PARAMETERS)].get("options", {}))
        ordered = sorted(items, key=lambda one: (options.index(one) if options else 0, str(one)))
        return [self.showing.shown(name, frozenset({one})) for one in ordered]

    def _rows(self, name: str, table: Table) -> tuple[str, ...]:
        shape = self._adoption.package.declared.tables[name]
        keys = _telling_keys(shape, table)
        lines = [
            _line(
                [self._key(shape, place, row[place]) for place in keys], self._value(shape, found)
            )
            for row, found in table.rows
        ]
        if table.otherwise is not None:
            lines.append(_line([_ELSE[self._language]], self._value(shape, table.otherwise)))
        return tuple(lines)

    def _key(self, shape: TableType, place: int, value: Any) -> str:
        given = shape.keys[place][1]
        shown = self._worded(value, given)
        if shape.steps and place == len(shape.keys) - 1:
            return _FROM[self._language].format(value=shown)
        return shown

    def _value(self, shape: TableType, value: Any) -> str:
        return self._worded(value, shape.value)

    def _worded(self, value: Any, given: Type) -> str:
        if given.kind == Kind.DATE:
            return format_date(value, self._language)
        if given.kind == Kind.CHOICE:
            return self.words.get(str(value), str(value))
        return format_value(value, given, self._language)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Return what people read for a word of a choice; a table does not say whose word it is."""
        content = self._adoption.package.content
        found: dict[str, str] = {}
        for group in (self._declared, content["facts"]):
            for declared in group.values():
                for word, text in declared.get("options", {}).items():
                    found.setdefault(word, in_language(text, self._language))
        return found


def _line(keys: list[str], value: str) -> str:
    return f"{', '.join(keys)}: {value}" if keys else value


def _telling_keys(shape: TableType, table: Table) -> list[int]:
    """Return which keys say something: a table with one step from 1 holds for every number."""
    last = len(shape.keys) - 1
    steps = {row[last] for row, _ in table.rows}
    counts = shape.keys[last][1].kind == Kind.INTEGER
    idle = shape.steps and counts and len(steps) == 1 and min(steps) <= 1
    return [place for place in range(len(shape.keys)) if not (idle and place == last)]
