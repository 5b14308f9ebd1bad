"""What people read for the names and values of one package: labels, words, masked numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from klik.packages.compiling import Package
from klik.packages.compiling.declared import PARAMETERS
from klik.packages.french import in_language, in_words
from klik.packages.records import RECORDS
from klik.packages.wording import PageLanguage, format_rows, format_value
from klik.rules import syntax
from klik.rules.rulebook import EARLIER, PLATFORM_NAMES
from klik.rules.types import NONE, Kind, Type

_MASKED = frozenset({Kind.INSZ, Kind.IBAN})
_PLATFORM_LABELS: Mapping[str, Mapping[PageLanguage, str]] = {
    "application.trigger": {
        "nl": "hoe het begon",
        "en": "how it started",
        "fr": "comment cela a commencé",
    },
    "application.received_on": {
        "nl": "dag van de aanvraag",
        "en": "day of the application",
        "fr": "jour de la demande",
    },
    "application.complete_on": {
        "nl": "dag waarop de aanvraag volledig was",
        "en": "day on which the application was complete",
        "fr": "jour où la demande était complète",
    },
    "application.applicant": {
        "nl": "wie aanvraagt",
        "en": "who applies",
        "fr": "le demandeur",
    },
}
_TRIGGERS: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {
        "automatic": "automatisch",
        "invitation": "op uitnodiging",
        "request": "op aanvraag",
    },
    "en": {"automatic": "automatically", "invitation": "on invitation", "request": "on request"},
    "fr": {
        "automatic": "automatiquement",
        "invitation": "sur invitation",
        "request": "sur demande",
    },
}
_GIVEN: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {"given": "toegevoegd"},
    "en": {"given": "added"},
    "fr": {"given": "ajouté"},
}
_OR: Mapping[PageLanguage, str] = {"nl": " of ", "en": " or ", "fr": " ou "}


class Shown(str):
    """A value as it is read, which a letter tests for what it is: `{% if %}` sees no and none."""

    __slots__ = ("value",)
    value: object

    def __liquid__(self) -> object:
        """Return what a test in a text compares: the word of a choice, true, false or nothing."""
        return self.value


class Showing:
    """Shows the names and values of one package in one language."""

    def __init__(self, package: Package, language: PageLanguage) -> None:
        """Take the package whose labels and options count."""
        self.package = package
        self.language = language

    @cached_property
    def types(self) -> Mapping[str, Type]:
        """Return the type of every declared name."""
        declared = self.package.declared
        values = {value.name: value.expression.type for value in self.package.rulebook.values}
        return {**PLATFORM_NAMES, **declared.facts, **declared.parameters, **values}

    def shown(self, name: str, value: Any) -> str:
        """Return a value as it is read; a register or account number shows its end only."""
        if isinstance(value, list | tuple):
            return self._rows(name, value)
        given = self.types.get(name)
        if given is not None and given.kind in _MASKED and isinstance(value, str):
            return masked(value)
        words = self._options.get(name)
        if words is not None and isinstance(value, str):
            return words.get(value, value)
        if words is not None and isinstance(value, frozenset):
            return ", ".join(sorted(words.get(one, str(one)) for one in value))
        return format_value(value, given, self.language)

    def placeholder(self, name: str, value: Any) -> Shown:
        """Return a value for a text: shown as it is read, tested for what it is."""
        shown = Shown(self.shown(name, value))
        tested = value is not NONE and value is not None and value is not False
        shown.value = (value if isinstance(value, str | bool) else str(shown)) if tested else False
        return shown

    def label(self, name: str) -> str:
        """Return what people read for a fact: its label, its record's, else its own name."""
        return self._labels.get(name, name)

    @cached_property
    def _options(self) -> Mapping[str, Mapping[str, str]]:
        content = self.package.content
        found = {"application.trigger": _TRIGGERS[self.language]}
        for start, group in (("", content["facts"]), (PARAMETERS, content.get("parameters", {}))):
            for name, declared in group.items():
                words = self._words_of(declared)
                if words:
                    found[start + name] = words
        return found

    def _words_of(self, declared: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what people read for the words of a choice: its own options, else its record's."""
        if declared.get("type") == "file":
            return _GIVEN[self.language]
        own = declared.get("options")
        if own:
            return {word: self._said(text) for word, text in own.items()}
        record, _, column = declared.get("source", "").partition(".")
        if record not in RECORDS or column not in RECORDS[record].columns:
            return {}
        options = RECORDS[record].columns[column].options
        return {one.word: in_words(one, self.language) for one in options}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        found = {name: texts[self.language] for name, texts in _PLATFORM_LABELS.items()}
        for name, fact in self.package.content["facts"].items():
            found[name] = self._fact_label(fact) or name
        for name, rows in self.package.content.get("collections", {}).items():
            if "label" in rows:
                found[name] = self._said(rows["label"])
            for field, declared in rows["fields"].items():
                own = declared.get("label") if isinstance(declared, dict) else None
                label = self._said(own) if own else self._column_labels(rows, field)
                found[f"{name}.{field}"] = label or f"{name}.{field}"
        return found

    def _fact_label(self, fact: Mapping[str, Any]) -> str:
        """Return the fact's own label, else that of its record; a question is the last resort."""
        if "label" in fact:
            return self._said(fact["label"])
        record, _, column = fact.get("source", "").partition(".")
        if record in RECORDS and column in RECORDS[record].columns:
            found = RECORDS[record].columns[column]
            return in_words(found, self.language)
        asked = fact.get("ask", {}).get("label")
        return self._said(asked) if asked else ""

    def _column_labels(self, rows: Mapping[str, Any], field: str) -> str:
        """Return the labels of the columns that hold a field of a record's collection."""
        record, _, name = rows.get("source", "").partition(".")
        if record not in RECORDS or name not in RECORDS[record].collections:
            return ""
        columns = [row[field] for row in RECORDS[record].collections[name].rows if field in row]
        found = (RECORDS[record].columns[column] for column in columns)
        return _OR[self.language].join(in_words(column, self.language) for column in found)

    def _said(self, text: Mapping[str, str]) -> str:
        return in_language(text, self.language)

    def _rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> str:
        """Return the rows of a collection, of each the fields that the package reads."""
        fields = self._fields_read.get(name, ())
        types = EARLIER if name == "earlier" else self.package.declared.collections.get(name, {})
        return format_rows(
            [
                [
                    masked(row[field])
                    if types[field].kind in _MASKED and isinstance(row.get(field), str)
                    else format_value(row.get(field), types[field], self.language)
                    for field in fields
                ]
                for row in rows
            ],
            self.language,
        )

    @cached_property
    def _fields_read(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for expression in self.package.expressions.values():
            for node in syntax.walk(expression.tree):
                if isinstance(node, syntax.Field):
                    found.setdefault(node.rows, {})[node.field] = None
        return {name: tuple(fields) for name, fields in found.items()}


def masked(number: str) -> str:
    """Return a register or account number of which the last two signs show: `••••05`."""
    return "•" * 4 + number[-2:]
