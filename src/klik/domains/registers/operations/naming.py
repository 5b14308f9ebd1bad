"""Whom rows name beside their subject, of deliveries that came before that was kept."""

from __future__ import annotations

import json
from typing import Final

from klik.domains.registers import access
from klik.domains.registers.models import DeliveredRow, Delivery, RowParty
from klik.domains.registers.queries import (
    RegistersNotYours,
    deliveries_to_name,
    identity_purpose,
)
from klik.domains.registers.queries.parties import parties_of
from klik.ground.deliveries import Accepted
from klik.ground.keys.hashing import hasher
from klik.ground.keys.sealing import decrypt
from klik.ground.tenancy import current_actor, require_acting_for
from klik.packages.records import RECORDS

_AT_ONCE: Final = 500


def name_parties(municipality_nis: str) -> int:
    """Write down whom the next rows name; killed and done again, nothing changes.

    Returns:
        How many rows were looked at; 0 once every delivery of the municipality is done.

    Raises:
        RegistersNotYours: Another actor than the installation itself, or a clerk.
        CannotDecrypt: A row was changed.
    """
    require_acting_for(municipality_nis)
    if not access.may_deliver(current_actor()):
        raise RegistersNotYours
    delivery = deliveries_to_name().filter(municipality_nis=municipality_nis).first()
    while delivery is not None:
        rows = _next_rows(delivery)
        delivery.parties_named_to = rows[-1].line if rows else None
        delivery.save(update_fields=["parties_named_to"])
        if rows:
            _name(delivery, rows)
            return len(rows)
        delivery = deliveries_to_name().filter(municipality_nis=municipality_nis).first()
    return 0


def _next_rows(delivery: Delivery) -> list[DeliveredRow]:
    rows = DeliveredRow.objects.filter(delivery=delivery, line__gt=delivery.parties_named_to or 0)
    return list(rows.order_by("line")[:_AT_ONCE])


def _name(delivery: Delivery, rows: list[DeliveredRow]) -> None:
    record, hash_text = RECORDS[delivery.agreement.record], hasher()
    parties = [
        RowParty(municipality_nis=delivery.municipality_nis, row=row, person=person)
        for row in rows
        for person in sorted(parties_of(record, _identity_of(row), hash_text))
    ]
    RowParty.objects.bulk_create(parties, ignore_conflicts=True)


def _identity_of(row: DeliveredRow) -> Accepted:
    """Return the half of a row that names people: the snapshot is not read for it."""
    sealed = decrypt(row.municipality_nis, identity_purpose(row.token), bytes(row.sealed))
    return Accepted(
        line=row.line,
        values=json.loads(sealed),
        municipality_nis=row.municipality_nis,
        delivered_nis=row.delivered_nis,
        questions=(),
    )
