"""The answers of one page: read, checked, and shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from klik.packages.compiling import given_value
from klik.packages.form.problems import AnswerRefused, Texts, refused
from klik.packages.form.questions import Field, Question, Widget
from klik.packages.form.reading import Checks, Raw, nothing_given, raw_of, read_value
from klik.packages.showing import masked
from klik.packages.wording import PageLanguage, format_value
from klik.rules.types import NONE


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a page.

    Attributes:
        field: Its name on the page, to which a link in the summary leads.
        question: Of which question it is.
        texts: What to do, in each language.
    """

    field: str
    question: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Answers:
    """What a page answers.

    Attributes:
        values: Per question its value as written; left out where it was left empty.
        problems: What does not hold; nothing is to be kept of those questions.
    """

    values: Mapping[str, Any]
    problems: tuple[FieldProblem, ...]


def read_page(
    questions: Sequence[Question], raw: Raw, *, checks: Checks, given: Mapping[str, Any]
) -> Answers:
    """Return what was answered on a page.

    Args:
        questions: That the page asks.
        raw: Its fields by name, as they were sent.
        checks: Per widget what looks at check digits; a widget without one takes any text.
        given: What was answered before, on other pages: for keys of which one is enough.
    """
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for question in questions:
        found, wrong = read_answer(question, raw, checks=checks)
        problems += wrong
        if found is not None:
            values[question.name] = found
    problems += _left_empty(questions, values, given, {one.question for one in problems})
    order = {question.name: place for place, question in enumerate(questions)}
    return Answers(values, tuple(sorted(problems, key=lambda one: order[one.question])))


def _left_empty(
    questions: Sequence[Question],
    values: Mapping[str, Any],
    given: Mapping[str, Any],
    wrong: set[str],
) -> list[FieldProblem]:
    """Return a problem for each question that needs an answer and has none.

    Of alternatives one is enough; where none is answered, the first one says so.
    """
    problems = []
    settled = {*values, *given, *wrong}
    for question in questions:
        if question.name in values or question.name in wrong:
            continue
        if not question.alternatives:
            problems.append(_problem(question, question.name, nothing_given(question)))
        elif not settled & set(question.alternatives):
            problems.append(_problem(question, question.name, refused("alternatives")))
            settled.add(question.name)
    return problems


def read_answer(
    question: Question, raw: Raw, *, checks: Checks
) -> tuple[Any, tuple[FieldProblem, ...]]:
    """Return the value of one question as written, None where it was left empty, and problems."""
    if question.widget is Widget.ROWS:
        return _read_rows(question, raw, checks)
    try:
        return read_value(question, raw, question.name, checks), ()
    except AnswerRefused as wrong:
        return None, (_problem(question, question.name, wrong),)


def row_count(question: Question, raw: Raw) -> int:
    """Return how many rows of a group a page sent, at most what it may have."""
    text = raw.get(f"{question.name}-rows", "")
    sent = int(text[:4]) if text.isascii() and text.isdigit() else 0
    return min(sent, question.most)


def fields_of(question: Question, value: Any) -> dict[str, str]:
    """Return the fields of a page that show a value as it was written."""
    if question.widget is not Widget.ROWS:
        return raw_of(question, value, question.name)
    if value is None:
        return {}
    if not value:
        return {f"{question.name}-none": "on"}
    found = {f"{question.name}-rows": str(len(value))}
    for place, row in enumerate(value):
        for field in question.fields:
            found |= raw_of(field, row.get(field.name), field_name(question, place, field))
    return found


def field_name(question: Question, place: int, field: Field) -> str:
    """Return the name on a page of a field in a row of a group."""
    return f"{question.name}-{place}-{field.name}"


def shown_answer(asked: Question | Field, value: Any, language: PageLanguage) -> str:
    """Return an answer as it is read back to who gave it; of a group, row after row.

    Of a register or account number only the ends show: enough to recognise it.
    """
    if isinstance(asked, Question) and asked.widget is Widget.ROWS:
        rows = [
            ", ".join(
                shown_answer(field, row[field.name], language)
                for field in asked.fields
                if row.get(field.name) is not None
            )
            for row in value or ()
        ]
        return "; ".join(rows) or format_value(NONE, None, language)
    if asked.widget is Widget.FILE:
        return _FILES[language][value == "given"]
    if asked.widget in _MASKED and isinstance(value, str):
        return _MASKED[asked.widget](value)
    words = {option.word: option.label[language] for option in asked.options}
    if isinstance(value, str) and value in words:
        return words[value]
    return format_value(given_value(value, asked.type), asked.type, language)


def _read_rows(
    question: Question, raw: Raw, checks: Checks
) -> tuple[list[dict[str, Any]] | None, tuple[FieldProblem, ...]]:
    if raw.get(f"{question.name}-none"):
        return [], ()
    rows: list[dict[str, Any]] = []
    problems: list[FieldProblem] = []
    for place in range(row_count(question, raw)):
        found, wrong = _read_row(question, place, raw, checks)
        if found or wrong:
            rows.append(found)
            problems += wrong
    return (None if problems or not rows else rows), tuple(problems)


def _read_row(
    question: Question, place: int, raw: Raw, checks: Checks
) -> tuple[dict[str, Any], list[FieldProblem]]:
    found: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    empty: list[Field] = []
    for field in question.fields:
        name = field_name(question, place, field)
        try:
            value = read_value(field, raw, name, checks)
        except AnswerRefused as wrong:
            problems.append(_problem(question, name, wrong))
            continue
        if value is None:
            empty.append(field)
        else:
            found[field.name] = value
    if found or problems:  # a row that was left empty is no row
        problems += [
            _problem(question, field_name(question, place, one), nothing_given(one))
            for one in empty
        ]
    return found, problems


def _problem(question: Question, name: str, wrong: AnswerRefused) -> FieldProblem:
    return FieldProblem(f"{name}-{wrong.part}" if wrong.part else name, question.name, wrong.texts)


def _masked_account(value: str) -> str:
    return f"{value[:4]} •••• •••• {value[-4:]}"


_MASKED: Mapping[Widget, Callable[[str], str]] = {
    Widget.INSZ: masked,
    Widget.IBAN: _masked_account,
}
_FILES: Mapping[PageLanguage, tuple[str, str]] = {
    "nl": ("dit document heb ik niet", "toegevoegd"),
    "en": ("I do not have this document", "added"),
    "fr": ("je n'ai pas ce document", "ajouté"),
}
