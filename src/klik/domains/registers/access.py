"""Who may do what with deliveries and with the persons in them."""

from __future__ import annotations

from klik.ground.tenancy import WITH_RESIDENTS, Actor, ActorKind, Role

_HANDLERS = frozenset({Role.CLERK})
_READERS = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})


def may_deliver(actor: Actor) -> bool:
    """Say whether `actor` may take in a delivery, close its report, or link two numbers."""
    return actor.is_of_the_installation or bool(_HANDLERS & actor.roles)


def may_record_agreement(actor: Actor) -> bool:
    """Say whether `actor` may record under which agreement is delivered."""
    return actor.is_of_the_installation or Role.REGULATION_MANAGER in actor.roles


def may_read_deliveries(actor: Actor) -> bool:
    """Say whether `actor` may read which deliveries came and what was rejected: all but editors."""
    return actor.is_of_the_installation or bool(WITH_RESIDENTS & actor.roles)


def may_read_account_holder(actor: Actor) -> bool:
    """Say whether `actor` may read in whose name an account stands: who pays judges it."""
    return may_read_persons(actor) or Role.FINANCE in actor.roles


def may_read_persons(actor: Actor) -> bool:
    """Say whether `actor` may read who a row is about."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)


def may_read_own_rows(actor: Actor) -> bool:
    """Say whether `actor` may read what a row says to somebody whom it names: she, or staff.

    Which person she is, the caller knows: the log-in said so.
    """
    return actor.kind == ActorKind.RESIDENT or may_read_persons(actor)
