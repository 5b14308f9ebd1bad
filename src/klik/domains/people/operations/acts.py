"""What is recorded about the log-in of staff, for each municipality where she has a role."""

from __future__ import annotations

from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.people import queries
from klik.domains.people.models import Account


def note_log_in(account: Account, *, with_factor: str, moment: datetime) -> None:
    """Record that an account logged in, for every municipality acted for where she has a role.

    Args:
        account: Who.
        with_factor: `totp`, `webauthn`, `recovery_codes`, or `none` before one was set up.
        moment: When.
    """
    for municipality_nis in queries.municipalities_of(account, moment=moment):
        record(municipality_nis, "people.log-in", account, moment, with_factor=with_factor)


def note_failed_factor(account: Account, *, moment: datetime) -> None:
    """Record a wrong second factor after a right password, for each municipality as above."""
    for municipality_nis in queries.municipalities_of(account, moment=moment):
        record(municipality_nis, "people.fail-second-factor", account, moment)


def note_factors_changed(account: Account, *, change: str, moment: datetime) -> None:
    """Record that an account changed its second factors, for each municipality as above."""
    for municipality_nis in queries.municipalities_of(account, moment=moment):
        record(municipality_nis, "people.change-second-factor", account, moment, change=change)


def note_password_changed(account: Account, *, moment: datetime) -> None:
    """Record that an account chose another password, for each municipality as above."""
    for municipality_nis in queries.municipalities_of(account, moment=moment):
        record(municipality_nis, "people.change-password", account, moment)


def record(
    municipality_nis: str, act: str, account: Account, moment: datetime, **payload: object
) -> None:
    """Record an act about an account; its line names her by her reference alone."""
    record_act(municipality_nis, act, subject=account.reference, payload=payload, moment=moment)
