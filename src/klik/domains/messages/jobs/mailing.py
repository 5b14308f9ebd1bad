"""Send the mail that waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from klik.domains.messages import operations, ports, queries
from klik.domains.messages.jobs.rounds import Round, attachments_of
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations import Claimed
from klik.domains.messages.ports import Mailer, Reply
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

SENDER: Final = Actor(ActorKind.SYSTEM, "send-messages")


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the mail that waited.

    Attributes:
        accepted: How many a server has.
        later: How many are tried again.
        to_paper: How many go on paper instead.
        failed: How many were put on a person's list.
        server_closed: Whether the work ended early because no server could be reached.
    """

    accepted: int
    later: int
    to_paper: int
    failed: int
    server_closed: bool


@periodic("messages.send-waiting", every=timedelta(minutes=1), is_long=True)
def send_in_turn(_turn: datetime) -> None:
    """Send what is due, each minute. A turn may have waited: leases count from now."""
    send_waiting(moment_now())


def send_waiting(moment: datetime) -> Sent:
    """Hand over every mail that is due at `moment`, a municipality's turn after another's.

    It may be killed at any instant, and run by many workers at once: a mail is never lost, and one
    that is repeated carries the same Message-ID.
    """
    with acting_for(EVERYWHERE, SENDER):
        due = queries.municipalities_with_mail(moment)
    with ports.mailer.service()() as mailer:
        this = Round(SENDER, moment, operations.claim_next, partial(_hand_over, mailer))
        this.go(due)
    return Sent(
        accepted=this.endings["accepted"],
        later=this.endings["later"],
        to_paper=this.endings["to_paper"],
        failed=this.endings["failed"],
        server_closed=this.closed,
    )


def _hand_over(mailer: Mailer, claimed: Claimed, this: Round[Claimed]) -> str:
    attachments = attachments_of(claimed)
    answer = None
    if attachments is not None:
        answer = mailer.send(replace(claimed.mail, attachments=attachments))
    with acting_for([claimed.municipality_nis], SENDER):
        if answer is None:
            return _ending(operations.note_unreadable(claimed, moment=this.moment()))
        this.closed = answer.reply == Reply.CLOSED
        return _ending(operations.note_answer(claimed, answer, moment=this.moment()))


def _ending(message: OutboxMessage) -> str:
    if message.state == MessageState.FAILED:
        return "failed"
    if message.channel == Channel.PAPER:
        return "to_paper"
    return "accepted" if message.state == MessageState.SENT else "later"
