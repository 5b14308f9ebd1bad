"""Who may do what with a municipality's own settings."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role


def may_set_house_style(actor: Actor) -> bool:
    """Say whether `actor` may choose how the municipality looks."""
    return actor.is_of_the_installation or Role.REGULATION_MANAGER in actor.roles


def may_set_contact(actor: Actor) -> bool:
    """Say whether `actor` may keep address and opening hours: who is at the counter knows them."""
    keepers = frozenset({Role.REGULATION_MANAGER, Role.CLERK})
    return actor.is_of_the_installation or bool(keepers & actor.roles)


def may_name_hosts(actor: Actor) -> bool:
    """Say whether `actor` may say under which host names a municipality is served."""
    return actor.is_of_the_installation
