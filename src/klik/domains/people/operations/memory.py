"""What log-in remembers across processes for a while. No municipality owns it: no `acting_for`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from klik.domains.people import queries
from klik.domains.people.models import Remembered


def remember(key: str, value: Any, *, until_at: datetime) -> None:
    """Remember a value under a digest until a moment; a later one replaces it."""
    Remembered.objects.update_or_create(pk=key, defaults={"value": value, "until_at": until_at})


def remember_once(key: str, value: Any, *, until_at: datetime, moment: datetime) -> bool:
    """Remember a value unless something is remembered there; of many at once, one succeeds.

    Returns:
        Whether it was this one.
    """
    with transaction.atomic():
        Remembered.ended(moment).filter(pk=key).delete()
        try:
            with transaction.atomic():
                Remembered.objects.create(pk=key, value=value, until_at=until_at)
        except IntegrityError:
            return False
    return True


def take(key: str, *, moment: datetime) -> Any:
    """Return what is remembered under a digest, and forget it; of many at once, one gets it."""
    with transaction.atomic():
        found = queries.remembered(key, moment=moment)
        gone, _ = Remembered.objects.filter(pk=key).delete()
    return found if gone else None


def forget(key: str) -> None:
    """Remember nothing under a digest."""
    Remembered.objects.filter(pk=key).delete()


def forget_ended(*, moment: datetime) -> int:
    """Remove what log-in need not remember any more, and sessions that ended; return how many."""
    ended, _ = Remembered.ended(moment).delete()
    sessions, _ = Session.objects.filter(expire_date__lte=moment).delete()
    return ended + sessions
