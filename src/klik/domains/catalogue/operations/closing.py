"""Ending an adoption by a decision, or taking back one on which nothing rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from klik.domains.audit.operations import record_act
from klik.domains.catalogue import access, ports
from klik.domains.catalogue.models import AdoptionRecord, AdoptionState
from klik.domains.catalogue.operations.adopting import AdoptionNotYours
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class CannotEnd(Refusal):
    """The last day does not fit the adoption."""

    status = 409


class CannotWithdraw(Refusal):
    """Something rests on the adoption."""

    reason = (
        "A run or a decision rests on this adoption, so it cannot be taken back. End it instead, "
        "on the last day that it holds."
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """The decision that ends an adoption.

    Attributes:
        last_day: On which the regulation still holds.
        organ: Who decided, such as the council.
        decided_on: When.
        reference: Under which reference.
    """

    last_day: date
    organ: str
    decided_on: date
    reference: str


def end_adoption(record: AdoptionRecord, *, ending: Ending, moment: datetime) -> AdoptionRecord:
    """Let an adoption end earlier than its text says; the same last day again changes nothing.

    Whoever has her reference day on the last day or before is still decided under it.

    Args:
        record: The adoption.
        ending: The decision that ends it.
        moment: When this is recorded.

    Raises:
        CannotEnd: The last day lies outside its period, or it was ended or withdrawn otherwise.
        AdoptionNotYours: Another role.
        NotActing: Outside `acting_for`.
    """
    locked = _locked(record)
    if locked.state == AdoptionState.ENDED and locked.until_on == ending.last_day:
        return locked
    _refuse_ending(locked, ending.last_day)
    locked.state = AdoptionState.ENDED
    locked.until_on, locked.closed_at = ending.last_day, moment
    locked.save(update_fields=["state", "until_on", "closed_at"])
    record_act(
        locked.municipality_nis,
        "catalogue.end-adoption",
        subject=f"adoption:{locked.pk}",
        payload={
            "last_day": ending.last_day.isoformat(),
            "organ": ending.organ,
            "decided_on": ending.decided_on.isoformat(),
            "reference": ending.reference,
        },
        moment=moment,
    )
    return locked


def withdraw_adoption(record: AdoptionRecord, *, reason: str, moment: datetime) -> AdoptionRecord:
    """Take back an adoption on which nothing rests, as one made by mistake; again changes nothing.

    Args:
        record: The adoption.
        reason: Why, for the audit.
        moment: When.

    Raises:
        CannotWithdraw: A run or a decision rests on it.
        AdoptionNotYours: Another role.
        NotActing: Outside `acting_for`.
    """
    locked = _locked(record)
    if locked.state == AdoptionState.WITHDRAWN:
        return locked
    if ports.rests_on_adoption.service()(locked.pk):
        raise CannotWithdraw
    locked.state, locked.closed_at = AdoptionState.WITHDRAWN, moment
    locked.save(update_fields=["state", "closed_at"])
    record_act(
        locked.municipality_nis,
        "catalogue.withdraw-adoption",
        subject=f"adoption:{locked.pk}",
        payload={"reason": reason},
        moment=moment,
    )
    return locked


def _locked(record: AdoptionRecord) -> AdoptionRecord:
    if not access.may_adopt(current_actor()):
        raise AdoptionNotYours
    rows = AdoptionRecord.objects.select_for_update(of=("self",)).select_related("release")
    return rows.defer("release__archive").get(pk=record.pk)


def _refuse_ending(record: AdoptionRecord, last_day: date) -> None:
    if record.state != AdoptionState.IN_FORCE:
        raise CannotEnd(
            f"This adoption was already {record.state}"
            + (f" and holds until {record.until_on}." if record.until_on else ".")
        )
    if last_day < record.from_on or (record.until_on and last_day > record.until_on):
        raise CannotEnd(
            f"Choose a last day from {record.from_on}"
            + (f" until {record.until_on}." if record.until_on else ".")
        )
