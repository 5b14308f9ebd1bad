"""The answers of an application with where each comes from, and the files that go with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from klik.domains.cases import access
from klik.domains.cases.queries import applications
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.answering import address_of
from klik.faces.desk.applications.opening import Opened
from klik.faces.desk.persons import language
from klik.faces.ui.apply.drawing import answer_shown
from klik.ground.identifiers.payments import print_iban
from klik.ground.identifiers.persons import print_insz
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.packages.form import Question, Widget
from klik.packages.records import RECORDS

if TYPE_CHECKING:
    from datetime import datetime

    from klik.domains.cases.models import ApplicationFile

_PERSON: Final = "person"
_IN_FULL: Final[Mapping[Widget, Callable[[str], str]]] = {
    Widget.INSZ: print_insz,
    Widget.IBAN: print_iban,
    Widget.KBO: str,
}


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer or known fact.

    Attributes:
        label: What was asked.
        value: As it is read; numbers show their end only, unless somebody said why she looks.
        source: Who told it.
        note: Where a clerk notes something else; empty where she may not.
        is_disputed: Whether the applicant says that it is not right.
    """

    label: str
    value: str = field(repr=False)
    source: str
    note: str
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that goes with a question."""

    name: str = field(repr=False)
    question: str
    size: int
    added_at: datetime
    href: str


def answers_shown(request: DeskRequest, opened: Opened, *, is_masked: bool) -> list[AnswerShown]:
    """Return what was answered, page after page, then what is known from elsewhere."""
    found = opened.found
    told = [
        AnswerShown(
            label=one.label[language()].rstrip("?."),
            value=_written(one, found.answers[one.name], is_masked=is_masked),
            source=_("The applicant"),
            note=_note(request, opened, one.name),
        )
        for asked in found.pages
        for one in asked.questions
        if one.name in found.answers
    ]
    return told + [
        AnswerShown(
            label=one.label,
            value=_known(opened, one, is_masked=is_masked),
            source=_source(one),
            note="" if one.is_disputed else _note(request, opened, one.name),
            is_disputed=one.is_disputed,
        )
        for one in found.known
    ]


def files_shown(request: DeskRequest, opened: Opened) -> list[FileShown]:
    """Return the files, each with the address where it opens."""
    reference = opened.application.reference
    return [
        FileShown(
            name=applications.name_of_file(one),
            question=_question_of(opened, one),
            size=one.size,
            added_at=one.added_at,
            href=address_of(request, "application-file", reference, UUID(str(one.pk))),
        )
        for one in opened.found.files
    ]


def _question_of(opened: Opened, file: ApplicationFile) -> str:
    if file.question.startswith("."):
        return _("The answer to what we asked")
    return opened.label(file.question)


def _note(request: DeskRequest, opened: Opened, fact: str) -> str:
    application = opened.application
    question = opened.found.form.question(fact)
    is_file = question is not None and question.widget is Widget.FILE
    may_note = access.may_handle(request.staff) and application.is_running and not is_file
    if not may_note or fact not in opened.proposed.notable:
        return ""
    return address_of(request, "note-fact", application.reference, fact)


def _written(question: Question, value: Any, *, is_masked: bool) -> str:
    if is_masked or question.widget not in _IN_FULL or not isinstance(value, str):
        return answer_shown(question, value, language())
    return _in_full(question.widget, value)


def _known(opened: Opened, known: applications.KnownFact, *, is_masked: bool) -> str:
    question = opened.found.form.question(known.name)
    value = opened.found.subject.situation.facts.get(known.name)
    is_number = question is not None and question.widget in _IN_FULL and isinstance(value, str)
    if is_masked or question is None or not is_number:
        return known.shown
    return _in_full(question.widget, str(value))


def _in_full(widget: Widget, value: str) -> str:
    try:
        return _IN_FULL[widget](value)
    except IdentifierRefused:
        return value


def _source(known: applications.KnownFact) -> str:
    if known.source == _PERSON:
        return _("A member of staff")
    record = RECORDS.get(known.source.partition(".")[0])
    if record is None:
        return _("The log-in")
    title = record.title[language()]
    return f"{title}, {known.provider}" if known.provider else title
