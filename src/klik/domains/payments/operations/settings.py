"""What a municipality chooses for its payments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.payments import access
from klik.domains.payments.models import LONGEST_HOLD_DAYS, LedgerAccount, PaymentSettings
from klik.domains.payments.operations.refusals import PaymentsNotYours
from klik.domains.payments.queries.settings import settings_of
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]{0,29}", re.ASCII)


class SettingsRefused(Refusal):
    """A limit or an account number that cannot be."""

    status = 422


def set_limit(municipality_nis: str, *, cents: int, moment: datetime) -> PaymentSettings:
    """Choose above which sum, per account and day, a second person approves a batch.

    Raises:
        SettingsRefused: It is below zero.
        PaymentsNotYours: Another role.
    """
    if cents < 0:
        raise SettingsRefused("The limit is 0 or more, in cents. With 0 every batch needs two.")
    return _set(municipality_nis, {"second_person_above_cents": cents}, moment)


def set_hold(municipality_nis: str, *, days: int, moment: datetime) -> PaymentSettings:
    """Choose how many days a changed account waits after its owner was told.

    What waits already keeps the days that were told.

    Raises:
        SettingsRefused: Fewer than 0 days, or more than 30.
        PaymentsNotYours: Another role.
    """
    if not 0 <= days <= LONGEST_HOLD_DAYS:
        raise SettingsRefused("A changed account waits 0 to 30 days.")
    return _set(municipality_nis, {"account_hold_days": days}, moment)


def set_ledger(
    municipality_nis: str, *, numbers: Mapping[str, str], moment: datetime
) -> PaymentSettings:
    """Choose the numbers that the municipality's own accounts have, for the journal export.

    Args:
        municipality_nis: Among those acted for.
        numbers: Per word of `LedgerAccount` the number, such as `{"bank": "5500000"}`.
        moment: When.

    Raises:
        SettingsRefused: Another word, or a number in other signs.
        PaymentsNotYours: Another role.
    """
    unknown = sorted(set(numbers) - set(LedgerAccount.values))
    if unknown:
        raise SettingsRefused(
            f"{unknown[0][:30]!r} is no account; there are {', '.join(LedgerAccount.values)}."
        )
    if not all(_NUMBER.fullmatch(number) for number in numbers.values()):
        raise SettingsRefused("A number of an account has 1 to 30 digits, letters or . / -")
    return _set(municipality_nis, {"ledger": dict(numbers)}, moment)


def _set(municipality_nis: str, values: Mapping[str, object], moment: datetime) -> PaymentSettings:
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    settings = settings_of(municipality_nis)
    for name, value in values.items():
        setattr(settings, name, value)
    settings.set_at = moment
    settings.save()
    record_act(
        municipality_nis,
        "payments.set-settings",
        subject=f"payment-settings:{municipality_nis}",
        payload=values,
        moment=moment,
    )
    return settings
