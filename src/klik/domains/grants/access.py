"""Who may do what with runs."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import WITH_RESIDENTS, Actor, ActorKind, Role

_SEES_PERSONS: Final = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})


def may_plan(actor: Actor) -> bool:
    """Say whether `actor` may plan a run and note what she found out about a child."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_approve(actor: Actor) -> bool:
    """Say whether `actor` may note the decision of an organ on a plan: a person of the town."""
    return actor.kind == ActorKind.STAFF and Role.APPROVER in actor.roles


def may_execute(actor: Actor) -> bool:
    """Say whether `actor` may execute what was approved: a job, or who approves."""
    return actor.is_of_the_installation or Role.APPROVER in actor.roles


def may_read_runs(actor: Actor) -> bool:
    """Say whether `actor` may read runs, in which nobody is named."""
    return actor.is_of_the_installation or bool(WITH_RESIDENTS & actor.roles)


def may_read_letters(actor: Actor) -> bool:
    """Say whether `actor` may read, of which a view is noted, what a run tells somebody."""
    return actor.is_of_the_installation or bool(_SEES_PERSONS & actor.roles)
