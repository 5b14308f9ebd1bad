"""One round along the municipalities where something waits to be handed over, mail or eBox."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from klik.domains.messages.operations import Claim
from klik.domains.messages.ports import Attachment
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, acting_for

A_TURN: Final = 50  # of one municipality before it is another's turn
_Claimed = TypeVar("_Claimed", bound=Claim)


@dataclass(slots=True)
class Round(Generic[_Claimed]):
    """What one call hands over, and what became of it.

    It may be killed at any instant, and run by many workers at once.

    Attributes:
        actor: The job.
        began_at: When it was called.
        claim: Takes the next thing of a municipality under a lease, as `operations.claim_next`.
        hand_over: Hands it over outside any transaction; returns what became of it, as a word.
        endings: How often each of these words.
        closed: Whether nothing more is taken at the other side now: the round ends early.
    """

    actor: Actor
    began_at: datetime
    claim: Callable[..., _Claimed | None]
    hand_over: Callable[[_Claimed, Round[_Claimed]], str]
    endings: Counter[str] = field(default_factory=Counter)
    closed: bool = False
    _started: float = field(default_factory=time.monotonic)

    def moment(self) -> datetime:
        """Return the moment that it is: a lease counts from when its thing was taken."""
        return self.began_at + timedelta(seconds=time.monotonic() - self._started)

    def go(self, due: Sequence[str]) -> None:
        """Hand over what is due, a municipality's turn after another's."""
        left = list(due)
        while left and not self.closed:
            left = [nis for nis in left if self._take_turn(nis)]

    def _take_turn(self, municipality_nis: str) -> bool:
        """Hand over some things of a municipality; return whether more may wait."""
        for _ in range(A_TURN):
            with acting_for([municipality_nis], self.actor):
                claimed = self.claim(municipality_nis, moment=self.moment())
            if claimed is None:
                return False
            self.endings[self.hand_over(claimed, self)] += 1
            if self.closed:
                return False
        return True


def attachments_of(claimed: Claim) -> tuple[Attachment, ...] | None:
    """Return what goes with a message, read from the file store; None where it cannot be read."""
    try:
        return tuple(
            Attachment(one.title, one.media_type, claimed.sealer.read(one.digest))
            for one in claimed.enclosed
        )
    except Refusal:
        return None
