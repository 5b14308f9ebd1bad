"""Whether a register answers about somebody now, and what it says.

Klik asks no register while somebody waits: what one delivered lies in a snapshot. So a register
does not answer where its snapshot cannot be read, where no delivery of it counts any more, or where
the agreement under which it told us things has ended.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from klik.domains.registers.models import Delivery, DeliveryState
from klik.domains.registers.queries.deliveries import (
    RegisterNotFound,
    agreement_of_adoption,
    agreements_in_force,
)
from klik.domains.registers.queries.parties import row_of_party
from klik.domains.registers.queries.rows import StoredRow
from klik.ground.files import FileDamaged, FileMissing


class Silent(StrEnum):
    """Why a register does not answer."""

    UNREADABLE = "unreadable"  # what it delivered is not on the disk, or was changed there
    NOT_DELIVERED = "not-delivered"  # it delivered nothing that counts, or its term has passed
    ENDED = "ended"  # the agreement is not in force


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register says about a subject.

    Attributes:
        row: What it told; None where it knows nobody like that, or does not answer.
        silent: Why it does not answer; None where it does.
    """

    row: StoredRow | None = field(default=None, repr=False)
    silent: Silent | None = None


def answer_about(
    municipality_nis: str,
    adoption_id: UUID,
    keys: Collection[bytes],
    *,
    person: bytes,
    day: date,
) -> Answer:
    """Return what the register of an adoption says of a subject with one of these keys.

    A municipality that never recorded an agreement has no register to ask: that is no silence.

    Args:
        municipality_nis: Among those acted for.
        adoption_id: Whose agreement covers the purpose.
        keys: Of the subject; without any nothing is asked.
        person: The keyed hash of who must be named beside the subject.
        day: On which the agreement must be in force.

    Raises:
        RegistersNotYours: Another role.
    """
    if not keys:
        return Answer()
    silent = _silent(municipality_nis, adoption_id, day)
    if silent is not None:
        return Answer(silent=silent)
    try:
        row = row_of_party(municipality_nis, adoption_id, keys, person=person, day=day)
    except (FileMissing, FileDamaged, OSError):
        return Answer(silent=Silent.UNREADABLE)
    return Answer(row)


def _silent(municipality_nis: str, adoption_id: UUID, day: date) -> Silent | None:
    try:
        agreement = agreement_of_adoption(municipality_nis, adoption_id)
    except RegisterNotFound:
        return None
    if agreement.from_on > day:
        return None  # it begins later: nobody counts on it yet
    if not agreements_in_force(municipality_nis, day).filter(pk=agreement.pk).exists():
        return Silent.ENDED
    counting = Delivery.objects.filter(
        agreement=agreement, state=DeliveryState.CHECKED, expired_at__isnull=True
    )
    return None if counting.exists() else Silent.NOT_DELIVERED
