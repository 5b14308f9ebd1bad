"""Who may do what with cases."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role

_READERS = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})


def may_decide(actor: Actor) -> bool:
    """Say whether what `actor` does may leave decisions: a run, or who approves one."""
    return actor.is_of_the_installation or Role.APPROVER in actor.roles


def may_read_cases(actor: Actor) -> bool:
    """Say whether `actor` may read what was decided about persons, and why."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)
