"""The pages and questions of one adoption, with the words that people read."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.form.needed import needed_facts
from klik.packages.french import in_language
from klik.packages.records import RECORDS
from klik.packages.wording import PageLanguage
from klik.rules.evaluator import Closure, closure_of
from klik.rules.types import Kind, Type

LANGUAGES: tuple[PageLanguage, ...] = ("nl", "en", "fr")
Words = Mapping[PageLanguage, str]


class Widget(enum.StrEnum):
    """How a value is given; a template exists for each."""

    DATE = "date"  # three boxes: day, month, year
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    IBAN = "iban"
    INSZ = "insz"
    KBO = "kbo"
    NIS = "nis"
    ADDRESS = "address"  # street with number, box, postcode, town
    FILE = "file"
    TEXT = "text"
    ROWS = "rows"  # a repeating group


@dataclass(frozen=True, slots=True)
class Option:
    """A word of a choice, with what people read for it."""

    word: str
    label: Words


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a repeating group, asked in each of its rows."""

    name: str
    widget: Widget
    type: Type
    label: Words
    options: tuple[Option, ...] = ()
    minimum: Any = None
    maximum: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """One fact or collection that is asked.

    Attributes:
        name: As the package declares it; also the name of its field on the page.
        widget: How it is given.
        type: Of the rule language; of a collection, a text that nobody reads.
        label: The question.
        help: A sentence below it; empty where there is none.
        options: Of a choice, in the package's order.
        minimum, maximum: Of a number; None where there is none.
        alternatives: Other facts of which one is enough: the keys of the subject.
        fields: Of a repeating group.
        most: How many rows at most.
    """

    name: str
    widget: Widget
    type: Type
    label: Words
    help: Words
    options: tuple[Option, ...] = ()
    minimum: Any = None
    maximum: Any = None
    alternatives: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    most: int = 1

    @property
    def may_be_none(self) -> bool:
        """Whether *none* is an answer: a document that is not there, a date without end."""
        return self.type.may_be_none


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are asked together.

    Attributes:
        word: Names the page in its address.
        title: What people read above it; empty where its one question says it.
        questions: In the package's order.
        shown_when: Gives whether it is shown; None for always.
    """

    word: str
    title: Words
    questions: tuple[Question, ...]
    shown_when: Closure | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that can be asked under one adoption, ready to be used for many people."""

    pages: tuple[Page, ...]
    values: Mapping[str, Closure] = field(compare=False, repr=False)

    def question(self, name: str) -> Question | None:
        """Return a question by the name of its fact; None where it is not asked."""
        found = (one for page in self.pages for one in page.questions if one.name == name)
        return next(found, None)

    def page(self, word: str) -> Page | None:
        """Return a page by its word; None where there is none."""
        return next((page for page in self.pages if page.word == word), None)


def form_of(adoption: Adoption) -> Form:
    """Return the form of an adopted package, with only what can matter under this adoption.

    Make it once per adoption: it holds nothing of a person.
    """
    content = adoption.package.content
    needed = needed_facts(adoption)
    asked = [(number, page) for number, page in enumerate(content.get("form", ()))]
    pages = []
    for number, page in asked:
        questions = tuple(_question(adoption, name) for name in page["asks"] if name in needed)
        shown = adoption.package.expressions.get(("form", number, "shown_when"))
        closure = None if shown is None else closure_of(shown.tree)
        if questions:
            pages.append(Page(page["page"], _words(page.get("title")), questions, closure))
    rulebook = adoption.decider.rulebook
    values = {one.name: closure_of(one.expression.tree) for one in rulebook.values}
    return Form(tuple(pages), values)


def _question(adoption: Adoption, name: str) -> Question:
    content = adoption.package.content
    if name in content.get("collections", {}):
        return _group(adoption, name)
    declared = content["facts"][name]
    given = adoption.package.declared.facts[name]
    keys = adoption.package.rulebook.keys
    return Question(
        name=name,
        widget=_WIDGETS[given.kind],
        type=given,
        label=_words(declared["ask"]["label"]),
        help=_words(declared["ask"].get("help")),
        options=_options(declared),
        minimum=declared.get("minimum"),
        maximum=declared.get("maximum"),
        alternatives=tuple(one for one in keys if one != name) if name in keys else (),
    )


def _group(adoption: Adoption, name: str) -> Question:
    declared = adoption.package.content["collections"][name]
    ask = declared["ask"]
    types = adoption.package.declared.collections[name]
    return Question(
        name=name,
        widget=Widget.ROWS,
        type=Type(Kind.ROWS),
        label=_words(ask.get("label") or declared.get("label") or {"nl": name}),
        help=_words(ask.get("help")),
        fields=tuple(
            _field(field_name, given, types[field_name], declared)
            for field_name, given in declared["fields"].items()
        ),
        most=int(ask.get("repeat", {}).get("max", 1)),
    )


def _field(name: str, declared: Any, given: Type, rows: Mapping[str, Any]) -> Field:
    own = declared if isinstance(declared, Mapping) else {}
    label = own.get("label") or _column_label(rows, name) or {"nl": name}
    return Field(
        name=name,
        widget=_WIDGETS[given.kind],
        type=given,
        label=_words(label),
        options=_options(own),
        minimum=own.get("minimum"),
        maximum=own.get("maximum"),
    )


def _column_label(rows: Mapping[str, Any], name: str) -> dict[str, str] | None:
    record, _, collection = rows.get("source", "").partition(".")
    if record not in RECORDS or collection not in RECORDS[record].collections:
        return None
    first = RECORDS[record].collections[collection].rows[0]
    column = RECORDS[record].columns.get(first.get(name, ""))
    return None if column is None else {"nl": column.nl, "en": column.en}


def _options(declared: Mapping[str, Any]) -> tuple[Option, ...]:
    if declared.get("options"):
        return tuple(Option(word, _words(label)) for word, label in declared["options"].items())
    record, _, column = declared.get("source", "").partition(".")
    if record not in RECORDS or column not in RECORDS[record].columns:
        return ()
    options = RECORDS[record].columns[column].options
    return tuple(Option(one.word, _words({"nl": one.nl, "en": one.en})) for one in options)


def _words(text: Mapping[str, str] | None) -> Words:
    """Return a text in every language; Dutch where a package has no other."""
    return {one: in_language(text or {}, one) for one in LANGUAGES}


_WIDGETS: Mapping[Kind, Widget] = {
    Kind.BOOLEAN: Widget.BOOLEAN,
    Kind.INTEGER: Widget.INTEGER,
    Kind.DECIMAL: Widget.DECIMAL,
    Kind.MONEY: Widget.MONEY,
    Kind.DATE: Widget.DATE,
    Kind.TEXT: Widget.TEXT,
    Kind.CHOICE: Widget.CHOICE,
    Kind.INSZ: Widget.INSZ,
    Kind.IBAN: Widget.IBAN,
    Kind.KBO: Widget.KBO,
    Kind.NIS: Widget.NIS,
    Kind.ADDRESS: Widget.ADDRESS,
    Kind.FILE: Widget.FILE,
}
