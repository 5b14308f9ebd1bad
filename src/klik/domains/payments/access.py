"""Who may do what with payments."""

from __future__ import annotations

from klik.ground.tenancy import Actor, ActorKind, Role

_PLACE = frozenset({Role.CLERK, Role.APPROVER, Role.FINANCE})
_APPROVE = frozenset({Role.APPROVER, Role.FINANCE})
_SEE = frozenset({Role.FINANCE, Role.AUDITOR})


def may_place(actor: Actor) -> bool:
    """Say whether `actor` may place orders and hand-outs, as the run of a decision does."""
    return actor.is_of_the_installation or bool(actor.roles & _PLACE)


def may_pay(actor: Actor) -> bool:
    """Say whether `actor` may draw batches, take answers and hand out."""
    return actor.is_of_the_installation or Role.FINANCE in actor.roles


def may_withhold(actor: Actor) -> bool:
    """Say whether `actor` may stop or give up what is not paid, as who withdraws a decision."""
    return actor.is_of_the_installation or bool(actor.roles & _APPROVE)


def may_approve(actor: Actor, *, drawn_by: str) -> bool:
    """Say whether `actor` may be the second person for a batch: no job, and not who drew it."""
    is_person = actor.kind == ActorKind.OPERATOR or bool(actor.roles & _APPROVE)
    return is_person and actor.reference != drawn_by


def may_cancel_change(actor: Actor, people: frozenset[bytes]) -> bool:
    """Say whether `actor` may cancel a changed account: whose it is, a clerk or finance."""
    return actor.person in people or actor.is_of_the_installation or bool(actor.roles & _PLACE)


def may_see_payments(actor: Actor) -> bool:
    """Say whether `actor` may see payments in detail."""
    return actor.is_of_the_installation or bool(actor.roles & _SEE)
