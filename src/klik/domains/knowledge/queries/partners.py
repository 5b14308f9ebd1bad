"""Reads of who works with municipalities: public, and all of it for the owner's staff."""

from __future__ import annotations

from uuid import UUID

from klik.domains.knowledge.models import Partner, PartnerKind
from klik.ground.refusals import Refusal

KINDS: tuple[str, ...] = tuple(PartnerKind.values)


class PartnerNotFound(Refusal):
    """No partner that may be read here has this name."""

    status = 404
    reason = "There is no such partner."


def shown_partners(*, kind: str = "") -> list[Partner]:
    """Return who works with municipalities, by name; of one kind where one is asked."""
    rows = Partner.objects.filter(is_shown=True)
    return list((rows.filter(kind=kind) if kind else rows).order_by("name", "slug"))


def shown_partner(slug: str) -> Partner:
    """Return one partner.

    Raises:
        PartnerNotFound: There is none, or it is not shown any more.
    """
    found = Partner.objects.filter(slug=slug, is_shown=True).first()
    if found is None:
        raise PartnerNotFound
    return found


def own_partners(owner_nis: str) -> list[Partner]:
    """Return the partners that a municipality keeps, also those that are not shown."""
    return list(Partner.objects.filter(owner_nis=owner_nis).order_by("name", "slug"))


def own_partner(owner_nis: str, identifier: UUID) -> Partner:
    """Return one partner that a municipality keeps.

    Raises:
        PartnerNotFound: It keeps none with this key.
    """
    found = Partner.objects.filter(pk=identifier, owner_nis=owner_nis).first()
    if found is None:
        raise PartnerNotFound
    return found
