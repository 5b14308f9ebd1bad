"""What an application comes to now: what is known and from where, what is asked, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from klik.domains.cases.models import Application, ApplicationFile, Dispute
from klik.domains.cases.queries.applications.finding import (
    ADDRESS,
    NOTED,
    REGISTER,
    SavedPage,
    answers_of,
    applicant_of,
    files_of,
    open_disputes,
    open_question,
    questions_with_files,
    saved_pages,
    words_of_ruling,
)
from klik.domains.cases.queries.applications.knowing import (
    KnownFact,
    KnownFrom,
    known_facts,
    names_from_elsewhere,
)
from klik.domains.cases.queries.applications.terms import decide_by
from klik.domains.catalogue import queries as catalogue
from klik.domains.catalogue.models import AdoptionRecord
from klik.ground.clock import HOME
from klik.ground.deliveries import Accepted
from klik.ground.granting.grounds import row_of_kept
from klik.ground.granting.noted import Noted
from klik.ground.granting.rulings import Ruling, rule_on
from klik.ground.granting.stated import Request
from klik.ground.granting.subjects import Subject
from klik.ground.granting.subjects_asked import NO_ROW, subject_of_request
from klik.packages.adoption import Adoption
from klik.packages.form import Asked, Form, Widget, form_of, pages_to_ask
from klik.packages.wording import Language
from klik.rules.decision import Decision, Outcome

FORMS_KEPT: Final = 64  # per process


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An application as it stands.

    Attributes:
        application: Itself.
        record: The adoption that counts, of the reference day where that is known.
        adoption: The same, ready to decide.
        form: Its pages.
        saved: What was saved, by page.
        answers: What she answered, files included.
        files: What she added.
        pages: What is asked of her, page by page.
        known: What is shown and not asked.
        ruling: What follows, today.
        decide_by: The last day to decide, were it handed in today; None where no day says so.
    """

    application: Application
    record: AdoptionRecord
    adoption: Adoption
    form: Form = field(repr=False)
    saved: Mapping[str, SavedPage] = field(repr=False)
    answers: Mapping[str, Any] = field(repr=False)
    files: tuple[ApplicationFile, ...]
    disputes: tuple[Dispute, ...]
    pages: tuple[Asked, ...]
    known: tuple[KnownFact, ...] = field(repr=False)
    ruling: Ruling = field(repr=False)
    decide_by: date | None

    @property
    def subject(self) -> Subject:
        """Return the subject of the request."""
        return self.ruling.subject

    @property
    def decision(self) -> Decision:
        """Return what the rules say."""
        return self.ruling.decision

    @property
    def row(self) -> Accepted:
        """Return what a register told; `NO_ROW` where none did."""
        return self.ruling.subject.row

    @property
    def is_answered(self) -> bool:
        """Whether every page that is asked has its answers."""
        return all(page.is_answered for page in self.pages)

    @property
    def is_granted_by_the_rules(self) -> bool:
        """Whether the machine may grant: every condition is met, and nobody needs to look first."""
        return self.ruling.is_told and not self.disputes


def evaluated(
    application: Application, *, moment: datetime, language: Language | None = None
) -> Evaluated:
    """Return what an application comes to at `moment`: facts, pages, and what the rules say.

    Before it is handed in, the day of `moment` stands for the day on which it is.

    Raises:
        AdoptionNotFound: The adoption is of another municipality.
        CannotDecrypt: An answer was changed since.
    """
    record = catalogue.adoption_of(application.adoption_id)
    found = _evaluated(application, record, moment, language)
    day = found.decision.reference_day
    rebound = _adoption_on(application, record, day) if day is not None else record
    return found if rebound.pk == record.pk else _evaluated(application, rebound, moment, language)


def _adoption_on(application: Application, record: AdoptionRecord, day: date) -> AdoptionRecord:
    """Return the adoption of the same package in force on the reference day; else the one bound."""
    if record.from_on <= day and (record.until_on is None or day <= record.until_on):
        return record
    found = catalogue.adoptions_in_force(application.municipality_nis, day)
    return found.filter(package=application.package).first() or record


def _evaluated(
    application: Application, record: AdoptionRecord, moment: datetime, language: Language | None
) -> Evaluated:
    adoption, form = catalogue.compiled(record), _form(record)
    saved, files = saved_pages(application), tuple(files_of(application))
    disputes = tuple(open_disputes(application))
    answers = _with_files(form, answers_of(saved), files)
    language = language or language_of(application)
    request = _request(application, answers, saved, moment)
    noted = Noted(
        facts=saved[NOTED].answers if NOTED in saved else {}, own_words=words_of_ruling(application)
    )
    row = row_of_kept(saved[REGISTER].answers) if REGISTER in saved else NO_ROW
    subject = subject_of_request(
        adoption,
        request,
        row=row,
        reference=application.reference,
        decided_on=moment.astimezone(HOME).date(),
        noted=noted,
    )
    from_elsewhere = names_from_elsewhere(adoption, subject, answers)
    ruling = rule_on(adoption, subject, language=language_of(application))
    return Evaluated(
        application=application,
        record=record,
        adoption=adoption,
        form=form,
        saved=saved,
        answers=answers,
        files=files,
        disputes=disputes,
        pages=pages_to_ask(form, subject.situation, known=from_elsewhere, answers=answers),
        known=known_facts(KnownFrom(adoption, form, subject, from_elsewhere), disputes, language),
        ruling=ruling,
        decide_by=decide_by(adoption, subject),
    )


def _request(
    application: Application,
    answers: Mapping[str, Any],
    saved: Mapping[str, SavedPage],
    moment: datetime,
) -> Request:
    applicant = applicant_of(application)
    received = application.submitted_at or moment
    complete = application.complete_at or moment
    address = saved[ADDRESS].answers.get("lines", []) if ADDRESS in saved else []
    return Request(
        applicant=applicant.number,
        name=applicant.name,
        address_lines=tuple(address),
        received_on=application.received_on or received.astimezone(HOME).date(),
        complete_on=application.received_on or complete.astimezone(HOME).date(),
        stated=answers,
    )


def _with_files(
    form: Form, answers: dict[str, Any], files: tuple[ApplicationFile, ...]
) -> dict[str, Any]:
    """A file that was added answers its question; without one it may be said that there is none."""
    given = questions_with_files(files)
    for page in form.pages:
        for question in page.questions:
            if question.widget is Widget.FILE:
                if question.name in given:
                    answers[question.name] = "given"
                elif answers.get(question.name) != "none":
                    answers.pop(question.name, None)
    return answers


class _Keyed:
    """An adoption whose form is made once: equal texts under equal releases are one."""

    def __init__(self, record: AdoptionRecord) -> None:
        self.key = (record.digest, record.release.digest)
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def _form(record: AdoptionRecord) -> Form:
    return _kept_form(_Keyed(record))


@lru_cache(maxsize=FORMS_KEPT)
def _kept_form(keyed: _Keyed) -> Form:
    return form_of(catalogue.compiled(keyed.record))


def language_of(application: Application) -> Language:
    """Return the language of the letters about an application."""
    return "en" if application.language == "en" else "nl"


def refusable(decision: Decision) -> bool:
    """Return whether a person may refuse: a condition is not met, or nothing is in force."""
    return decision.outcome in (Outcome.REFUSED, Outcome.NOT_SELECTED)


def file_asked(found: Evaluated) -> str:
    """Return for which question a document that answers a clerk counts: hers, or the form's."""
    question = open_question(found.application)
    if question is None:
        return ""
    asked = found.form.question(question.fact)
    is_file = asked is not None and asked.widget is Widget.FILE
    return question.fact if is_file else f".question-{question.number}"
