"""Who may change the catalogue. Reading it is open: a regulation is public."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role


def may_publish_releases(actor: Actor) -> bool:
    """Say whether `actor` may archive a release, which every municipality may then adopt."""
    return actor.is_of_the_installation


def may_adopt(actor: Actor) -> bool:
    """Say whether `actor` may adopt a package for the municipality, or end an adoption."""
    return actor.is_of_the_installation or Role.REGULATION_MANAGER in actor.roles
