"""Who may do what with reports of problems."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Actor, ActorKind, Role

_READERS: Final = frozenset({Role.CLERK, Role.AUDITOR})


def may_report(actor: Actor) -> bool:
    """Say whether `actor` may report a problem: anybody, and a clerk for who calls."""
    return actor.kind == ActorKind.RESIDENT or may_handle(actor)


def may_handle(actor: Actor) -> bool:
    """Say whether `actor` may say what becomes of a report."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_read(actor: Actor) -> bool:
    """Say whether `actor` may see who reported and what she wrote."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)
