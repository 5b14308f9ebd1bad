"""Which numbers are one person's, and which rows have one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from klik.domains.registers.models import DeliveredRow, RowKey, SubjectAlias
from klik.domains.registers.queries.subjects import Key, Known, position_of
from klik.ground.tenancy.prepared import prepared

_AT_ONCE: Final = 500
_Value = TypeVar("_Value", bytes, UUID)


def latest_numbers(hashes: Collection[bytes]) -> dict[bytes, bytes]:
    """Return, for these keys and all that they replaced or were replaced by, the newest number.

    A key that was never replaced does not stand in it.
    """
    replaced = _aliases_around(hashes)
    latest = {}
    for old in replaced:
        newest = old
        while newest in replaced:  # links make no circle: `link_numbers` refuses one
            newest = replaced[newest]
        latest[old] = newest
    return latest


def every_number(hashes: Iterable[bytes], latest: Mapping[bytes, bytes]) -> frozenset[bytes]:
    """Return these keys with every earlier and later number of the same person."""
    newest = {latest.get(one, one) for one in hashes}
    return frozenset(hashes) | newest | {old for old, new in latest.items() if new in newest}


def rows_with(agreement_id: UUID, hashes: Collection[bytes]) -> list[Known]:
    """Return the rows of an agreement that have one of these keys, or share one with such a row."""
    asked: set[bytes] = set()
    found: dict[UUID, Known] = {}
    waiting = set(every_number(hashes, latest_numbers(hashes)))
    while waiting:
        asked |= waiting
        rows = known_rows(agreement_id, hashes=waiting)
        found.update((row.token, row) for row in rows)
        met = {one for row in rows for one in row.hashes} - asked
        waiting = set(every_number(met, latest_numbers(met))) - asked
    return sorted(found.values(), key=lambda row: row.position)


def known_rows(
    agreement_id: UUID,
    *,
    hashes: Collection[bytes] | None = None,
    tokens: Collection[UUID] | None = None,
) -> list[Known]:
    """Return rows of an agreement: all by position, or those with these keys or these tokens."""
    rows = DeliveredRow.objects.filter(delivery__agreement_id=agreement_id)
    if hashes is not None:
        parts = [rows.filter(pk__in=_having(some)) for some in _in_parts(hashes)]
    elif tokens is not None:
        parts = [rows.filter(token__in=some) for some in _in_parts(tokens)]
    else:
        parts = [rows]
    return [one for part in parts for one in _known(part)]


def _having(hashes: list[bytes]) -> QuerySet[RowKey, int]:
    return RowKey.objects.filter(key__in=hashes).values_list("row_id", flat=True)


def _known(rows: QuerySet[DeliveredRow]) -> list[Known]:
    read = rows.defer("sealed", "questions").select_related("delivery").prefetch_related("keys")
    return [known(row) for row in read.order_by("delivery__number", "line")]


def known(row: DeliveredRow) -> Known:
    """Return a row, whose delivery and keys are loaded, without what is encrypted."""
    keys = sorted(row.keys.all(), key=lambda key: key.place)
    return Known(
        token=row.token,
        position=position_of(row.delivery.number, row.line),
        delivery_id=row.delivery_id,
        event=row.event,
        content=bytes(row.content),
        keys=tuple(Key(one.place, bytes(one.key), one.is_temporary) for one in keys),
    )


def _aliases_around(hashes: Collection[bytes]) -> dict[bytes, bytes]:
    links: dict[bytes, bytes] = {}
    asked: set[bytes] = set()
    waiting = set(hashes)
    while waiting:
        asked |= waiting
        found: dict[bytes, bytes] = {}
        for some in _in_parts(waiting):
            found.update((bytes(old), bytes(new)) for old, new in _links_of(keys=some))
        links.update(found)
        waiting = {one for link in found.items() for one in link} - asked
    return links


@prepared
def _links_of(keys: Any) -> QuerySet[SubjectAlias, tuple[Any, ...]]:
    rows = SubjectAlias.objects.filter(Q(old__in=keys) | Q(new__in=keys))
    return rows.order_by().values_list("old", "new")


def _in_parts(values: Collection[_Value]) -> Iterable[list[_Value]]:
    ordered = sorted(values)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
