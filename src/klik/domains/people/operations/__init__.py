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
)
from klik.domains.people.operations.mandates import (
    MandateNotFound,
    MandateWrong,
    give_mandate,
    revoke_mandate,
)
from klik.domains.people.operations.memory import (
    forget,
    forget_ended,
    remember,
    remember_once,
    take,
)
from klik.domains.people.operations.residents import (
    IdentityOfAnother,
    PersonWrong,
    ResidentNotYours,
    attach_identity,
    confirm_resident,
    erase,
    forget_resident,
    meet_resident,
)
from klik.domains.people.operations.sessions import (
    LogInNotFresh,
    Started,
    end_session,
    end_sessions,
    forget_sessions,
    log_in,
    note_seen,
    require_fresh,
    start_session,
)

__all__ = [
    "AccountWrong",
    "IdentityOfAnother",
    "LogInNotFresh",
    "MandateNotFound",
    "MandateWrong",
    "PersonWrong",
    "ResidentNotYours",
    "StaffNotYours",
    "Started",
    "add_account",
    "attach_identity",
    "confirm_resident",
    "end_account",
    "end_session",
    "end_sessions",
    "erase",
    "forget",
    "forget_ended",
    "forget_resident",
    "forget_sessions",
    "give_mandate",
    "give_role",
    "log_in",
    "meet_resident",
    "note_factors_changed",
    "note_failed_factor",
    "note_log_in",
    "note_seen",
    "remember",
    "remember_once",
    "require_fresh",
    "reset_account",
    "revoke_mandate",
    "start_session",
    "take",
    "take_role",
]
