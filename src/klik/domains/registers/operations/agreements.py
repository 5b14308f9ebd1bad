"""Record under which agreement a register delivers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

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
CORRECTIONS: Final = "corrections_email"
"""Whom the owner wants to hear from; not among the words of an agreement, for it may change."""


class AgreementChanged(Refusal):
    """The agreement of an adoption is recorded once; another text is another adoption."""

    reason = (
        "The agreement of this adoption is recorded with other words. End the adoption and make a "
        "new one for the new agreement."
    )


class ContactRefused(Refusal):
    """An address for corrections that no mail reaches."""

    status = 422
    reason = "Write an e-mail address such as correcties@voorbeeld.example, or leave it empty."


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
        ContactRefused: Nobody can be written to at its address for corrections.
        DeliveryRefused: Its columns do not exist, or cannot make a delivery.
    """
    require_acting_for(municipality_nis)
    if not access.may_record_agreement(current_actor()):
        raise RegistersNotYours
    words = {name: value for name, value in agreement.items() if name != CORRECTIONS}
    digest = digest_of([words, package_family]).hex()
    known = Agreement.objects.filter(municipality_nis=municipality_nis, adoption_id=adoption_id)
    if (found := known.first()) is not None:
        if found.digest != digest:
            raise AgreementChanged
        return found
    check_agreement(agreement["columns"], record=RECORDS[agreement["record"]])
    _require_address(str(agreement.get(CORRECTIONS, "")))
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


def set_correction_contact(
    municipality_nis: str, agreement_id: UUID, email: str, *, moment: datetime
) -> Agreement:
    """Note to whom one writes when something that was delivered is not right; again is no act.

    Args:
        municipality_nis: Among those acted for.
        agreement_id: Of the agreement.
        email: Of a desk of who delivers, never of one person; empty where there is none.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        RegistersNotYours: Another role than regulation manager.
        RegisterNotFound: The municipality has no such agreement.
        ContactRefused: No mail reaches this address.
    """
    require_acting_for(municipality_nis)
    if not access.may_record_agreement(current_actor()):
        raise RegistersNotYours
    found = agreement_of(municipality_nis, agreement_id)
    email = email.strip()
    _require_address(email)
    if found.corrections_email == email:
        return found
    found.corrections_email = email
    found.save(update_fields=["corrections_email"])
    record_act(
        municipality_nis,
        "registers.set-correction-contact",
        subject=f"agreement:{found.pk}",
        payload={"email": email},
        moment=moment,
    )
    return found


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
        corrections_email=str(agreement.get(CORRECTIONS, "")),
    )


def _require_address(email: str) -> None:
    """Refuse what no mail server takes; nothing at all is allowed."""
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise ContactRefused from None
    # Not every server takes other signs (RFC 6531); between quotes almost anything is allowed.
    if not email.isascii() or '"' in email:
        raise ContactRefused
