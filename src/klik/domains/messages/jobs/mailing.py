"""Send the mail that waits."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from klik.domains.messages import operations, ports, queries
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations import Claimed
from klik.domains.messages.ports import Attachment, Mail, Mailer, Reply
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.refusals import Refusal
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

SENDER: Final = Actor(ActorKind.SYSTEM, "send-messages")
MAILS_A_TURN: Final = 50  # of one municipality before it is another's turn


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


@dataclass(slots=True)
class _Round:
    """One call of `send_waiting`: the moment it began, and what became of its mails."""

    mailer: Mailer
    began_at: datetime
    endings: Counter[str] = field(default_factory=Counter)
    server_closed: bool = False
    _started: float = field(default_factory=time.monotonic)

    def moment(self) -> datetime:
        """Return the moment that it is: a lease counts from when its mail was taken."""
        return self.began_at + timedelta(seconds=time.monotonic() - self._started)


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
        this = _Round(mailer, moment)
        while due and not this.server_closed:
            due = [nis for nis in due if _take_turn(nis, this)]
    return Sent(
        accepted=this.endings["accepted"],
        later=this.endings["later"],
        to_paper=this.endings["to_paper"],
        failed=this.endings["failed"],
        server_closed=this.server_closed,
    )


def _take_turn(municipality_nis: str, this: _Round) -> bool:
    """Send some mails of a municipality; return whether more may wait."""
    for _ in range(MAILS_A_TURN):
        with acting_for([municipality_nis], SENDER):
            claimed = operations.claim_next(municipality_nis, moment=this.moment())
        if claimed is None:
            return False
        this.endings[_hand_over(claimed, this)] += 1
        if this.server_closed:
            return False
    return True


def _hand_over(claimed: Claimed, this: _Round) -> str:
    mail = _with_attachments(claimed)
    answer = this.mailer.send(mail) if mail else None
    with acting_for([claimed.municipality_nis], SENDER):
        if answer is None:
            return _ending(operations.note_unreadable(claimed, moment=this.moment()))
        this.server_closed = answer.reply == Reply.CLOSED
        return _ending(operations.note_answer(claimed, answer, moment=this.moment()))


def _with_attachments(claimed: Claimed) -> Mail | None:
    try:
        attachments = tuple(
            Attachment(one.title, one.media_type, claimed.sealer.read(one.digest))
            for one in claimed.enclosed
        )
    except Refusal:
        return None
    return replace(claimed.mail, attachments=attachments)


def _ending(message: OutboxMessage) -> str:
    if message.state == MessageState.FAILED:
        return "failed"
    if message.channel == Channel.PAPER:
        return "to_paper"
    return "accepted" if message.state == MessageState.SENT else "later"
