"""Reminding somebody of what was asked of her, once, some days before its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import (
    ApplicationQuestion,
    ApplicationState,
    CoSignature,
    SignatureState,
)
from klik.domains.cases.operations.applying.keeping import record_act_on
from klik.domains.cases.queries.applications.evaluating import evaluated, language_of
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours, applicant_of
from klik.domains.cases.queries.applications.signing import signer_of
from klik.domains.documents import queries as documents
from klik.domains.messages import operations as messages
from klik.domains.messages import queries as sent
from klik.ground.granting.covers import cover_to_remind
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import current_actor

DAYS_BEFORE: Final = 7
LEAST_DAYS_ASKED: Final = 7
"""Whoever was asked this week needs no reminder yet, however short the term is."""


def questions_to_remind(today: date, *, limit: int, after: UUID | None) -> list[tuple[str, UUID]]:
    """Return municipality and key of open questions whose last day is near, in the order of keys.

    Args:
        today: The day.
        limit: How many at most.
        after: The last key of the page before; None for the first page.
    """
    found = ApplicationQuestion.objects.filter(
        answered_at__isnull=True,
        application__state=ApplicationState.WAITING,
        answer_by__gte=today,
        answer_by__lte=today + timedelta(days=DAYS_BEFORE),
        asked_at__date__lte=today - timedelta(days=LEAST_DAYS_ASKED),
    ).order_by("id")
    if after is not None:
        found = found.filter(id__gt=after)
    return list(found.values_list("municipality_nis", "id")[:limit])


def remind(question_id: UUID, *, moment: datetime) -> bool:
    """Send the letter of an open question once more, with a reminder; a second time does nothing.

    It goes by the channel that she chose, and on paper where none is known.

    Returns:
        Whether a reminder left now.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    if not access.may_decide(current_actor()):
        raise ApplicationsNotYours
    rows = ApplicationQuestion.objects.select_related("application")
    question = rows.filter(pk=question_id, answered_at__isnull=True).first()
    if question is None or question.application.state != ApplicationState.WAITING:
        return False
    application, nis = question.application, question.municipality_nis
    letter = f"question:{application.reference}/{question.number}"
    key = f"reminder:{application.reference}/{question.number}"
    if sent.messages_with(nis, [key]) or not documents.documents_of(nis, {letter}):
        return False
    found, name = evaluated(application, moment=moment), applicant_of(application).name
    language = language_of(application)
    cover = cover_to_remind(
        found.adoption,
        name=name,
        reference=application.reference,
        until=question.answer_by,
        language=language,
    )
    request = found.subject.request
    messages.send(
        nis,
        key=key,
        person=bytes(application.person),
        recipient=Recipient(name=name, address_lines=request.address_lines if request else ()),
        subject=cover.subject,
        body_markdown=cover.body_markdown,
        document_keys=[letter],
        language=language,
        kind="reminder",
        moment=moment,
    )
    record_act_on(application, "cases.remind-applicant", {"number": question.number}, moment)
    return True


def signatures_to_remind(today: date, *, limit: int, after: UUID | None) -> list[tuple[str, UUID]]:
    """Return municipality and key of signatures that are waited for and end soon, by key.

    Args:
        today: The day.
        limit: How many at most.
        after: The last key of the page before; None for the first page.
    """
    found = CoSignature.objects.filter(
        state=SignatureState.ASKED,
        application__state=ApplicationState.COSIGN,
        application__expires_on__gte=today,
        application__expires_on__lte=today + timedelta(days=DAYS_BEFORE),
        asked_at__date__lte=today - timedelta(days=LEAST_DAYS_ASKED),
    ).order_by("id")
    if after is not None:
        found = found.filter(id__gt=after)
    return list(found.values_list("municipality_nis", "id")[:limit])


def remind_signer(signature_id: UUID, *, moment: datetime) -> bool:
    """Send the letter that asks a signature once more; a second time does nothing.

    After its last day the application ends, and so does the work of who applied.

    Returns:
        Whether a reminder left now.

    Raises:
        ApplicationsNotYours: Anybody but the installation itself.
    """
    if not access.may_decide(current_actor()):
        raise ApplicationsNotYours
    rows = CoSignature.objects.select_related("application")
    signature = rows.filter(pk=signature_id, state=SignatureState.ASKED).first()
    if signature is None or signature.application.state != ApplicationState.COSIGN:
        return False
    application, nis = signature.application, signature.municipality_nis
    letter, key = f"cosign:{signature.pk}", f"cosign-reminder:{signature.pk}"
    if sent.messages_with(nis, [key]) or not documents.documents_of(nis, {letter}):
        return False
    name, language = signer_of(signature).name, language_of(application)
    cover = cover_to_remind(
        evaluated(application, moment=moment).adoption,
        name=name,
        reference=application.reference,
        until=application.expires_on,
        language=language,
        to_sign=True,
    )
    messages.send(
        nis,
        key=key,
        person=bytes(signature.person),
        recipient=Recipient(name=name, address_lines=()),
        subject=cover.subject,
        body_markdown=cover.body_markdown,
        document_keys=[letter],
        language=language,
        kind="reminder",
        moment=moment,
    )
    record_act_on(application, "cases.remind-signer", {"signature": str(signature.pk)}, moment)
    return True
