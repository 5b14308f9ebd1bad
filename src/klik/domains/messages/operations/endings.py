"""How the way of a message ends or turns: to paper, to a person, or back to the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from klik.domains.audit.operations import record_act
from klik.domains.documents import queries as documents
from klik.domains.messages import ports, queries
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations.refusals import require_post
from klik.ground.letters.letter import Recipient
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.printing.sheets import require_address
from klik.ground.refusals import Refusal
from klik.ground.tenancy import require_acting_for

NO_ADDRESS: Final = "no-address"
RETURNED: Final = "returned"
REASON: Final = "not-delivered"


class MessageNotFailed(Refusal):
    """Only a message for which no channel was left gets another address."""

    reason = "This message did not fail: it is on its way or was delivered."


class MessageOnlyByMail(Refusal):
    """A message that has no letter: nothing of it can be printed."""

    reason = "This message has no letter to print. Reach this person in another way."


def undeliverable_on_paper(recipient: Recipient) -> str:
    """Return the code of what keeps an envelope from being addressed; empty where nothing does."""
    try:
        require_address(recipient)
    except LetterTextRefused:
        return NO_ADDRESS
    return ""


def fall_back(message: OutboxMessage, trouble: str, moment: datetime) -> None:
    """Let a locked message that e-mail cannot deliver go on paper, or fail where paper cannot."""
    message.channel, message.state = Channel.PAPER, MessageState.WAITING
    message.lease = message.lease_until = None
    message.trouble, message.fell_back_at = trouble, moment
    message.save(
        update_fields=["channel", "state", "lease", "lease_until", "trouble", "fell_back_at"]
    )
    record(message, "messages.fall-back", {"trouble": trouble}, moment)
    lacking = undeliverable_on_paper(queries.content_of(message).recipient)
    if lacking:
        fail(message, lacking, moment)


def leave_ebox(message: OutboxMessage, trouble: str, moment: datetime) -> None:
    """Let a locked message that does not go to eBox go her other way: by e-mail, else on paper.

    Her register number is kept no longer: it was there for eBox alone.
    """
    content = queries.content_of(message)
    message.channel = Channel.EMAIL if content.email_address else Channel.PAPER
    message.state, message.attempts, message.next_attempt_at = MessageState.WAITING, 0, moment
    message.lease = message.lease_until = None
    message.trouble, message.left_ebox_at = trouble, moment
    message.sealed = queries.without_number(message, content)
    message.save(
        update_fields=[
            "channel", "state", "attempts", "next_attempt_at", "lease", "lease_until", "trouble",
            "left_ebox_at", "sealed",
        ]
    )  # fmt: skip
    payload: dict[str, object] = {"trouble": trouble, "channel": str(message.channel)}
    record(message, "messages.leave-ebox", payload, moment)
    if message.channel == Channel.PAPER:
        lacking = undeliverable_on_paper(content.recipient)
        if lacking:
            fail(message, lacking, moment)


def fail(message: OutboxMessage, trouble: str, moment: datetime) -> None:
    """End a locked message for which no channel is left, and put it on a person's list."""
    message.state, message.failed_at, message.trouble = MessageState.FAILED, moment, trouble
    message.lease = message.lease_until = message.batch = message.place = None
    message.failures += 1
    message.save(
        update_fields=[
            "state", "failed_at", "trouble", "lease", "lease_until", "batch", "place", "failures",
        ]
    )  # fmt: skip
    about_kind, about = _about(message)
    ports.open_task.service()(
        message.municipality_nis,
        key=f"message:{message.key}:{message.failures}",
        reason=REASON,
        about_kind=about_kind,
        about=about,
        detail={"message": message.key, "trouble": trouble},
        moment=moment,
    )
    record(message, "messages.fail", {"trouble": trouble}, moment)


def note_returned(municipality_nis: str, message_id: str, *, moment: datetime) -> OutboxMessage:
    """Let a mail that came back go on paper; one that is no longer `sent` stays as it is.

    Args:
        municipality_nis: Among those acted for.
        message_id: As it stands in the mail that came back, with its brackets.
        moment: When it was noted.

    Raises:
        MessageNotFound: No message of the municipality has this Message-ID.
        PostNotYours: Another role than clerk.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    rows = OutboxMessage.objects.select_for_update().filter(municipality_nis=municipality_nis)
    message = rows.filter(message_id=message_id).first()
    if message is None:
        raise queries.MessageNotFound
    if message.state == MessageState.SENT and message.channel == Channel.EMAIL:
        fall_back(message, RETURNED, moment)
    return message


def correct_recipient(
    message: OutboxMessage, recipient: Recipient, *, moment: datetime
) -> OutboxMessage:
    """Let a failed message go on paper to another name or address.

    Raises:
        MessageNotFailed: It is on its way, or was delivered.
        MessageOnlyByMail: It has no letter.
        LetterTextRefused: The address cannot stand on an envelope; says why.
        MessageNotFound: It is of another municipality.
        PostNotYours: Another role than clerk.
    """
    require_post()
    require_address(recipient)
    locked = OutboxMessage.objects.select_for_update().filter(pk=message.pk).first()
    if locked is None:
        raise queries.MessageNotFound
    if locked.state != MessageState.FAILED:
        raise MessageNotFailed
    if not _is_printable(locked):
        raise MessageOnlyByMail
    content = replace(
        queries.content_of(locked), name=recipient.name, address_lines=recipient.address_lines
    )
    locked.sealed = queries.sealed_content(locked.municipality_nis, locked.pk, content)
    locked.channel, locked.state, locked.failed_at = Channel.PAPER, MessageState.WAITING, None
    locked.save(update_fields=["sealed", "channel", "state", "failed_at"])
    record(locked, "messages.correct-recipient", {}, moment)
    return locked


def record(message: OutboxMessage, act: str, payload: dict[str, object], moment: datetime) -> None:
    """Keep an act about one message."""
    record_act(
        message.municipality_nis,
        act,
        subject=f"message:{message.key}",
        payload=payload,
        moment=moment,
    )


def _is_printable(message: OutboxMessage) -> bool:
    found = documents.documents_of(message.municipality_nis, message.document_keys).values()
    return bool(found) and all(one.media_type == "application/pdf" for one in found)


def _about(message: OutboxMessage) -> tuple[str, str]:
    """Return what a task is about: what the message's first document is about, if any."""
    first = message.document_keys[0] if message.document_keys else ""
    document = documents.documents_of(message.municipality_nis, [first]).get(first)
    return (document.about_kind, document.about) if document else ("message", message.key)
