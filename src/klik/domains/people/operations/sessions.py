"""Log-ins of residents: a random token that only her browser knows, for some hours."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from klik.domains.audit.operations import record_act
from klik.domains.people import queries
from klik.domains.people.models import Resident, ResidentSession
from klik.domains.people.operations.mandates import MandateNotFound
from klik.domains.people.operations.residents import confirm_resident
from klik.domains.people.ports import VerifiedPerson
from klik.domains.people.queries.sessions import hash_of, lasting_at
from klik.ground.refusals import Refusal
from klik.ground.tenancy import require_acting_for

TOKEN_BYTES: Final = 32


class LogInNotFresh(Refusal):
    """An act for which she must have shown who she is only just now."""

    status = 403
    reason = "Log in again before you do this: it is some time ago that you showed who you are."


@dataclass(frozen=True, slots=True)
class Started:
    """A log-in that began.

    Attributes:
        token: For her browser; it is known nowhere else and never again.
        ends_at: When it ends at the latest.
    """

    token: str = field(repr=False)
    ends_at: datetime


def log_in(municipality_nis: str, verified: VerifiedPerson, *, moment: datetime) -> Started:
    """Log in whom a provider verified, in one municipality.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        IdentityOfAnother: The log-in belongs to somebody else.
        PersonWrong: There is no name.
    """
    resident = confirm_resident(municipality_nis, verified, moment=moment)
    return start_session(resident, verified_at=verified.verified_at, moment=moment)


def start_session(resident: Resident, *, verified_at: datetime, moment: datetime) -> Started:
    """Start a session of a resident.

    Args:
        resident: Who.
        verified_at: When she showed who she is; a later moment than now counts as now.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session = ResidentSession(
        municipality_nis=resident.municipality_nis,
        resident=resident,
        token_hash=hash_of(token),
        started_at=moment,
        verified_at=min(verified_at, moment),
        seen_at=moment,
        ends_at=moment + queries.LONGEST,
    )
    session.save(force_insert=True)
    _record("people.start-session", session, moment)
    return Started(token, session.ends_at)


def end_session(municipality_nis: str, token: str, *, moment: datetime) -> bool:
    """End the session behind a token; say whether it lasted still.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    rows = ResidentSession.objects.filter(lasting_at(moment), token_hash=hash_of(token))
    return _end(rows.filter(municipality_nis=municipality_nis).first(), moment)


def end_sessions(resident: UUID, *, moment: datetime) -> int:
    """End every session of a resident, on all her devices; return how many lasted.

    Raises:
        NotActing: Outside `acting_for`.
    """
    return sum(_end(one, moment) for one in queries.sessions_of(resident, moment=moment))


def act_for(session: UUID, mandate: UUID | None, *, moment: datetime) -> None:
    """Let a resident act for another in her session, or for herself again.

    Args:
        session: Hers.
        mandate: That she took and that holds; None for herself.
        moment: When.

    Raises:
        NotActing: Outside `acting_for`.
        MandateNotFound: She took no such mandate, or it ended.
    """
    row = ResidentSession.objects.select_related("resident", "mandate__giver").get(pk=session)
    taken = queries.mandates_taken(row.resident_id, moment=moment)
    found = None if mandate is None else taken.filter(pk=mandate).first()
    if mandate is not None and found is None:
        raise MandateNotFound
    if row.mandate_id == mandate:
        return
    about = found or row.mandate
    row.mandate = found
    row.save(update_fields=["mandate"])
    record_act(
        row.municipality_nis,
        "people.act-for" if found else "people.act-for-herself",
        subject=row.resident.reference,
        payload={"giver": about.giver.reference if about else ""},
        moment=moment,
    )


def note_seen(session: UUID, *, moment: datetime) -> None:
    """Note that somebody is still there, so that her session does not end by itself."""
    ResidentSession.objects.filter(pk=session, seen_at__lt=moment).update(seen_at=moment)


def require_fresh(
    session: queries.OpenSession, *, moment: datetime, within: timedelta = queries.FRESH
) -> None:
    """Return silently when she showed who she is within some minutes of `moment`.

    Raises:
        LogInNotFresh: It is longer ago.
    """
    if not session.is_fresh(moment, within):
        raise LogInNotFresh


def forget_sessions(*, moment: datetime) -> int:
    """Remove the sessions that ended, of the municipalities acted for; return how many."""
    rows = ResidentSession.objects.filter(
        Q(ended_at__isnull=False)
        | Q(ends_at__lte=moment)
        | Q(seen_at__lte=moment - queries.LONGEST_IDLE)
    )
    gone, _ = rows.delete()
    return gone


def _end(session: ResidentSession | None, moment: datetime) -> bool:
    if session is None:
        return False
    session.ended_at = moment
    session.save(update_fields=["ended_at"])
    _record("people.end-session", session, moment)
    return True


def _record(act: str, session: ResidentSession, moment: datetime) -> None:
    record_act(
        session.municipality_nis,
        act,
        subject=session.resident.reference,
        payload={"session": str(session.pk)},
        moment=moment,
    )
