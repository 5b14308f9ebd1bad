"""Send to eBox what waits for it: her consent first, of this very sending, and then the letter."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from klik.domains.messages import operations, ports, queries
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations import ClaimedLetter
from klik.domains.messages.ports import Answer, Attachment, Ebox, EboxLetter, Reply
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.refusals import Refusal
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

PUBLISHER: Final = Actor(ActorKind.SYSTEM, "publish-to-ebox")
LETTERS_A_TURN: Final = 50  # of one municipality before it is another's turn


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the letters that waited for eBox.

    Attributes:
        accepted: How many the registry has.
        later: How many are tried again.
        other_way: How many go by e-mail or on paper instead.
        failed: How many were put on a person's list.
        closed: Whether the work ended early because eBox takes nothing at the moment.
    """

    accepted: int
    later: int
    other_way: int
    failed: int
    closed: bool


@dataclass(slots=True)
class _Round:
    ebox: Ebox
    began_at: datetime
    endings: Counter[str] = field(default_factory=Counter)
    closed: bool = False
    _started: float = field(default_factory=time.monotonic)

    def moment(self) -> datetime:
        """Return the moment that it is: a lease counts from when its letter was taken."""
        return self.began_at + timedelta(seconds=time.monotonic() - self._started)


@periodic("messages.publish-waiting", every=timedelta(minutes=1), is_long=True)
def publish_in_turn(_turn: datetime) -> None:
    """Send to eBox what is due, each minute. A turn may have waited: leases count from now."""
    publish_waiting(moment_now())


def publish_waiting(moment: datetime) -> Published:
    """Hand over every letter for eBox that is due at `moment`, one municipality after another.

    It may be killed at any instant, and run by many workers at once: a letter is never lost, and
    one that is repeated carries the same key, which the registry takes once.
    """
    with acting_for(EVERYWHERE, PUBLISHER):
        due = queries.municipalities_with(Channel.EBOX, moment)
    this = _Round(ports.ebox.service(), moment)
    while due and not this.closed:
        due = [nis for nis in due if _take_turn(nis, this)]
    if this.closed:
        _give_up(this)
    return Published(
        accepted=this.endings["accepted"],
        later=this.endings["later"],
        other_way=this.endings["other_way"],
        failed=this.endings["failed"],
        closed=this.closed,
    )


def _give_up(this: _Round) -> None:
    with acting_for(EVERYWHERE, PUBLISHER):
        left = queries.municipalities_with(Channel.EBOX, this.moment())
    for nis in left:
        with acting_for([nis], PUBLISHER):
            this.endings["other_way"] += operations.give_up_on_ebox(nis, moment=this.moment())


def _take_turn(municipality_nis: str, this: _Round) -> bool:
    """Send some letters of a municipality; return whether more may wait."""
    for _ in range(LETTERS_A_TURN):
        with acting_for([municipality_nis], PUBLISHER):
            claimed = operations.claim_letter(municipality_nis, moment=this.moment())
        if claimed is None:
            return False
        this.endings[_hand_over(claimed, this)] += 1
        if this.closed:
            return False
    return True


def _hand_over(claimed: ClaimedLetter, this: _Round) -> str:
    answer = this.ebox.consent(claimed.letter.register_number)
    if answer.reply == Reply.ACCEPTED:
        letter = _with_attachments(claimed)
        if letter is None:
            with acting_for([claimed.municipality_nis], PUBLISHER):
                return _ending(operations.note_unreadable(claimed, moment=this.moment()))
        answer = this.ebox.publish(letter)
    return _noted(claimed, answer, this)


def _noted(claimed: ClaimedLetter, answer: Answer, this: _Round) -> str:
    this.closed = answer.reply == Reply.CLOSED
    with acting_for([claimed.municipality_nis], PUBLISHER):
        return _ending(operations.note_published(claimed, answer, moment=this.moment()))


def _with_attachments(claimed: ClaimedLetter) -> EboxLetter | None:
    try:
        attachments = tuple(
            Attachment(one.title, one.media_type, claimed.sealer.read(one.digest))
            for one in claimed.enclosed
        )
    except Refusal:
        return None
    return replace(claimed.letter, attachments=attachments)


def _ending(message: OutboxMessage) -> str:
    if message.state == MessageState.FAILED:
        return "failed"
    if message.channel != Channel.EBOX:
        return "other_way"
    return "accepted" if message.state == MessageState.SENT else "later"
