"""Reads of claims: the one place where a benefit is looked at over all municipalities."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from klik.domains.cases.models import Claim

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Claimed:
    """A benefit that was taken for a key; the case may be one of another municipality.

    Attributes:
        case_id: Which case holds it.
        taken_on: The day of its decision.
        turn: Which time it was given, from 0.
        counts_from: Its reference day, where it is given again after some years.
    """

    case_id: UUID
    taken_on: date
    turn: int = 0
    counts_from: date | None = None


def claims_on(family: str, keys: Collection[bytes]) -> Mapping[bytes, Claimed]:
    """Return the claims of a family on these keys, by key: of each the one of its last turn.

    Args:
        family: Of packages that give the same benefit.
        keys: Keyed hashes.
    """
    wanted = sorted(set(keys))
    found: dict[bytes, Claimed] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Claim.objects.filter(family=family, key_hash__in=wanted[start : start + _AT_ONCE])
        names = ("key_hash", "case_id", "taken_on", "turn", "counts_from")
        for key, *claimed in rows.order_by("turn").values_list(*names):
            found[bytes(key)] = Claimed(*claimed)
    return found
