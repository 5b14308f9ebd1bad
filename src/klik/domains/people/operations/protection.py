"""Protect an address, end that, and look at one that is protected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from klik.domains.audit.operations import record_act, record_view
from klik.domains.people import access, queries
from klik.domains.people.models import Because, ProtectedAddress
from klik.domains.people.queries.protection import protected_row
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

LOOKED_AT: Final = "address"
"""What a view shows; it names no case, so that no other party of a case reads of it."""


class AddressProtected(Refusal):
    """An address that this actor may not see."""

    status = 403
    reason = (
        "This holds a protected address. Only a clerk or an auditor may see it. Ask one of them."
    )


class ProtectionNotYours(Refusal):
    """An actor who may not protect addresses."""

    status = 403
    reason = "Only a clerk protects an address or ends that."


class ReasonUnknown(Refusal):
    """A reason that is none of the reasons."""

    status = 422
    reason = "Say why: the National Register, a court or care service, or the resident herself."


def protect_address(
    municipality_nis: str, person: bytes, *, because: str, moment: datetime
) -> None:
    """Show the address of a person from now on to two roles only; again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        person: Her keyed hash.
        because: A value of `Because`.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        ProtectionNotYours: Another role than clerk.
        ReasonUnknown: It is no reason.
    """
    _require_clerk(municipality_nis, because)
    if protected_row(person, municipality_nis) is not None:
        return
    row = ProtectedAddress(
        municipality_nis=municipality_nis,
        person=person,
        because=because,
        protected_at=moment,
        protected_by=current_actor().reference,
    )
    ProtectedAddress.objects.bulk_create([row], ignore_conflicts=True)  # two clerks at once
    if ProtectedAddress.objects.filter(pk=row.pk).exists():
        _record(row, "people.protect-address", because, moment)


def end_protection(municipality_nis: str, person: bytes, *, because: str, moment: datetime) -> None:
    """Show the address of a person as that of everybody; again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        person: Her keyed hash.
        because: A value of `Because`: who says that it is over.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        ProtectionNotYours: Another role than clerk.
        ReasonUnknown: It is no reason.
    """
    _require_clerk(municipality_nis, because)
    row = protected_row(person, municipality_nis)
    if row is not None:
        _record(row, "people.end-protection", because, moment)
        row.delete()


def see_address(
    municipality_nis: str, persons: Collection[bytes], *, purpose: str, moment: datetime
) -> bool:
    """Say whether the current actor sees an address now; her look at a protected one is noted.

    Args:
        municipality_nis: Among those acted for.
        persons: The keyed hashes of everybody who may live there.
        purpose: Why she looks, in the words of the processing register; empty where she did not
            say so, and then a protected address is not shown.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    actor = current_actor()
    hidden = [one for one in queries.protected_among(persons) if not actor.is_resident(one)]
    if not hidden:
        return True
    if not purpose or not queries.may_see_address(actor, hidden):
        return False
    for one in sorted(hidden):
        record_view(
            municipality_nis, person=one.hex(), shown=LOOKED_AT, purpose=purpose, moment=moment
        )
    return True


def _require_clerk(municipality_nis: str, because: str) -> None:
    require_acting_for(municipality_nis)
    if not access.may_protect(current_actor()):
        raise ProtectionNotYours
    if because not in Because.values:
        raise ReasonUnknown


def _record(row: ProtectedAddress, act: str, because: str, moment: datetime) -> None:
    record_act(
        row.municipality_nis,
        act,
        subject=f"protection:{row.pk}",
        payload={"reason": because},
        moment=moment,
    )
