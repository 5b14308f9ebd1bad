"""Hand letters to eBox: a lease before, a note after, and her other way where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from klik.domains.messages import queries
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations.endings import leave_ebox, record
from klik.domains.messages.operations.mailing import INTERRUPTED, Claim, lease
from klik.domains.messages.operations.refusals import require_post
from klik.domains.messages.ports import Answer, EboxLetter, Reply
from klik.ground.tenancy import require_acting_for

EBOX_DELAYS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)
"""How long to wait after each attempt in vain; after one more the letter goes her other way."""
EBOX_PATIENCE: Final = timedelta(
    hours=4
)  # a letter has terms: it waits no longer while eBox is down
MOST_AT_ONCE: Final = 200
LONGEST_WAIT: Final = timedelta(hours=4)  # what the registry may ask of us
DOWN: Final = "ebox-down"
NO_NUMBER: Final = "ebox-no-number"
NO_SENDER: Final = "ebox-no-sender"


@dataclass(frozen=True, slots=True)
class ClaimedLetter(Claim):
    """A letter for eBox that was claimed: everything but its attachments."""

    letter: EboxLetter


def claim_letter(municipality_nis: str, *, moment: datetime) -> ClaimedLetter | None:
    """Take the letter for eBox that waits longest, for the length of a lease; None where none is.

    On its way the ones that eBox cannot get go their other way: of whom nobody knows the number,
    or whose workers died time and again.

    Raises:
        PostNotYours: Another actor than a clerk or a job.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    while True:
        due = queries.due_by(Channel.EBOX, moment).filter(municipality_nis=municipality_nis)
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        claimed = _claimed(message, moment)
        if claimed is not None:
            return claimed


def note_published(claimed: ClaimedLetter, answer: Answer, *, moment: datetime) -> OutboxMessage:
    """Keep what became of a claimed letter.

    That eBox has it is kept whoever holds the lease by now; anything else only under our own.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(claimed.municipality_nis)
    message = OutboxMessage.objects.select_for_update().get(pk=claimed.row)
    if answer.reply == Reply.ACCEPTED:
        _note_accepted(message, answer, moment)
    elif message.lease == claimed.lease:
        _note_in_vain(message, answer, moment)
    return message


def give_up_on_ebox(municipality_nis: str, *, moment: datetime) -> int:
    """Let the letters that wait for hours go their other way; return how many.

    For when eBox takes nothing at all: then no letter is tried but one.

    Raises:
        PostNotYours: Another actor than a clerk or a job.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    due = queries.due_by(Channel.EBOX, moment).filter(
        municipality_nis=municipality_nis, queued_at__lte=moment - EBOX_PATIENCE
    )
    old = list(due.select_for_update(skip_locked=True)[:MOST_AT_ONCE])
    for message in old:
        leave_ebox(message, DOWN, moment)
    return len(old)


def _claimed(message: OutboxMessage, moment: datetime) -> ClaimedLetter | None:
    content = queries.content_of(message)
    number = queries.register_number_for(message, content)
    sender = queries.sender_number_of(message.municipality_nis, content)
    trouble = INTERRUPTED if message.attempts > len(EBOX_DELAYS) else ""
    trouble = trouble or ("" if number else NO_NUMBER) or ("" if sender else NO_SENDER)
    if trouble:
        leave_ebox(message, trouble, moment)
        return None
    claim = lease(message, moment)
    if claim is None:
        return None
    return ClaimedLetter(
        municipality_nis=claim.municipality_nis,
        row=claim.row,
        lease=claim.lease,
        enclosed=claim.enclosed,
        sealer=claim.sealer,
        letter=EboxLetter(
            key=str(message.pk),
            register_number=number,
            sender_number=sender,
            subject=content.subject,
            attachments=(),
        ),
    )


def _note_accepted(message: OutboxMessage, answer: Answer, moment: datetime) -> None:
    on_its_way = message.state in {MessageState.WAITING, MessageState.SENDING}
    if message.channel != Channel.EBOX or not on_its_way:
        return
    message.state, message.sent_at, message.trouble = MessageState.SENT, moment, ""
    message.lease = message.lease_until = None
    message.published_as = answer.reference
    message.sealed = queries.without_number(message, queries.content_of(message))
    message.save(
        update_fields=[
            "state", "sent_at", "trouble", "lease", "lease_until", "published_as", "sealed",
        ]
    )  # fmt: skip
    payload: dict[str, object] = {"attempts": message.attempts, "published_as": answer.reference}
    record(message, "messages.publish", payload, moment)


def _note_in_vain(message: OutboxMessage, answer: Answer, moment: datetime) -> None:
    if answer.reply == Reply.REFUSED or message.attempts > len(EBOX_DELAYS):
        leave_ebox(message, answer.trouble, moment)
        return
    asked = min(answer.wait or timedelta(), LONGEST_WAIT)
    message.state, message.trouble = MessageState.WAITING, answer.trouble
    message.lease = message.lease_until = None
    message.next_attempt_at = moment + max(EBOX_DELAYS[message.attempts - 1], asked)
    message.save(update_fields=["state", "trouble", "lease", "lease_until", "next_attempt_at"])
