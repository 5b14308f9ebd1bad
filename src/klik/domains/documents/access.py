"""Who may do what with documents."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role

_READERS = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
_FILERS = frozenset({Role.CLERK, Role.APPROVER, Role.FINANCE})


def may_file(actor: Actor) -> bool:
    """Say whether what `actor` does may leave a document: an auditor changes nothing."""
    return actor.is_of_the_installation or bool(_FILERS & actor.roles)


def may_read(actor: Actor) -> bool:
    """Say whether `actor` may open documents about persons."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)
