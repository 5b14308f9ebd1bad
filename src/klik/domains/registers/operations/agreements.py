"""Record under which agreement a register delivers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.registers import access
from klik.domains.registers.models import Agreement
from klik.domains.registers.queries import RegistersNotYours, agreement_of
from klik.ground.canonical import digest_of
from klik.ground.clock import HOME
from klik.ground.deliveries.headers import check_agreement
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for
from klik.packages.records import RECORDS

KEEP_DAYS: Final = 365


class AgreementChanged(Refusal):
    """The agreement of an adoption is recorded once; another text is another adoption."""

    reason = (
        "The agreement of this adoption is recorded with other words. End the adoption and make a "
        "new one for the new agreement."
    )


class AgreementNotInForce(Refusal):
    """A delivery on a day outside the period of its agreement."""

    status = 422

    def __init__(self, agreement: Agreement) -> None:
        until = agreement.until_on.isoformat() if agreement.until_on else "further notice"
        super().__init__(
            f"The agreement is in force from {agreement.from_on} until {until}; nothing may be "
            "delivered under it on another day."
        )


def record_agreement(
    municipality_nis: str,
    agreement: Mapping[str, Any],
    *,
    adoption_id: UUID,
    package_family: str,
    moment: datetime,
) -> Agreement:
    """Record the agreement of an adoption; the same again returns the first and changes nothing.

    Args:
        municipality_nis: Among those acted for.
        agreement: The section `agreement` of an adoption that was read without a problem.
            `keep_days` says how long its data may be kept after delivery; 365 where it is silent.
        adoption_id: Whose agreement it is.
        package_family: Of the adopted package; a benefit is claimed once within a family.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        RegistersNotYours: Another role than regulation manager.
        AgreementChanged: It was recorded with other words.
        DeliveryRefused: Its columns do not exist, or cannot make a delivery.
    """
    require_acting_for(municipality_nis)
    if not access.may_record_agreement(current_actor()):
        raise RegistersNotYours
    digest = digest_of([agreement, package_family]).hex()
    known = Agreement.objects.filter(municipality_nis=municipality_nis, adoption_id=adoption_id)
    if (found := known.first()) is not None:
        if found.digest != digest:
            raise AgreementChanged
        return found
    check_agreement(agreement["columns"], record=RECORDS[agreement["record"]])
    made = _made(municipality_nis, agreement, package_family)
    made.adoption_id, made.digest, made.recorded_at = adoption_id, digest, moment
    made.save(force_insert=True)
    record_act(
        municipality_nis,
        "registers.record-agreement",
        subject=f"agreement:{made.pk}",
        payload={"adoption": str(adoption_id), "digest": digest, "columns": made.columns},
        moment=moment,
    )
    return made


def agreement_to_deliver_under(
    municipality_nis: str, agreement_id: UUID, *, moment: datetime
) -> Agreement:
    """Return an agreement under which the current actor may deliver at this moment.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        RegistersNotYours: Another role than clerk.
        RegisterNotFound: The municipality has no such agreement.
        AgreementNotInForce: It does not cover this day.
    """
    require_acting_for(municipality_nis)
    if not access.may_deliver(current_actor()):
        raise RegistersNotYours
    found = agreement_of(municipality_nis, agreement_id)
    day = moment.astimezone(HOME).date()
    if day < found.from_on or (found.until_on is not None and day > found.until_on):
        raise AgreementNotInForce(found)
    return found


def _made(municipality_nis: str, agreement: Mapping[str, Any], package_family: str) -> Agreement:
    until = agreement["until"]
    return Agreement(
        municipality_nis=municipality_nis,
        package_family=package_family,
        provider=agreement["provider"],
        title=dict(agreement["title"]),
        purpose=dict(agreement["purpose"]),
        record=agreement["record"],
        columns=list(agreement["columns"]),
        from_on=date.fromisoformat(agreement["from"]),
        until_on=None if until == "none" else date.fromisoformat(until),
        keep_days=int(agreement.get("keep_days", KEEP_DAYS)),
    )
