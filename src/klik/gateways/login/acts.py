"""Log-ins and failed second factors go to the audit, before they count."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from klik.domains.people import operations, queries
from klik.ground.clock import moment_now
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

if TYPE_CHECKING:
    from klik.domains.people.models import Account

# Who she may act for is what her log-in asks; only her own roles are read.
LOG_IN: Final = Actor(ActorKind.SYSTEM, "log-in")


def note_log_in(account: Account, *, with_factor: str) -> None:
    """Record a log-in for each municipality where the account holds a role.

    Raises:
        DataKeyMissing, MasterKeyMissing, KeyDamaged: It cannot be recorded, so nobody gets in.
    """
    _note(account, partial(operations.note_log_in, with_factor=with_factor))


def note_failed_factor(account: Account) -> None:
    """Record that a right password was followed by a wrong second factor."""
    _note(account, operations.note_failed_factor)


def note_factors_changed(account: Account, change: str) -> None:
    """Record that an account added or removed a second factor."""
    _note(account, partial(operations.note_factors_changed, change=change))


def note_password_changed(account: Account) -> None:
    """Record that an account chose another password."""
    _note(account, operations.note_password_changed)


def _note(account: Account, record: Callable[..., None]) -> None:
    moment = moment_now()
    with acting_for(EVERYWHERE, LOG_IN, only_reading=True):
        municipalities = queries.municipalities_of(account, moment=moment)
    if municipalities:
        with acting_for(municipalities, Actor(ActorKind.STAFF, account.reference)):
            record(account, moment=moment)
