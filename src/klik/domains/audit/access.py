"""Who may read the audit."""

from __future__ import annotations

from klik.ground.tenancy import Actor, ActorKind, Role


def may_read_audit(actor: Actor) -> bool:
    """Say whether `actor` may read the lines of the municipality."""
    return actor.is_of_the_installation or Role.AUDITOR in actor.roles


def may_see_views_of(actor: Actor, person: str) -> bool:
    """Say whether `actor` may know who saw the data of `person`: she herself, or an auditor.

    A resident's reference is the keyed hash by which she is known, in hexadecimal.
    """
    is_herself = actor.kind == ActorKind.RESIDENT and actor.reference == person
    return is_herself or may_read_audit(actor)
