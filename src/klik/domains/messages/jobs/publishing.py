"""Send to eBox what waits for it: her consent first, of this very sending, and then the letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from klik.domains.messages import operations, ports, queries
from klik.domains.messages.jobs.rounds import Round, attachments_of
from klik.domains.messages.models import Channel, MessageState, OutboxMessage
from klik.domains.messages.operations import ClaimedLetter
from klik.domains.messages.ports import Ebox, Reply
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import periodic
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

PUBLISHER: Final = Actor(ActorKind.SYSTEM, "publish-to-ebox")


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
    hand_over = partial(_hand_over, ports.ebox.service())
    this = Round(PUBLISHER, moment, operations.claim_letter, hand_over)
    this.go(due)
    if this.closed:
        _give_up(this)
    return Published(
        accepted=this.endings["accepted"],
        later=this.endings["later"],
        other_way=this.endings["other_way"],
        failed=this.endings["failed"],
        closed=this.closed,
    )


def _give_up(this: Round[ClaimedLetter]) -> None:
    with acting_for(EVERYWHERE, PUBLISHER):
        left = queries.municipalities_with(Channel.EBOX, this.moment())
    for nis in left:
        with acting_for([nis], PUBLISHER):
            this.endings["other_way"] += operations.give_up_on_ebox(nis, moment=this.moment())


def _hand_over(ebox: Ebox, claimed: ClaimedLetter, this: Round[ClaimedLetter]) -> str:
    answer = ebox.consent(claimed.letter.register_number)
    if answer.reply == Reply.ACCEPTED:
        attachments = attachments_of(claimed)
        if attachments is None:
            with acting_for([claimed.municipality_nis], PUBLISHER):
                return _ending(operations.note_unreadable(claimed, moment=this.moment()))
        answer = ebox.publish(replace(claimed.letter, attachments=attachments))
    this.closed = answer.reply == Reply.CLOSED
    with acting_for([claimed.municipality_nis], PUBLISHER):
        return _ending(operations.note_published(claimed, answer, moment=this.moment()))


def _ending(message: OutboxMessage) -> str:
    if message.state == MessageState.FAILED:
        return "failed"
    if message.channel != Channel.EBOX:
        return "other_way"
    return "accepted" if message.state == MessageState.SENT else "later"
