"""Writing to the applicant what is asked more: prepared, set, and sent, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import ApplicationQuestion
from klik.domains.cases.operations.consequences import Rendered
from klik.domains.cases.queries.applications.evaluating import evaluated, language_of
from klik.domains.cases.queries.applications.finding import (
    ApplicationsNotYours,
    applicant_of,
    words_of_question,
)
from klik.domains.documents import operations as documents
from klik.domains.messages import operations as messages
from klik.ground.granting.covers import cover_of_answer
from klik.ground.granting.replies import Replies
from klik.ground.letters.letter import Letter, Recipient
from klik.ground.letters.letter_text import plain_text
from klik.ground.tenancy import current_actor


@dataclass(frozen=True, slots=True)
class Told:
    """A question that is to be told, with its letter."""

    question_id: UUID
    letter: Letter = field(repr=False)


def prepare_question(question_id: UUID) -> Told | None:
    """Return the letter of a question; None where it was answered before anybody wrote.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    question = _question(question_id)
    if question is None or question.answered_at is not None:
        return None
    found = evaluated(question.application, moment=question.asked_at)
    replies = Replies(found.adoption, language=language_of(question.application))
    words = plain_text(words_of_question(question))
    letter = replies.asking(found.subject, words=words, until=question.answer_by)
    return Told(question.pk, letter)


def tell_question(told: Told, rendered: Rendered, *, moment: datetime) -> None:
    """File the letter of a question and send it; again changes nothing.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    question = _question(told.question_id)
    if question is None:
        return
    application, nis = question.application, question.municipality_nis
    found = evaluated(application, moment=question.asked_at)
    name = applicant_of(application).name
    key = f"question:{application.reference}/{question.number}"
    documents.file_document(
        nis,
        key=key,
        digest=rendered.digest,
        size=rendered.size,
        media_type="application/pdf",
        title=f"Vraag bij {application.reference}",
        about_kind="application",
        about=application.reference,
        moment=moment,
    )
    cover = cover_of_answer(
        found.adoption,
        name=name,
        reference=application.reference,
        language=language_of(application),
    )
    request = found.subject.request
    lines = () if request is None else request.address_lines
    messages.send(
        nis,
        key=key,
        person=bytes(application.person),
        recipient=Recipient(name=name, address_lines=lines),
        subject=cover.subject,
        body_markdown=cover.body_markdown,
        document_keys=[key],
        language=language_of(application),
        kind="question",
        moment=moment,
    )


def _question(question_id: UUID) -> ApplicationQuestion | None:
    if not access.may_decide(current_actor()):
        raise ApplicationsNotYours
    rows = ApplicationQuestion.objects.select_related("application")
    return rows.filter(pk=question_id).first()
