"""Telling the owner of a source that a fact would not be right, and noting what it answers.

The mail leaves once, by the outbox; without an address of the owner a person calls.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.cases import access
from klik.domains.cases.models import Application, ApplicationState, Dispute, OwnerAnswer
from klik.domains.cases.operations.applying.keeping import locked, record_act_on
from klik.domains.cases.operations.applying.noting import Because, settle_dispute
from klik.domains.cases.operations.applying.registered import look_up
from klik.domains.cases.operations.applying.working import ask_to_decide
from klik.domains.cases.queries.applications.disputing import (
    DisputeNotFound,
    contact_of_owner,
    owner_message_key,
    owner_task_key,
    provider_of,
)
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours
from klik.domains.cases.queries.applications.standing import standing
from klik.domains.messages import operations as messages
from klik.domains.messages.models import Channel, Kind
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.ground.clock import HOME
from klik.ground.granting.corrections import Doubted, mail_to_owner
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import current_actor

_LAST: Final = frozenset({OwnerAnswer.CORRECTED, OwnerAnswer.CONFIRMED})


def tell_owner(dispute_id: UUID, *, moment: datetime) -> Dispute | None:
    """Write to the owner of a source that a fact would not be right; again changes nothing.

    Returns:
        The dispute; None where it is gone, or nobody knows where its owner is written to.

    Raises:
        ApplicationsNotYours: Neither the installation nor a clerk.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    dispute = _locked(dispute_id)
    if dispute is None or dispute.told_at is not None:
        return dispute
    application = dispute.application
    found = standing(application, moment=dispute.said_at)
    address = contact_of_owner(found, dispute)
    if not address:
        return None
    said_on = dispute.said_at.astimezone(HOME).date()
    column = dispute.source.rpartition(".")[2]
    mail = mail_to_owner(found.adoption, Doubted(column, application.reference, said_on))
    outgoing = messages.Outgoing(
        key=owner_message_key(dispute),
        person=None,
        recipient=Recipient(provider_of(found.adoption, dispute.source), ()),
        subject=mail.subject,
        body_markdown=mail.body_markdown,
        document_keys=(),
        language="nl",
        email_address=address,
        sender=str(found.adoption.content["granting_body"]["name"]),
        kind=Kind.QUESTION,
        channel=Channel.EMAIL,
    )
    messages.send_all(dispute.municipality_nis, [outgoing], moment=moment)
    dispute.told_to, dispute.told_at = address, moment
    dispute.save(update_fields=["told_to", "told_at"])
    payload = {"fact": dispute.fact, "source": dispute.source, "message": outgoing.key}
    record_act_on(application, "cases.tell-source-owner", payload, moment)
    return dispute


def note_owner_answer(
    dispute_id: UUID,
    answer: str,
    *,
    value: str | int | bool | None = None,
    because: Because | None = None,
    moment: datetime,
) -> Dispute:
    """Note what the owner of a source answered; an answer that is final ends the waiting.

    What it confirmed or corrected settles the fact where nobody did before, and the case goes on.
    The same answer again changes nothing.

    Args:
        dispute_id: Which fact.
        answer: One of `OwnerAnswer`.
        value: What is right now, as the owner says; None to take what it delivers.
        because: When and how the clerk heard it.
        moment: When.

    Raises:
        ApplicationsNotYours: Another role than clerk.
        DisputeNotFound: There is none.
        FactRefused: The value does not fit.
        ValueError: There is no such answer.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    chosen = OwnerAnswer(answer)
    dispute = _locked(dispute_id)
    if dispute is None:
        raise DisputeNotFound
    if dispute.owner_answer == chosen and chosen in _LAST:
        return dispute
    dispute.owner_answer, dispute.owner_answered_at = chosen, moment
    dispute.owner_answered_by = current_actor().reference
    dispute.save(update_fields=["owner_answer", "owner_answered_at", "owner_answered_by"])
    payload = {"fact": dispute.fact, "answer": chosen.value}
    record_act_on(dispute.application, "cases.note-owner-answer", payload, moment)
    if chosen in _LAST:
        corrected = value if chosen == OwnerAnswer.CORRECTED else None
        _go_on(dispute, value=corrected, because=because, moment=moment)
        _finish_task(dispute, moment)
    return dispute


def _go_on(
    dispute: Dispute,
    *,
    value: str | int | bool | None,
    because: Because | None,
    moment: datetime,
) -> None:
    """Let the case go on with what the owner says; what it delivers anew is looked up at once."""
    application = locked(dispute.application)
    if not application.is_running:
        return
    if value is None and dispute.owner_answer == OwnerAnswer.CORRECTED:
        look_up(application, moment=moment)
    if dispute.settled_at is None:
        settle_dispute(application, dispute.fact, value=value, because=because, moment=moment)
    elif application.state == ApplicationState.SUBMITTED:
        ask_to_decide(application, moment=moment)


def _finish_task(dispute: Dispute, moment: datetime) -> None:
    for task in task_queries.tasks_about("application", dispute.application.reference):
        if task.key == owner_task_key(dispute) and task.state == "open":
            tasks.finish_task(task, outcome="handled", note="", moment=moment)


def _locked(dispute_id: UUID) -> Dispute | None:
    """Return a dispute after its application: whoever locks both takes them in this order."""
    found = Dispute.objects.filter(pk=dispute_id).values_list("application_id", flat=True).first()
    if found is None:
        return None
    Application.objects.select_for_update().filter(pk=found).first()
    rows = Dispute.objects.select_for_update(of=("self",)).select_related("application")
    return rows.filter(pk=dispute_id).first()
