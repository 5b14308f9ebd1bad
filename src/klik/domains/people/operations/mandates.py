"""Mandates: one resident lets another act for her."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.people import access, queries
from klik.domains.people.models import EVERYTHING, Mandate, Resident
from klik.domains.people.operations.residents import ResidentNotYours
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

_SCOPE: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")


class MandateWrong(Refusal):
    """A mandate that cannot be given so."""

    reason = (
        "A mandate goes from one resident to another, is for everything or for one family of "
        "benefits, and ends after it begins."
    )


class MandateNotFound(Refusal):
    """No mandate of the municipalities acted for has this key."""

    status = 404
    reason = "There is no such mandate."


def give_mandate(
    giver: UUID,
    taker: UUID,
    *,
    scope: str = EVERYTHING,
    until_at: datetime | None = None,
    moment: datetime,
) -> Mandate:
    """Let one resident act for another; one that lasts as long already is returned as it is.

    Args:
        giver: For whom she will act.
        taker: Who will act; known in the same municipality.
        scope: A family of benefits, such as `geboorte`; everything where absent.
        until_at: Until when; until it is revoked where absent.
        moment: From when.

    Raises:
        NotActing: Outside `acting_for`.
        ResidentNotFound: One of them is not known here.
        ResidentNotYours: Another actor than who gives it, or a clerk.
        MandateWrong: To herself, to another municipality, or it would end before it begins.
    """
    people = {row.pk: row for row in Resident.objects.filter(pk__in=[giver, taker])}
    if giver not in people or taker not in people:
        raise queries.ResidentNotFound
    giving, taking = people[giver], people[taker]
    if not access.may_give_mandate_of(current_actor(), bytes(giving.person)):
        raise ResidentNotYours
    _require_possible(giving, taking, scope, until_at, moment)
    held = Mandate.objects.select_for_update().filter(
        Mandate.held_at(moment), giver=giving, taker=taking, scope=scope
    )
    for one in held:
        if _lasts_as_long(one, until_at):
            return one
    made = Mandate(
        municipality_nis=giving.municipality_nis,
        giver=giving,
        taker=taking,
        scope=scope,
        from_at=moment,
        until_at=until_at,
        given_by=current_actor().reference,
    )
    made.save(force_insert=True)
    _record("people.give-mandate", made, moment)
    return made


def revoke_mandate(mandate: UUID, *, moment: datetime) -> bool:
    """End a mandate now; say whether it lasted still.

    Raises:
        NotActing: Outside `acting_for`.
        MandateNotFound: There is none of whoever acts: who gave it, who took it, a clerk.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("giver", "taker")
    found = rows.filter(pk=mandate).first()
    if found is None:
        raise MandateNotFound
    people = bytes(found.giver.person), bytes(found.taker.person)
    if not access.may_end_mandate_of(current_actor(), *people):
        raise MandateNotFound  # to a stranger it is not there
    if found.until_at is not None and found.until_at <= moment:
        return False
    found.until_at = max(moment, found.from_at)
    found.save(update_fields=["until_at"])
    _record("people.revoke-mandate", found, moment)
    return True


def _require_possible(
    giver: Resident, taker: Resident, scope: str, until_at: datetime | None, moment: datetime
) -> None:
    is_here = giver.municipality_nis == taker.municipality_nis
    ends_before = until_at is not None and until_at <= moment
    if giver == taker or not is_here or ends_before or not _SCOPE.fullmatch(scope):
        raise MandateWrong


def _lasts_as_long(held: Mandate, until_at: datetime | None) -> bool:
    if held.until_at is None:
        return True
    return until_at is not None and until_at <= held.until_at


def _record(act: str, mandate: Mandate, moment: datetime) -> None:
    record_act(
        mandate.municipality_nis,
        act,
        subject=mandate.giver.reference,
        payload={"taker": mandate.taker.reference, "scope": mandate.scope},
        moment=moment,
    )
