"""An application as it was read: what is known, what was answered, and which pages are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from klik.domains.cases.models import Application, ApplicationFile, Dispute, SilentSource
from klik.domains.cases.queries.applications.finding import (
    ADDRESS,
    NOTED,
    REGISTER,
    SavedPage,
    answers_of,
    applicant_of,
    files_of,
    open_disputes,
    questions_with_files,
    saved_pages,
    words_of_ruling,
)
from klik.domains.cases.queries.applications.knowing import (
    keys_of_subject,
    names_from_elsewhere,
)
from klik.domains.cases.queries.applications.silent import silent_source
from klik.domains.cases.queries.claims import claims_on
from klik.domains.catalogue import queries as catalogue
from klik.domains.catalogue.models import AdoptionRecord
from klik.ground.clock import HOME
from klik.ground.granting.grounds import row_of_kept
from klik.ground.granting.noted import Noted
from klik.ground.granting.stated import Request
from klik.ground.granting.subjects import Subject
from klik.ground.granting.subjects_asked import NO_ROW, subject_of_request
from klik.packages.adoption import Adoption
from klik.packages.form import Asked, Form, Widget, form_of, pages_to_ask
from klik.rules.situation import EarlierAward

FORMS_KEPT: Final = 64  # per process


@dataclass(frozen=True, slots=True)
class Read:
    """What the tables hold of an application, decrypted once.

    Attributes:
        application: Itself.
        saved: What was saved, by page.
        files: What was added.
        disputes: What is not right, and not settled yet.
        silent: The source that does not answer; None where all do.
        moment: On which it is looked at.
    """

    application: Application
    saved: Mapping[str, SavedPage] = field(repr=False)
    files: tuple[ApplicationFile, ...]
    disputes: tuple[Dispute, ...]
    moment: datetime
    silent: SilentSource | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An application before any rule is applied to it; `evaluating.Evaluated` adds what follows.

    Attributes:
        read: What the tables hold.
        record: The adoption that counts, of the reference day where that is known.
        adoption: The same, ready to decide.
        form: Its pages.
        answers: What she answered, files included.
        subject: About whom is decided, with every fact that is known.
        from_elsewhere: Which facts are shown and not asked.
        pages: What is asked of her, page by page.
    """

    read: Read
    record: AdoptionRecord
    adoption: Adoption
    form: Form = field(repr=False)
    answers: Mapping[str, Any] = field(repr=False)
    subject: Subject = field(repr=False)
    from_elsewhere: frozenset[str]
    pages: tuple[Asked, ...]

    @property
    def application(self) -> Application:
        """Return the application itself."""
        return self.read.application

    @property
    def saved(self) -> Mapping[str, SavedPage]:
        """Return what was saved, by page."""
        return self.read.saved

    @property
    def files(self) -> tuple[ApplicationFile, ...]:
        """Return what was added."""
        return self.read.files

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """Return what is not right, and not settled yet."""
        return self.read.disputes

    @property
    def silent(self) -> SilentSource | None:
        """Return the source that does not answer; None where all do."""
        return self.read.silent

    def with_silent(self, silent: SilentSource | None) -> Standing:
        """Return the application after a source fell silent, or answered again."""
        return replace(self, read=replace(self.read, silent=silent))

    def with_page(self, saved: SavedPage) -> Standing:
        """Return the application after a page of it was saved; nothing is read again."""
        read = replace(self.read, saved={**self.saved, saved.page: saved})
        return standing_of(read)

    def without_page(self, word: str) -> Standing:
        """Return the application after a page of it was deleted."""
        kept = {page: one for page, one in self.saved.items() if page != word}
        return standing_of(replace(self.read, saved=kept))


def standing(application: Application, *, moment: datetime) -> Standing:
    """Return an application as it stands at `moment`.

    Raises:
        AdoptionNotFound: The adoption is of another municipality.
        CannotDecrypt: An answer was changed since.
    """
    return standing_of(
        Read(
            application=application,
            saved=saved_pages(application),
            files=tuple(files_of(application)),
            disputes=tuple(open_disputes(application)),
            moment=moment,
            silent=silent_source(application),
        )
    )


def standing_of(read: Read) -> Standing:
    """Return how an application stands by what was read of it.

    Raises:
        AdoptionNotFound: The adoption is of another municipality.
    """
    record = catalogue.adoption_of(read.application.adoption_id)
    found = _standing(read, record)
    day = found.adoption.decider.reference_day(found.subject.situation)
    rebound = _adoption_on(read.application, record, day) if day is not None else record
    return found if rebound.pk == record.pk else _standing(read, rebound)


def _adoption_on(application: Application, record: AdoptionRecord, day: date) -> AdoptionRecord:
    """Return the adoption of the same package in force on the reference day; else the one bound."""
    if record.from_on <= day and (record.until_on is None or day <= record.until_on):
        return record
    found = catalogue.adoptions_in_force(application.municipality_nis, day)
    return found.filter(package=application.package).first() or record


def _standing(read: Read, record: AdoptionRecord) -> Standing:
    application, saved, moment = read.application, read.saved, read.moment
    adoption, form = catalogue.compiled(record), _form(record)
    answers = _with_files(form, answers_of(saved), read.files)
    noted = Noted(
        facts=saved[NOTED].answers if NOTED in saved else {}, own_words=words_of_ruling(application)
    )
    subject = subject_of_request(
        adoption,
        _request(application, answers, saved, moment),
        row=row_of_kept(saved[REGISTER].answers) if REGISTER in saved else NO_ROW,
        reference=application.reference,
        decided_on=moment.astimezone(HOME).date(),
        noted=noted,
    )
    subject = _with_earlier(application, record, adoption, subject)
    from_elsewhere = names_from_elsewhere(adoption, subject, answers)
    return Standing(
        read=read,
        record=record,
        adoption=adoption,
        form=form,
        answers=answers,
        subject=subject,
        from_elsewhere=from_elsewhere,
        pages=pages_to_ask(form, subject.situation, known=from_elsewhere, answers=answers),
    )


def _with_earlier(
    application: Application, record: AdoptionRecord, adoption: Adoption, subject: Subject
) -> Subject:
    """Return a subject with what it got before, where that matters: it is given after years again.

    Of an application that ended its decision keeps what counted.
    """
    if not application.is_running or years_between(adoption) is None:
        return subject
    claims = claims_on(record.family, keys_of_subject(adoption, subject))
    cases = {one.case_id: one for one in claims.values()}
    earlier = tuple(
        EarlierAward(Decimal(0), one.taken_on, one.counts_from)
        for one in sorted(cases.values(), key=lambda one: one.taken_on)
    )
    return replace(subject, situation=replace(subject.situation, earlier=earlier))


def years_between(adoption: Adoption) -> int | None:
    """Return after how many years a benefit is given again; None where it never or always is.

    Where its awards differ, the shortest: each award is judged by its own.
    """
    rulebook = adoption.package.rulebook
    found = [one.once or rulebook.once for one in rulebook.awards] or [rulebook.once]
    if any(once is not None and once.years is None for once in found):
        return None
    return min((once.years for once in found if once is not None and once.years), default=None)


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
