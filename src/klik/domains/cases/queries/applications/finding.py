"""Which applications there are, and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import F, QuerySet

from klik.domains.cases import access
from klik.domains.cases.models import (
    Application,
    ApplicationFile,
    ApplicationPage,
    ApplicationQuestion,
    ApplicationState,
    Dispute,
)
from klik.domains.cases.queries.applications.whose import is_barred
from klik.domains.people import queries as people
from klik.ground.canonical import canonical
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

RESIDENT_PREFIX: Final = "resident:"
NOTED: Final = ".noted"
"""The page on which a clerk notes facts: those that no one is asked, and answers she corrected."""
BECAUSE: Final = ".because"
"""The page on which stands, per noted fact, when and how the clerk found it out."""
REGISTER: Final = ".register"
"""The page on which stands what a register told, as it stood when it was last looked up."""
ADDRESS: Final = ".address"
"""The page on which somebody says where she wants her letters."""


class ApplicationNotFound(Refusal):
    """No application of the municipalities acted for, or none of this person."""

    status = 404
    reason = "There is no such application."


class ApplicationsNotYours(Refusal):
    """An actor who may not read or do this with applications."""

    status = 403
    reason = "Your role does not allow this with applications."


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, as she logged in or as a clerk saw her card.

    Attributes:
        number: Her register number, digits only.
        name: Given and family name.
    """

    number: str = field(repr=False)
    name: str = field(repr=False)


def application_of(reference: str, *, person: bytes | None = None) -> Application:
    """Return one application.

    Args:
        reference: Its number, as it stands on the receipt.
        person: The keyed hash of whose it must be; None for staff, who may read any of the town.

    Raises:
        ApplicationNotFound: There is none, it is another person's, or a resident acts who is not
            that person and has no mandate of her.
        ApplicationsNotYours: A resident who does not say who she is, or another role.
    """
    actor = current_actor()
    if not (access.may_read_cases(actor) if person is None else access.may_apply(actor)):
        raise ApplicationsNotYours
    found = Application.objects.filter(reference=reference).first()
    if found is None or (person is not None and bytes(found.person) != person):
        raise ApplicationNotFound
    if is_barred(found):
        raise ApplicationNotFound
    return found


def applications_of_person(person: bytes) -> QuerySet[Application]:
    """Return the applications of one person in the municipalities acted for, the latest first."""
    return Application.objects.filter(person=person).order_by("-started_at", "reference")


def running_draft(municipality_nis: str, person: bytes, package: str) -> Application | None:
    """Return what a person began for a package and is not handed in; None where there is none."""
    return Application.objects.filter(
        municipality_nis=municipality_nis,
        person=person,
        package=package,
        state__in=(ApplicationState.DRAFT, ApplicationState.COSIGN),
    ).first()


def applications_to_decide(municipality_nis: str) -> QuerySet[Application]:
    """Return what was handed in and is not decided, the first to be decided first."""
    found = Application.objects.filter(
        municipality_nis=municipality_nis, state=ApplicationState.SUBMITTED
    )
    return found.order_by("decide_by", "submitted_at", "reference")


def applications_handed_in(municipality_nis: str) -> QuerySet[Application]:
    """Return every application that staff handle or handled, what is to be decided first first.

    Drafts are of who writes them alone.

    Raises:
        ApplicationsNotYours: Another role.
    """
    if not access.may_read_cases(current_actor()):
        raise ApplicationsNotYours
    found = Application.objects.filter(municipality_nis=municipality_nis)
    handed_in = found.filter(submitted_at__isnull=False)
    return handed_in.order_by(F("decide_by").asc(nulls_last=True), "submitted_at", "reference")


def drafts_over(day: date, *, limit: int) -> list[tuple[str, UUID]]:
    """Return municipality and key of drafts whose last day lies before `day`."""
    states = (ApplicationState.DRAFT, ApplicationState.COSIGN)
    found = Application.objects.filter(state__in=states, expires_on__lt=day)
    ordered = found.order_by("expires_on", "id")
    return list(ordered.values_list("municipality_nis", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The answers of one page as they were last saved; version 0 before the first time."""

    page: str
    version: int
    answers: Mapping[str, Any] = field(repr=False)


def saved_pages(application: Application) -> Mapping[str, SavedPage]:
    """Return every page that was saved, by its word; one of no form begins with a point."""
    rows = ApplicationPage.objects.filter(application=application).order_by("page")
    return {row.page: _saved(application, row) for row in rows}


def saved_page(application: Application, page: str) -> SavedPage:
    """Return one page; of version 0 and empty where it was never saved."""
    row = ApplicationPage.objects.filter(application=application, page=page).first()
    return SavedPage(page, 0, {}) if row is None else _saved(application, row)


def answers_of(pages: Mapping[str, SavedPage]) -> dict[str, Any]:
    """Return what the applicant answered, over all her pages."""
    return {
        name: value
        for word, saved in pages.items()
        if not word.startswith(".")
        for name, value in saved.answers.items()
    }


def files_of(application: Application) -> list[ApplicationFile]:
    """Return the files of an application, by question and then as they came."""
    found = ApplicationFile.objects.filter(application=application)
    return list(found.order_by("question", "added_at", "digest"))


def name_of_file(file: ApplicationFile) -> str:
    """Return how the applicant calls a file."""
    return decrypt(file.municipality_nis, file_purpose(file.pk), bytes(file.sealed_name)).decode()


def questions_of(application: Application) -> list[ApplicationQuestion]:
    """Return what was asked more, the first question first."""
    return list(ApplicationQuestion.objects.filter(application=application).order_by("number"))


def open_question(application: Application) -> ApplicationQuestion | None:
    """Return what the applicant must still answer; None where nothing waits for her."""
    return ApplicationQuestion.objects.filter(
        application=application, answered_at__isnull=True
    ).first()


def words_of_question(question: ApplicationQuestion) -> str:
    """Return what was asked, in the clerk's words."""
    sealed, purpose = bytes(question.sealed_words), question_purpose(question.pk, "words")
    return decrypt(question.municipality_nis, purpose, sealed).decode()


def answer_to_question(question: ApplicationQuestion) -> str:
    """Return what was answered in words; empty where only a file or a fact was."""
    if question.sealed_answer is None:
        return ""
    sealed, purpose = bytes(question.sealed_answer), question_purpose(question.pk, "answer")
    return decrypt(question.municipality_nis, purpose, sealed).decode()


def open_disputes(application: Application) -> list[Dispute]:
    """Return the facts of which somebody said that they are not right, still to be settled."""
    found = Dispute.objects.filter(application=application, settled_at__isnull=True)
    return list(found.order_by("fact"))


def words_of_dispute(dispute: Dispute) -> str:
    """Return what the applicant says of a fact."""
    sealed = bytes(dispute.sealed_words)
    return decrypt(dispute.municipality_nis, dispute_purpose(dispute.pk), sealed).decode()


def applicant_of(application: Application) -> Applicant:
    """Return who applies; empty where she was erased."""
    if application.sealed_applicant is None:
        return Applicant("", "")
    sealed = bytes(application.sealed_applicant)
    kept = json.loads(decrypt(application.municipality_nis, applicant_purpose(application), sealed))
    return Applicant(kept["number"], kept["name"])


def sealed_applicant(application: Application, applicant: Applicant) -> bytes:
    """Return who applies, encrypted for the row of this application."""
    kept = canonical({"number": applicant.number, "name": applicant.name})
    return encrypt(application.municipality_nis, applicant_purpose(application), kept)


def helper_of(application: Application) -> str:
    """Return the name of who applied for another under a mandate; empty where nobody did."""
    if not application.opened_by.startswith(RESIDENT_PREFIX):
        return ""
    try:
        opener = people.resident_of(application.opened_by)
    except people.ResidentNotFound:
        return ""
    return "" if opener.person == bytes(application.person) else opener.name


def words_of_ruling(application: Application) -> str:
    """Return what the person who ruled adds to the letter; empty where she adds nothing."""
    if application.sealed_ruling is None:
        return ""
    sealed = bytes(application.sealed_ruling)
    return decrypt(application.municipality_nis, ruling_purpose(application), sealed).decode()


def applicant_purpose(application: Application) -> str:
    """Return what the applicant is encrypted for."""
    return f"application:applicant/{application.pk}"


def ruling_purpose(application: Application) -> str:
    """Return what the words of a ruling are encrypted for."""
    return f"application:ruling/{application.pk}"


def page_purpose(application_id: UUID, page: str) -> str:
    """Return what the answers of a page are encrypted for."""
    return f"page:{application_id.hex}/{page}"


def file_purpose(file_id: UUID) -> str:
    """Return what the name of a file is encrypted for."""
    return f"application:file/{file_id}"


def question_purpose(question_id: UUID, part: str) -> str:
    """Return what the words or the answer of a question are encrypted for."""
    return f"application:question-{part}/{question_id}"


def dispute_purpose(dispute_id: UUID) -> str:
    """Return what the words of a dispute are encrypted for."""
    return f"application:dispute/{dispute_id}"


def questions_with_files(files: Collection[ApplicationFile]) -> frozenset[str]:
    """Return the questions that have a file."""
    return frozenset(one.question for one in files)


def _saved(application: Application, row: ApplicationPage) -> SavedPage:
    purpose = page_purpose(application.pk, row.page)
    answers = json.loads(decrypt(application.municipality_nis, purpose, bytes(row.sealed)))
    return SavedPage(row.page, row.version, answers)
