"""Who may write what everybody reads."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Actor, Role

_WRITERS: Final = frozenset({Role.CLERK, Role.REGULATION_MANAGER})


def may_write(actor: Actor) -> bool:
    """Say whether `actor` may write, publish and take down."""
    return actor.is_of_the_installation or bool(_WRITERS & actor.roles)
