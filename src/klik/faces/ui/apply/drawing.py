"""A question as a page draws it: boxes, choices, files, rows, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from klik.domains.cases.operations.applying import FieldProblem
from klik.faces.ui.apply.helping import hint_of
from klik.faces.ui.apply.protecting import Covered
from klik.ground.territory import municipalities
from klik.packages.form import (
    Field,
    Question,
    Widget,
    field_name,
    fields_of,
    row_count,
    shown_answer,
)
from klik.packages.wording import PageLanguage

Raw = Mapping[str, str]
_NUMERIC: Final = frozenset({Widget.INTEGER, Widget.INSZ})
_DECIMAL: Final = frozenset({Widget.MONEY, Widget.DECIMAL})
_CODES: Final = frozenset({Widget.IBAN, Widget.INSZ, Widget.KBO})
_WIDTHS: Final[Mapping[Widget, str]] = {
    Widget.INTEGER: "4", Widget.DECIMAL: "10", Widget.MONEY: "10", Widget.IBAN: "20",
    Widget.INSZ: "20", Widget.KBO: "20",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """One input: its name is its id."""

    name: str
    value: str
    label: str = ""
    width: str = ""
    inputmode: str = ""
    kind: str = ""
    complete: str = "off"
    listed: bool = False
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or tick."""

    name: str
    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that was added."""

    digest: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, and the field where it is put right."""

    said: str
    field: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question, ready for its template.

    Attributes:
        name: Of its field; also its id where it has one box.
        widget: Which template draws it.
        errors: What is wrong with it.
        rows: Of a repeating group, each a list of drawn fields.
    """

    name: str
    widget: str
    label: str
    help: str = ""
    errors: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    choices: tuple[Choice, ...] = ()
    none: Choice | None = None
    files: tuple[FileShown, ...] = ()
    rows: tuple[tuple[Drawn, ...], ...] = ()
    may_add: bool = False
    is_title: bool = False

    @property
    def first(self) -> str:
        """Return the id of its first input."""
        if self.boxes:
            return self.boxes[0].name
        return self.choices[0].id if self.choices else self.name

    @property
    def described_by(self) -> str:
        """Return the ids of what is read out with its inputs."""
        parts = [f"{self.name}-help"] if self.help else []
        return " ".join([*parts, *([f"{self.name}-error"] if self.errors else [])])


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is the same for each question of a page."""

    language: PageLanguage
    raw: Raw
    problems: Sequence[FieldProblem] = ()
    files: Mapping[str, Sequence[FileShown]] = field(default_factory=dict)
    one_more: str = ""
    """The group to which an empty row is added."""

    def question(self, question: Question) -> Drawn:
        """Return a question of a page."""
        errors = self._errors(question.name, question.widget)
        drawn = Drawn(
            name=question.name,
            widget=question.widget.value,
            label=question.label[self.language],
            help=question.help[self.language] or hint_of(question.widget),
            errors=errors,
            files=tuple(self.files.get(question.name, ())),
        )
        if question.widget is Widget.ROWS:
            return self._group(question, drawn)
        return self._filled(question, drawn, question.name)

    def wrong(self, questions: Sequence[Question]) -> list[Wrong]:
        """Return everything that is wrong on a page, for its summary."""
        labels = {question.name: question.label[self.language] for question in questions}
        first = {question.name: self.question(question).first for question in questions}
        several = len(questions) > 1
        return [
            Wrong(
                f"{labels[one.question]} {one.texts[self.language]}" if several
                and one.question in labels else one.texts[self.language],
                first.get(one.field, one.field),
            )
            for one in self.problems
        ]  # fmt: skip

    def _errors(self, name: str, widget: Widget) -> tuple[str, ...]:
        parts = {name} | {f"{name}-{part}" for part in _PARTS.get(widget, ())}
        return tuple(one.texts[self.language] for one in self.problems if one.field in parts)

    def _filled(self, asked: Question | Field, drawn: Drawn, name: str) -> Drawn:
        boxes = self._boxes(asked, name)
        none = None
        if asked.type.may_be_none:
            none = Choice(
                f"{name}-none", f"{name}-none", "on", _none_word(asked.widget),
                bool(self.raw.get(f"{name}-none")),
            )  # fmt: skip
        return replace(drawn, boxes=boxes, choices=self._choices(asked, name), none=none)

    def _boxes(self, asked: Question | Field, name: str) -> tuple[Box, ...]:
        wrong = {one.field for one in self.problems}
        widget = asked.widget
        if widget in (Widget.CHOICE, Widget.BOOLEAN, Widget.FILE):
            return ()
        parts = _PARTS.get(widget)
        if parts is None:
            value = self.raw.get(name, "")
            if widget is Widget.NIS and value in municipalities():
                value = municipalities()[value].name
            mode = "numeric" if widget in _NUMERIC else "decimal" if widget in _DECIMAL else ""
            kind = "code" if widget in _CODES else ""
            return (
                Box(name, value, width=_WIDTHS.get(widget, ""), inputmode=mode, kind=kind,
                    listed=widget is Widget.NIS, is_wrong=name in wrong),
            )  # fmt: skip
        return tuple(
            Box(
                f"{name}-{part}",
                self.raw.get(f"{name}-{part}", ""),
                label=_label_of(part),
                width=_PART_WIDTHS.get(part, ""),
                inputmode="numeric" if part in _NUMBERS else "",
                complete=_COMPLETE.get(part, "off"),
                is_wrong=bool({name, f"{name}-{part}"} & wrong),
            )
            for part in parts
        )

    def _choices(self, asked: Question | Field, name: str) -> tuple[Choice, ...]:
        chosen = self.raw.get(name, "")
        words: tuple[tuple[str, str], ...] = (("true", _("Yes")), ("false", _("No")))
        if asked.widget is not Widget.BOOLEAN:
            words = tuple((one.word, one.label[self.language]) for one in asked.options)
        return tuple(
            Choice(name, f"{name}-{word}", word, label, word == chosen) for word, label in words
        )

    def _group(self, question: Question, drawn: Drawn) -> Drawn:
        sent = row_count(question, self.raw)
        shown = min(sent + (self.one_more == question.name), question.most) or 1
        rows = tuple(
            tuple(self._row_field(question, place, one) for one in question.fields)
            for place in range(shown)
        )
        none = Choice(
            f"{question.name}-none", f"{question.name}-none", "on", _("There are none"),
            bool(self.raw.get(f"{question.name}-none")),
        )  # fmt: skip
        return replace(drawn, rows=rows, may_add=shown < question.most, none=none)

    def _row_field(self, question: Question, place: int, asked: Field) -> Drawn:
        name = field_name(question, place, asked)
        errors = self._errors(name, asked.widget)
        drawn = Drawn(
            name=name, widget=asked.widget.value, label=asked.label[self.language], errors=errors
        )
        return self._filled(asked, drawn, name)


def raw_of_saved(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a page as they were saved."""
    found: dict[str, str] = {}
    for question in questions:
        if question.name in answers:
            found |= fields_of(question, answers[question.name])
    return found


def answer_shown(question: Question, value: Any, language: PageLanguage) -> str:
    """Return an answer as it is read back; of a municipality its name."""
    if isinstance(value, Covered):
        return value
    if question.widget is Widget.NIS and value in municipalities():
        return municipalities()[value].name
    return shown_answer(question, value, language)


def _none_word(widget: Widget) -> str:
    return _("I do not have this document") if widget is Widget.FILE else _("None")


def _label_of(part: str) -> str:
    return {
        "day": _("Day"), "month": _("Month"), "year": _("Year"),
        "street": _("Street and number"), "box": _("Box (if there is one)"),
        "postcode": _("Postcode"), "town": _("Town"),
    }[part]  # fmt: skip


_PARTS: Final[Mapping[Widget, tuple[str, ...]]] = {
    Widget.DATE: ("day", "month", "year"),
    Widget.ADDRESS: ("street", "box", "postcode", "town"),
}
_NUMBERS: Final = frozenset({"day", "month", "year", "postcode"})
_PART_WIDTHS: Final[Mapping[str, str]] = {
    "day": "2", "month": "2", "year": "4", "box": "4", "postcode": "4",
}  # fmt: skip
_COMPLETE: Final[Mapping[str, str]] = {
    "street": "address-line1", "postcode": "postal-code", "town": "address-level2",
}  # fmt: skip
