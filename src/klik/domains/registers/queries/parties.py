"""What a register told about somebody's own: rows that name her, and no other."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

from klik.domains.registers import access
from klik.domains.registers.models import Agreement, RowParty
from klik.domains.registers.queries.deliveries import RegistersNotYours, agreements_in_force
from klik.domains.registers.queries.numbers import (
    every_number,
    known_rows,
    latest_numbers,
    rows_with,
)
from klik.domains.registers.queries.rows import StoredRow, counting_rows
from klik.domains.registers.queries.subjects import WITHDRAWN
from klik.ground.deliveries import Accepted
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import current_actor
from klik.packages.records import RECORDS, Record


def rows_of_party(
    municipality_nis: str, adoption_id: UUID, person: bytes, *, day: date
) -> list[StoredRow]:
    """Return the rows that count and name a person beside their subject, by position.

    Only under the agreement of this adoption, while it is in force: what was agreed for one
    purpose is shown for no other. A withdrawn subject is left out.

    Args:
        municipality_nis: Among those acted for.
        adoption_id: Whose agreement covers the purpose.
        person: The keyed hash of her number; earlier and later numbers count as well.
        day: On which the agreement must be in force.

    Raises:
        RegistersNotYours: Another role; a resident reads what names her.
        FileMissing, FileDamaged: A snapshot is not what was stored.
    """
    agreement = _agreement(municipality_nis, adoption_id, day)
    if agreement is None:
        return []
    numbers = every_number({person}, latest_numbers({person}))
    parties = RowParty.objects.filter(
        row__delivery__agreement=agreement, person__in=sorted(numbers)
    )
    named = frozenset(parties.values_list("row__token", flat=True))
    if not named:
        return []
    asked = known_rows(agreement.pk, tokens=named)
    keyed = rows_with(agreement.pk, {one for row in asked for one in row.hashes})
    rows = counting_rows(agreement, [*keyed, *(row for row in asked if not row.keys)])
    # The row that counts may be a correction that names her no more: then it is hers no more. What
    # it says itself decides, for the table that finds it proves nothing.
    record = RECORDS[agreement.record]
    return [
        row
        for row in rows
        if row.event != WITHDRAWN and numbers & parties_of(record, row.accepted, keyed_hash)
    ]


def row_of_party(
    municipality_nis: str,
    adoption_id: UUID,
    keys: Collection[bytes],
    *,
    person: bytes,
    day: date,
) -> StoredRow | None:
    """Return the row of a subject with one of these keys, where it names this person.

    Raises:
        RegistersNotYours, FileMissing, FileDamaged: As `rows_of_party`.
    """
    wanted = frozenset(keys)
    if not wanted:
        return None
    found = rows_of_party(municipality_nis, adoption_id, person, day=day)
    return next((row for row in found if wanted & set(row.keys)), None)


def parties_of(
    record: Record, row: Accepted, hash_text: Callable[[str], bytes]
) -> frozenset[bytes]:
    """Return whom a row names by number beside its subject, as keyed hashes."""
    numbers = (
        row.values.get(name)
        for name, column in record.columns.items()
        if column.type == "insz" and name not in record.keys
    )
    return frozenset(hash_text(f"insz:{number}") for number in numbers if number)


def _agreement(municipality_nis: str, adoption_id: UUID, day: date) -> Agreement | None:
    if not access.may_read_own_rows(current_actor()):
        raise RegistersNotYours
    found = agreements_in_force(municipality_nis, day).filter(adoption_id=adoption_id)
    return found.first()
