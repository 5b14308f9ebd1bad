"""Whose browser this is: the log-in of a resident behind a token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from klik.domains.people.models import EVERYTHING, Mandate, ResidentSession
from klik.domains.people.queries.residents import ResidentShown, shown

LONGEST: Final = timedelta(hours=4)
LONGEST_IDLE: Final = timedelta(minutes=30)
FRESH: Final = timedelta(minutes=10)
NOTED_EVERY: Final = timedelta(minutes=1)  # not on each page: it is a write


@dataclass(frozen=True, slots=True)
class ActsFor:
    """For whom somebody acts in a session, as long as the mandate holds.

    Attributes:
        mandate: Its key.
        giver: For whom.
        scope: A family of benefits; empty for everything.
    """

    mandate: UUID
    giver: ResidentShown
    scope: str

    def covers(self, family: str) -> bool:
        """Say whether the mandate is for a family of benefits."""
        return self.scope in ("", family)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A log-in that lasts.

    Attributes:
        id: Its key.
        resident: Who logged in.
        verified_at: When she last showed who she is.
        ends_at: When it ends, whatever she does.
        note_is_due: Whether `operations.note_seen` must say that she is still here.
        acts_for: For whom she acts now; None for herself.
    """

    id: UUID = field(repr=False)
    resident: ResidentShown
    verified_at: datetime
    ends_at: datetime
    note_is_due: bool
    acts_for: ActsFor | None = None

    def is_fresh(self, moment: datetime, within: timedelta = FRESH) -> bool:
        """Say whether she showed who she is shortly before `moment`."""
        return moment - self.verified_at <= within


def open_session(municipality_nis: str, token: str, *, moment: datetime) -> OpenSession | None:
    """Return the log-in behind a token; None where it ended, or never was in this municipality.

    Args:
        municipality_nis: Among those acted for.
        token: That the browser holds.
        moment: At which.
    """
    if not token:
        return None
    rows = ResidentSession.objects.select_related("resident").filter(lasting_at(moment))
    found = rows.filter(municipality_nis=municipality_nis, token_hash=hash_of(token)).first()
    if found is None:
        return None
    return OpenSession(
        id=found.pk,
        resident=shown(found.resident),
        verified_at=found.verified_at,
        ends_at=found.ends_at,
        note_is_due=moment - found.seen_at >= NOTED_EVERY,
        acts_for=_acts_for(found.mandate_id, moment),
    )


def _acts_for(mandate_id: UUID | None, moment: datetime) -> ActsFor | None:
    """Return for whom she acts; nobody once the mandate ended."""
    if mandate_id is None:  # nearly always: who acts for nobody asks the database nothing more
        return None
    mandate = Mandate.objects.select_related("giver").filter(pk=mandate_id).first()
    if mandate is None or mandate.from_at > moment:
        return None
    if mandate.until_at is not None and mandate.until_at <= moment:
        return None
    scope = "" if mandate.scope == EVERYTHING else mandate.scope
    return ActsFor(mandate.pk, shown(mandate.giver), scope)


def sessions_of(resident: UUID, *, moment: datetime) -> QuerySet[ResidentSession]:
    """Return the log-ins of a resident that last at `moment`, the newest first."""
    rows = ResidentSession.objects.filter(lasting_at(moment), resident_id=resident)
    return rows.order_by("-started_at", "id")


def lasting_at(moment: datetime) -> Q:
    """Return the condition of a log-in that lasts at `moment`."""
    return Q(ended_at__isnull=True, ends_at__gt=moment, seen_at__gt=moment - LONGEST_IDLE)


def hash_of(token: str) -> bytes:
    """Return what is stored of a token: 256 random bits need no salt and no key."""
    return hashlib.sha256(token.encode()).digest()
