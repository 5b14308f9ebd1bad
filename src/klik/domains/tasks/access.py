"""Who may do what with tasks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from klik.domains.tasks.models import Reason
from klik.ground.tenancy import WITH_RESIDENTS, Actor, ActorKind, Role

PAYMENT_REASONS: Final = frozenset(
    {
        Reason.ACCOUNT,
        Reason.ACCOUNT_CHANGE,
        Reason.BANK,
        Reason.HOLDER,
        Reason.BEFORE_PAYMENT,
        Reason.BANK_REJECTED,
    }
)
"""What only finance can settle: an account, a name for the bank, a payment that is held."""
_READERS = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})


def may_open_task(actor: Actor) -> bool:
    """Say whether what `actor` does may leave a task: an auditor changes nothing."""
    leaves = actor.is_of_the_installation or actor.kind == ActorKind.RESIDENT
    return leaves or bool(actor.roles & (WITH_RESIDENTS - {Role.AUDITOR}))


def may_work_on_tasks(actor: Actor) -> bool:
    """Say whether `actor` may take, hand over and finish tasks."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_work_on(actor: Actor, reason: str) -> bool:
    """Say whether `actor` may take, hand over and finish a task of this reason."""
    is_of_finance = Role.FINANCE in actor.roles and reason in PAYMENT_REASONS
    decides_again = Role.APPROVER in actor.roles and reason == Reason.OBJECTION
    return may_work_on_tasks(actor) or is_of_finance or decides_again


def may_read_tasks(actor: Actor) -> bool:
    """Say whether `actor` may read the worklist and its notes."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)


def readable_reasons(actor: Actor) -> frozenset[str]:
    """Return of which reasons `actor` may read the tasks."""
    everything: Iterable[str] = Reason.values
    if may_read_tasks(actor):
        return frozenset(everything)
    return PAYMENT_REASONS if Role.FINANCE in actor.roles else frozenset()
