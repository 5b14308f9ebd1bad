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
    """A benefit that was taken for a key; the case may be one of another municipality."""

    case_id: UUID
    taken_on: date


def claims_on(family: str, keys: Collection[bytes]) -> Mapping[bytes, Claimed]:
    """Return the claims of a family on these keys, by key.

    Args:
        family: Of packages that give the same benefit.
        keys: Keyed hashes.
    """
    wanted = sorted(set(keys))
    found: dict[bytes, Claimed] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Claim.objects.filter(family=family, key_hash__in=wanted[start : start + _AT_ONCE])
        for key, case_id, taken_on in rows.values_list("key_hash", "case_id", "taken_on"):
            found[bytes(key)] = Claimed(case_id, taken_on)
    return found
