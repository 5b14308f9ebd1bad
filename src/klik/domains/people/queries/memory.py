"""What log-in remembers for a while. No municipality owns it: no `acting_for`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from klik.domains.people.models import Remembered


def remembered(key: str, *, moment: datetime) -> Any:
    """Return what log-in remembers under a digest at `moment`; None where it is nothing."""
    found = Remembered.objects.filter(pk=key, until_at__gt=moment).first()
    return None if found is None else found.value
