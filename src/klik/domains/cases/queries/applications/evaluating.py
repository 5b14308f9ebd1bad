"""What an application comes to now: what is known and from where, what is asked, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from klik.domains.cases.models import Application, ApplicationFile, Dispute, SilentSource
from klik.domains.cases.queries.applications.finding import SavedPage, open_question
from klik.domains.cases.queries.applications.knowing import KnownFact, KnownFrom, known_facts
from klik.domains.cases.queries.applications.standing import Standing, standing
from klik.domains.cases.queries.applications.terms import decide_by
from klik.domains.catalogue.models import AdoptionRecord
from klik.ground.deliveries import Accepted
from klik.ground.granting.rulings import Ruling, rule_on
from klik.ground.granting.subjects import Subject
from klik.packages.adoption import Adoption
from klik.packages.form import Asked, Form, Widget
from klik.packages.wording import Language, PageLanguage
from klik.rules.decision import Decision, Outcome


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
        silent: The source that does not answer; None where all do.
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
    silent: SilentSource | None = None

    @property
    def waits(self) -> bool:
        """Whether nothing may be decided yet: a fact is disputed, or a source does not answer."""
        return bool(self.disputes) or self.silent is not None

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
        return self.ruling.is_told and not self.waits


def evaluated(
    application: Application, *, moment: datetime, language: PageLanguage | None = None
) -> Evaluated:
    """Return what an application comes to at `moment`: facts, pages, and what the rules say.

    Before it is handed in, the day of `moment` stands for the day on which it is.

    Raises:
        AdoptionNotFound: The adoption is of another municipality.
        CannotDecrypt: An answer was changed since.
    """
    return evaluated_from(standing(application, moment=moment), language=language)


def evaluated_from(found: Standing, *, language: PageLanguage | None = None) -> Evaluated:
    """Return what an application comes to, from what was read of it: every rule is applied here."""
    application, adoption, subject = found.application, found.adoption, found.subject
    known = KnownFrom(adoption, found.form, subject, found.from_elsewhere)
    return Evaluated(
        application=application,
        record=found.record,
        adoption=adoption,
        form=found.form,
        saved=found.saved,
        answers=found.answers,
        files=found.files,
        disputes=found.disputes,
        pages=found.pages,
        known=known_facts(known, found.disputes, language or language_of(application)),
        ruling=rule_on(adoption, subject, language=language_of(application)),
        decide_by=decide_by(adoption, subject),
        silent=found.silent,
    )


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
