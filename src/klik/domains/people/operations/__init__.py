"""Writes of people. Each runs in the transaction of `acting_for`, but for what log-in remembers."""

from klik.domains.people.operations.accounts import (
    AccountWrong,
    StaffNotYours,
    add_account,
    end_account,
    give_role,
    reset_account,
    take_role,
)
from klik.domains.people.operations.acts import (
    note_factors_changed,
    note_failed_factor,
    note_log_in,
    note_password_changed,
)
from klik.domains.people.operations.memory import forget, forget_ended, remember, remember_once

__all__ = [
    "AccountWrong",
    "StaffNotYours",
    "add_account",
    "end_account",
    "forget",
    "forget_ended",
    "give_role",
    "note_factors_changed",
    "note_failed_factor",
    "note_log_in",
    "note_password_changed",
    "remember",
    "remember_once",
    "reset_account",
    "take_role",
]
