"""Who may do what with appointments."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Actor, ActorKind, Role

_KEEPERS: Final = frozenset({Role.CLERK, Role.REGULATION_MANAGER})
_READERS: Final = frozenset({Role.CLERK, Role.AUDITOR})


def is_at_the_counter(actor: Actor) -> bool:
    """Say whether `actor` makes, moves and cancels appointments for others."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_book(actor: Actor) -> bool:
    """Say whether `actor` may make an appointment: anybody for herself, a clerk for another."""
    return actor.kind == ActorKind.RESIDENT or is_at_the_counter(actor)


def may_keep_kinds(actor: Actor) -> bool:
    """Say whether `actor` may change what one can come for, and when."""
    return actor.is_of_the_installation or bool(_KEEPERS & actor.roles)


def may_read(actor: Actor) -> bool:
    """Say whether `actor` may see who comes."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)
