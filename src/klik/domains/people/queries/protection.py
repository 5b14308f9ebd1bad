"""Whose address is protected, and who may see it: the one place that decides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from klik.domains.people import access, ports
from klik.domains.people.models import ProtectedAddress
from klik.domains.people.queries.residents import same_person
from klik.ground.tenancy import Actor


@dataclass(frozen=True, slots=True)
class ProtectionShown:
    """That an address is protected.

    Attributes:
        because: Why, as a code.
        protected_at: Since when.
        protected_by: The reference of who did it.
    """

    because: str
    protected_at: datetime
    protected_by: str


def may_see_address(actor: Actor, persons: Collection[bytes]) -> bool:
    """Say whether `actor` may see an address that is of these people, or of one of them.

    An address that is protected of nobody, everybody may see who may see the page. A protected one
    is for two roles, for jobs, and for herself. A look of staff also needs a purpose and is written
    down: `operations.see_address` does both.

    Args:
        actor: Who would see it.
        persons: The keyed hashes of everybody who may live there.

    Raises:
        NotActing: Outside `acting_for`.
    """
    hidden = [one for one in protected_among(persons) if not actor.is_resident(one)]
    return not hidden or access.may_see_protected(actor)


def protected_among(persons: Collection[bytes]) -> frozenset[bytes]:
    """Return those of these people whose address is protected in a municipality acted for.

    Args:
        persons: Keyed hashes; a number that was replaced counts as the one that replaced it.

    Raises:
        NotActing: Outside `acting_for`.
    """
    if not persons or not ProtectedAddress.objects.exists():  # as almost always
        return frozenset()
    latest = ports.latest_numbers.service()(list(persons))
    theirs = {*persons, *latest, *latest.values()}
    rows = ProtectedAddress.objects.filter(person__in=theirs).values_list("person", flat=True)
    newest = {latest.get(bytes(one), bytes(one)) for one in rows}
    return frozenset(one for one in persons if latest.get(one, one) in newest)


def protection_of(person: bytes, municipality_nis: str) -> ProtectionShown | None:
    """Return why the address of a person is protected in a municipality; None where it is not.

    Raises:
        NotActing: Outside `acting_for`.
    """
    row = protected_row(person, municipality_nis)
    return ProtectionShown(row.because, row.protected_at, row.protected_by) if row else None


def protected_row(person: bytes, municipality_nis: str) -> ProtectedAddress | None:
    """Return the row of `protection_of`."""
    rows = ProtectedAddress.objects.filter(municipality_nis=municipality_nis)
    return rows.filter(person__in=same_person(person)).first()
