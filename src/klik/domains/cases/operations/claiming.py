"""Taking a benefit once: the table of claims decides who was first, whatever runs at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from klik.domains.cases.models import Claim
from klik.domains.cases.queries.claims import claims_on


def claim(
    family: str, wanted: Mapping[UUID, Collection[bytes]], *, taken_on: date
) -> frozenset[UUID]:
    """Claim a benefit for every key of each case; return the cases that hold all of theirs.

    A case that lost one key to another lets go of those it took now.

    Args:
        family: Of packages that give the same benefit.
        wanted: Per case the keyed hashes of its subject.
        taken_on: The day of the decision.
    """
    # In one order everywhere, so that two runs never wait for each other; the first case of a
    # key in this very call is the one that gets it.
    asked: dict[bytes, UUID] = {}
    for case_id, keys in wanted.items():
        for key in keys:
            asked.setdefault(key, case_id)
    before = set(claims_on(family, asked))
    Claim.objects.bulk_create(
        [
            Claim(family=family, key_hash=key, case_id=asked[key], taken_on=taken_on)
            for key in sorted(asked.keys() - before)
        ],
        ignore_conflicts=True,
    )
    held = claims_on(family, asked)
    won = frozenset(
        case_id
        for case_id, keys in wanted.items()
        if all(held[key].case_id == case_id for key in keys)
    )
    lost = wanted.keys() - won
    taken_now = [
        key for key in asked.keys() - before if asked[key] in lost and held[key].case_id in lost
    ]
    if taken_now:
        Claim.objects.filter(
            family=family, key_hash__in=sorted(taken_now), case_id__in=list(lost)
        ).delete()
    return won


def claim_more(
    family: str, wanted: Mapping[UUID, Collection[bytes]], *, taken_on: date
) -> frozenset[UUID]:
    """Claim the keys that became known of cases that were decided before.

    Returns:
        The cases that hold every key now; of the others a key is another case's.
    """
    return claim(family, wanted, taken_on=taken_on)


def release(case_id: UUID) -> None:
    """Let a benefit be granted again to the subject of a case that was withdrawn."""
    Claim.objects.filter(case_id=case_id).delete()
