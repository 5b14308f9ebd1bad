"""Who may change who works here."""

from __future__ import annotations

from klik.ground.tenancy import Actor


def may_change_staff(actor: Actor) -> bool:
    """Say whether `actor` may add accounts and give or take roles: the operator may."""
    return actor.is_of_the_installation
