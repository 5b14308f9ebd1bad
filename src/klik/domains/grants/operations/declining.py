"""Letting a person say that she wants no benefit of herself, and take that back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.grants import access
from klik.domains.grants.models import Declined
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class WishNotYours(Refusal):
    """Somebody else than the person herself or a clerk."""

    status = 403
    reason = "Only the person herself, or a clerk for her, says this."


def decline(municipality_nis: str, person: bytes, *, moment: datetime) -> None:
    """Keep that a person wants nothing of herself; again changes nothing.

    A run leaves her out from then on, also one that was planned before. She may always apply.

    Raises:
        WishNotYours: Another actor than she herself or a clerk.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    _require(municipality_nis, person)
    wish = Declined(
        municipality_nis=municipality_nis,
        person=person,
        said_at=moment,
        said_by=current_actor().reference,
    )
    Declined.objects.bulk_create([wish], ignore_conflicts=True)
    standing = Declined.objects.get(municipality_nis=municipality_nis, person=person)
    if standing.pk == wish.pk:
        _record(wish, "grants.decline", moment)


def take_back(municipality_nis: str, person: Collection[bytes], *, moment: datetime) -> None:
    """Let a person get benefits of herself again; again changes nothing.

    Args:
        municipality_nis: Among those acted for.
        person: Her keyed hashes.
        moment: When.

    Raises:
        WishNotYours: Another actor than she herself or a clerk.
    """
    for wish in Declined.objects.filter(municipality_nis=municipality_nis, person__in=list(person)):
        _require(municipality_nis, bytes(wish.person), of=person)
        _record(wish, "grants.take-back", moment)
        wish.delete()


def _require(municipality_nis: str, person: bytes, *, of: Collection[bytes] = ()) -> None:
    require_acting_for(municipality_nis)
    actor = current_actor()
    is_hers = actor.is_resident(person) or (actor.person is not None and actor.person in set(of))
    if not (is_hers or access.may_plan(actor)):
        raise WishNotYours


def _record(wish: Declined, act: str, moment: datetime) -> None:
    record_act(wish.municipality_nis, act, subject=f"declined:{wish.pk}", payload={}, moment=moment)
