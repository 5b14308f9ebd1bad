"""Hand mails to a server: a lease before, a note after, so that two workers never send one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from klik.domains.documents import queries as documents
from klik.domains.documents.models import Document
from klik.domains.documents.ports import Sealer
from klik.domains.messages import queries
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations.endings import fail, fall_back, record
from klik.domains.messages.operations.refusals import require_post
from klik.domains.messages.ports import Answer, Mail, Reply
from klik.ground.letters.letter import Language
from klik.ground.tenancy import require_acting_for

LEASE: Final = timedelta(minutes=15)  # longer than a server may take over one mail
DELAYS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long to wait after each attempt in vain; after one more the letter goes on paper."""
PATIENCE: Final = timedelta(days=2)  # a letter has terms: it does not wait for a server for ever
_ENOUGH_TO_JUDGE: Final = 3  # attempts: the first ones are refused by servers that greylist
UNREADABLE: Final = "document-unreadable"
INTERRUPTED: Final = "interrupted"


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this worker, and no other, hands over before its lease ends.

    Attributes:
        municipality_nis: Whose message.
        row: The key of its row.
        lease: Proves that it is still ours.
        enclosed: The documents to attach, in their order.
        sealer: Reads them outside the transaction.
    """

    municipality_nis: str
    row: UUID
    lease: UUID
    enclosed: tuple[Document, ...] = field(repr=False)
    sealer: Sealer = field(repr=False)


@dataclass(frozen=True, slots=True)
class Claimed(Claim):
    """A mail that was claimed: everything but its attachments."""

    mail: Mail


def claim_next(municipality_nis: str, *, moment: datetime) -> Claimed | None:
    """Take the mail that waits longest, for the length of a lease; None where none is due.

    A mail whose worker is gone is taken again when its lease ended. On its way the ones that no
    server will get are ended: whose documents are gone, or whose workers died time and again.

    Raises:
        PostNotYours: Another actor than a clerk or a job.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    while True:
        due = queries.due_mail(moment).filter(municipality_nis=municipality_nis)
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        claimed = _claimed(message, moment)
        if claimed is not None:
            return claimed


def note_answer(claimed: Claimed, answer: Answer, *, moment: datetime) -> OutboxMessage:
    """Keep what became of a claimed mail.

    That a server has it is kept whoever holds the lease by now; anything else only under our own.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(claimed.municipality_nis)
    message = OutboxMessage.objects.select_for_update().get(pk=claimed.row)
    if answer.reply == Reply.ACCEPTED:
        _note_accepted(message, moment)
    elif message.lease == claimed.lease:
        _note_in_vain(message, answer, moment)
    return message


def note_unreadable(claimed: Claim, *, moment: datetime) -> OutboxMessage:
    """End a claimed message of which a document cannot be read: paper has no other one."""
    require_acting_for(claimed.municipality_nis)
    message = OutboxMessage.objects.select_for_update().get(pk=claimed.row)
    if message.lease == claimed.lease:
        fail(message, UNREADABLE, moment)
    return message


def _claimed(message: OutboxMessage, moment: datetime) -> Claimed | None:
    if message.attempts > len(DELAYS):  # each of them ended with its worker
        fall_back(message, INTERRUPTED, moment)
        return None
    claim = lease(message, moment)
    if claim is None:
        return None
    return Claimed(
        municipality_nis=claim.municipality_nis,
        row=claim.row,
        lease=claim.lease,
        enclosed=claim.enclosed,
        sealer=claim.sealer,
        mail=_mail(message),
    )


def lease(message: OutboxMessage, moment: datetime) -> Claim | None:
    """Take a locked message for the length of a lease; fail it where a document of it is gone."""
    found = documents.documents_of(message.municipality_nis, message.document_keys)
    if len(found) < len(set(message.document_keys)):
        fail(message, UNREADABLE, moment)
        return None
    proof = uuid4()
    message.state, message.lease, message.lease_until = MessageState.SENDING, proof, moment + LEASE
    message.attempts += 1
    message.save(update_fields=["state", "lease", "lease_until", "attempts"])
    return Claim(
        municipality_nis=message.municipality_nis,
        row=message.pk,
        lease=proof,
        enclosed=tuple(found[key] for key in message.document_keys),
        sealer=documents.sealer_for(message.municipality_nis),
    )


def _mail(message: OutboxMessage) -> Mail:
    content = queries.content_of(message)
    language: Language = "en" if message.language == "en" else "nl"
    return Mail(
        message_id=message.message_id,
        sender_name=queries.sender_of(message.municipality_nis, content),
        recipient_name=content.name,
        address=content.email_address,
        subject=content.subject,
        body_markdown=content.body_markdown,
        language=language,
        written_at=message.queued_at,
        attachments=(),
    )


def _note_accepted(message: OutboxMessage, moment: datetime) -> None:
    on_its_way = message.state in {MessageState.WAITING, MessageState.SENDING}
    if message.channel != Channel.EMAIL or not on_its_way:
        return
    message.state, message.sent_at, message.trouble = MessageState.SENT, moment, ""
    message.lease = message.lease_until = None
    message.save(update_fields=["state", "sent_at", "trouble", "lease", "lease_until"])
    record(message, "messages.hand-over", {"attempts": message.attempts}, moment)


def _note_in_vain(message: OutboxMessage, answer: Answer, moment: datetime) -> None:
    waited_enough = message.attempts >= _ENOUGH_TO_JUDGE and moment - message.queued_at >= PATIENCE
    if answer.reply == Reply.REFUSED or message.attempts > len(DELAYS) or waited_enough:
        fall_back(message, answer.trouble, moment)
        return
    message.state, message.trouble = MessageState.WAITING, answer.trouble
    message.lease = message.lease_until = None
    message.next_attempt_at = moment + DELAYS[message.attempts - 1]
    message.save(update_fields=["state", "trouble", "lease", "lease_until", "next_attempt_at"])
