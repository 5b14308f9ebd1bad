"""Whose browser this is: the log-in of a resident behind a token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from klik.domains.people.models import EVERYTHING, Mandate, Resident, ResidentSession
from klik.domains.people.queries.residents import ResidentShown, shown
from klik.ground.tenancy.prepared import prepared

LONGEST: Final = timedelta(hours=4)
LONGEST_IDLE: Final = timedelta(minutes=30)
FRESH: Final = timedelta(minutes=10)
NOTED_EVERY: Final = timedelta(minutes=1)  # not on each page: it is a write
_OF_HER: Final = tuple(field.attname for field in Resident._meta.concrete_fields)  # noqa: SLF001 -- Django's name for it


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
    found = list(
        _lasting(
            municipality_nis=municipality_nis,
            token_hash=hash_of(token),
            moment=moment,
            idle_since=moment - LONGEST_IDLE,
        )
    )
    if not found:
        return None
    session_id, mandate_id, verified_at, seen_at, ends_at, *hers = found[0]
    return OpenSession(
        id=session_id,
        resident=shown(Resident(**dict(zip(_OF_HER, hers, strict=True)))),
        verified_at=verified_at,
        ends_at=ends_at,
        note_is_due=moment - seen_at >= NOTED_EVERY,
        acts_for=_acts_for(mandate_id, moment),
    )


@prepared
def _lasting(
    municipality_nis: Any, token_hash: Any, moment: Any, idle_since: Any
) -> QuerySet[ResidentSession, tuple[Any, ...]]:
    rows = ResidentSession.objects.filter(_lasts(moment, idle_since))
    rows = rows.filter(municipality_nis=municipality_nis, token_hash=token_hash).order_by()
    return rows.values_list(
        "id",
        "mandate_id",
        "verified_at",
        "seen_at",
        "ends_at",
        *(f"resident__{one}" for one in _OF_HER),
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
    return _lasts(moment, moment - LONGEST_IDLE)


def _lasts(moment: Any, idle_since: Any) -> Q:
    return Q(ended_at__isnull=True, ends_at__gt=moment, seen_at__gt=idle_since)


def hash_of(token: str) -> bytes:
    """Return what is stored of a token: 256 random bits need no salt and no key."""
    return hashlib.sha256(token.encode()).digest()
