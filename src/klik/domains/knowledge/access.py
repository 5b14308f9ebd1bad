"""Who may write what everybody reads, and what municipalities share."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Actor, Role

_WRITERS: Final = frozenset({Role.CLERK, Role.REGULATION_MANAGER})
_EDITORS: Final = frozenset({Role.EDITOR})


def may_write(actor: Actor) -> bool:
    """Say whether `actor` may write, publish and take down."""
    return actor.is_of_the_installation or bool(_WRITERS & actor.roles)


def may_edit(actor: Actor) -> bool:
    """Say whether `actor` may edit what the municipality acted for shares in the hub."""
    return actor.is_of_the_installation or bool(_EDITORS & actor.roles)
