"""Whose an application is: the resident who acts is who applies, or who has a mandate of her."""

from __future__ import annotations

from datetime import datetime

from klik.domains.cases.models import Application
from klik.domains.people import queries as people
from klik.domains.people.models import resident_id_of
from klik.ground.clock import moment_now
from klik.ground.tenancy import Actor, ActorKind, current_actor


def is_barred(application: Application, *, moment: datetime | None = None) -> bool:
    """Say whether who acts is a resident to whom this application does not exist."""
    return is_barred_from(
        current_actor(),
        application.municipality_nis,
        bytes(application.person),
        scope=application.family,
        moment=moment,
    )


def is_barred_from(
    actor: Actor,
    municipality_nis: str,
    person: bytes,
    *,
    scope: str,
    moment: datetime | None = None,
) -> bool:
    """Say whether `actor` is a resident who may not apply for a person. Staff and jobs never are.

    Args:
        actor: Who acts.
        municipality_nis: Where.
        person: The keyed hash of who applies.
        scope: The family of the benefit, which a mandate may name.
        moment: On which a mandate must hold; now by default.
    """
    if actor.kind is not ActorKind.RESIDENT or actor.is_resident(person):
        return False
    taker = resident_id_of(actor.reference)
    giver = people.resident_with(person, municipality_nis)
    if taker is None or giver is None:
        return True
    return not people.may_act_for(taker, giver.id, scope=scope, moment=moment or moment_now())
