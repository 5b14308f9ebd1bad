"""Who may read the audit."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role


def may_read_audit(actor: Actor) -> bool:
    """Say whether `actor` may read the lines of the municipality."""
    return actor.is_of_the_installation or Role.AUDITOR in actor.roles


def may_see_views_of(actor: Actor, person: str) -> bool:
    """Say whether `actor` may know who saw the data of `person`: she herself, or an auditor.

    Args:
        actor: Who asks.
        person: A keyed hash in hexadecimal.
    """
    return actor.is_resident(bytes.fromhex(person)) or may_read_audit(actor)
