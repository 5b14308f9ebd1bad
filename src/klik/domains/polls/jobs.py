"""Work on polls that goes on by itself: forgetting who took part."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klik.domains.polls import operations
from klik.ground.clock import HOME
from klik.ground.jobs.registry import periodic

TOKENS_STAY: Final = timedelta(days=90)
"""So long somebody finds her own answers back."""


@periodic("polls.forget", every=timedelta(days=1))
def forget_in_turn(moment: datetime) -> int:
    """Forget the tokens of participants of three months ago; return how many."""
    day = (moment - TOKENS_STAY).astimezone(HOME).date()
    return operations.forget_tokens(joined_before=day)
