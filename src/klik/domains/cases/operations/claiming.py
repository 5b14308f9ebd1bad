"""Taking a benefit once: the table of claims decides who was first, whatever runs at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from klik.domains.cases.models import Claim
from klik.domains.cases.queries.claims import Claimed, claims_on
from klik.rules.functions import add_months


@dataclass(frozen=True, slots=True)
class Again:
    """That a benefit is given again, some years from reference day to reference day.

    Attributes:
        counts_from: The reference day of what is decided now.
        years: How many there must lie between.
    """

    counts_from: date
    years: int

    def is_over(self, before: Claimed) -> bool:
        """Say whether the years of an earlier claim are over; not where its day is unknown."""
        if before.counts_from is None:
            return False
        again = add_months(before.counts_from, 12 * self.years)
        return again is not None and again <= self.counts_from


def claim(
    family: str,
    wanted: Mapping[UUID, Collection[bytes]],
    *,
    taken_on: date,
    again: Mapping[UUID, Again] = MappingProxyType({}),
) -> frozenset[UUID]:
    """Claim a benefit for every key of each case; return the cases that hold all of theirs.

    A case that lost one key to another lets go of those it took now.

    Args:
        family: Of packages that give the same benefit.
        wanted: Per case the keyed hashes of its subject.
        taken_on: The day of the decision.
        again: Per case that it is given again after some years; of others it is given once.
    """
    # In one order everywhere, so that two runs never wait for each other; the first case of a
    # key in this very call is the one that gets it.
    asked: dict[bytes, UUID] = {}
    for case_id, keys in wanted.items():
        for key in keys:
            asked.setdefault(key, case_id)
    before = claims_on(family, asked)
    free = {key for key, case_id in asked.items() if _is_free(before.get(key), case_id, again)}
    Claim.objects.bulk_create(
        [_taken(family, key, asked[key], before.get(key), taken_on, again) for key in sorted(free)],
        ignore_conflicts=True,
    )
    held = claims_on(family, asked)
    won = frozenset(
        case_id
        for case_id, keys in wanted.items()
        if all(held[key].case_id == case_id for key in keys)
    )
    lost = wanted.keys() - won
    taken_now = [key for key in free if asked[key] in lost and held[key].case_id in lost]
    if taken_now:
        Claim.objects.filter(
            family=family, key_hash__in=sorted(taken_now), case_id__in=list(lost)
        ).delete()
    return won


def _taken(
    family: str,
    key: bytes,
    case_id: UUID,
    before: Claimed | None,
    taken_on: date,
    again: Mapping[UUID, Again],
) -> Claim:
    return Claim(
        family=family,
        key_hash=key,
        case_id=case_id,
        taken_on=taken_on,
        turn=before.turn + 1 if before else 0,
        counts_from=again[case_id].counts_from if case_id in again else None,
    )


def _is_free(before: Claimed | None, case_id: UUID, again: Mapping[UUID, Again]) -> bool:
    if before is None:
        return True
    return before.case_id != case_id and case_id in again and again[case_id].is_over(before)


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
