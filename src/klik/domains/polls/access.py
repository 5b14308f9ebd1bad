"""Who may write, moderate and lead what a room is asked. Whoever is in the room may answer."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role


def may_edit(actor: Actor) -> bool:
    """Say whether `actor` may edit for the municipalities acted for: an editor may."""
    return actor.is_of_the_installation or Role.EDITOR in actor.roles
