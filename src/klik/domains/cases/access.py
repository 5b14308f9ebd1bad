"""Who may do what with cases."""

from __future__ import annotations

from klik.ground.tenancy import Actor, ActorKind, Role

_READERS = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
_RULERS = frozenset({Role.CLERK, Role.APPROVER})


def may_decide(actor: Actor) -> bool:
    """Say whether what `actor` does may leave decisions: a run, or who approves one."""
    return actor.is_of_the_installation or Role.APPROVER in actor.roles


def may_read_cases(actor: Actor) -> bool:
    """Say whether `actor` may read what was decided about persons, and why."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)


def may_apply(actor: Actor) -> bool:
    """Say whether `actor` may apply: a resident for herself, or a clerk who helps one."""
    helps = actor.is_of_the_installation or Role.CLERK in actor.roles
    return helps or actor.kind == ActorKind.RESIDENT


def may_read_applications(actor: Actor) -> bool:
    """Say whether `actor` may read what was asked; a resident reads her own only."""
    return may_read_cases(actor) or actor.kind == ActorKind.RESIDENT


def may_handle(actor: Actor) -> bool:
    """Say whether `actor` may ask more of who applied, note facts and settle a dispute."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_rule(actor: Actor) -> bool:
    """Say whether `actor` may grant or refuse an application: a person, never the machine."""
    return actor.kind == ActorKind.STAFF and bool(_RULERS & actor.roles)
