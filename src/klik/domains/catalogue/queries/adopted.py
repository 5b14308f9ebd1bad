"""Reads of adoptions, and an adoption as it decides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from klik.domains.catalogue.models import AdoptionRecord, AdoptionState, Release
from klik.domains.catalogue.queries.released import package_of
from klik.ground.refusals import Refusal
from klik.packages.adoption import Adoption, adoption_document
from klik.packages.adoption import adoption_of as read_text

ADOPTIONS_KEPT: Final = 64  # compiled, per process
FILE: Final = "adoption.yaml"


class AdoptionNotFound(Refusal):
    """No adoption of a municipality acted for has this key."""

    status = 404
    reason = "There is no such adoption."


class AdoptionDamaged(RuntimeError):
    """The text of an adoption is not the one that its digest names."""


@dataclass(frozen=True, slots=True)
class _Text:
    """An adoption by the digests of its text and its release, and the day it was ended on."""

    digest: str
    release_digest: str
    last_day: date | None
    text: bytes = field(compare=False, repr=False)
    release: Release = field(compare=False, repr=False)


def adoptions_of(municipality_nis: str) -> QuerySet[AdoptionRecord]:
    """Return the adoptions of a municipality acted for, with their releases, the newest first."""
    found = AdoptionRecord.objects.filter(municipality_nis=municipality_nis)
    return _with_release(found).order_by("-from_on", "-adopted_at", "id")


def adoption_of(adoption_id: UUID) -> AdoptionRecord:
    """Return one adoption of a municipality acted for, with its release.

    Raises:
        AdoptionNotFound: There is none.
    """
    found = _with_release(AdoptionRecord.objects.filter(pk=adoption_id)).first()
    if found is None:
        raise AdoptionNotFound
    return found


def adoptions_in_force(municipality_nis: str, day: date) -> QuerySet[AdoptionRecord]:
    """Return the adoptions that hold on `day`, by family and then by when they began.

    One that was ended holds up to its last day; one that was withdrawn never held.
    """
    return (
        adoptions_of(municipality_nis)
        .exclude(state=AdoptionState.WITHDRAWN)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
        .order_by("family", "from_on", "id")
    )


def municipalities_with_adoptions(day: date) -> frozenset[str]:
    """Return the NIS codes of those acted for in which an adoption holds on `day`."""
    found = (
        AdoptionRecord.objects.exclude(state=AdoptionState.WITHDRAWN)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
        .values_list("municipality_nis", flat=True)
    )
    return frozenset(found)


def compiled(record: AdoptionRecord, *, as_of: datetime | None = None) -> Adoption:
    """Return an adoption ready to decide, out of the cache of this process where it can.

    Args:
        record: The adoption.
        as_of: The moment whose last day counts, to reproduce what was decided then; by default an
            adoption that was ended early ends on its new last day.

    Raises:
        AdoptionDamaged: Its text was changed.
        ReleaseDamaged: The bytes of its release were.
        PackageRefused: This version of Klik no longer reads it.
    """
    closed = record.closed_at if record.state == AdoptionState.ENDED else None
    ended = closed is not None and (as_of is None or as_of >= closed)
    return _compiled(
        _Text(
            digest=record.digest,
            release_digest=record.release.digest,
            last_day=record.until_on if ended else None,
            text=bytes(record.text),
            release=record.release,
        )
    )


@lru_cache(maxsize=ADOPTIONS_KEPT)
def _compiled(text: _Text) -> Adoption:
    if hashlib.sha256(text.text).hexdigest() != text.digest:
        raise AdoptionDamaged(f"The text of adoption {text.digest} was changed.")
    found = read_text(adoption_document(text.text, file=FILE), package_of(text.release))
    return found if text.last_day is None else _ending_on(found, text.last_day)


def _ending_on(adoption: Adoption, last_day: date) -> Adoption:
    content = dict(adoption.content)
    content["period"] = {**content["period"], "until": last_day.isoformat()}
    return replace(adoption, document=replace(adoption.document, content=content))


def _with_release(found: QuerySet[AdoptionRecord]) -> QuerySet[AdoptionRecord]:
    return found.select_related("release").defer("release__archive")
