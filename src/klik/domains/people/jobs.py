"""Work on people that goes on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from klik.domains.people import operations
from klik.ground.jobs.registry import periodic


@periodic("people.forget-ended", every=timedelta(hours=1))
def forget_ended(moment: datetime) -> int:
    """Remove what log-in need not remember any more and sessions that ended.

    Returns:
        How many rows went.
    """
    return operations.forget_ended(moment=moment)
