"""The journal, and what a municipality chose for its payments."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from klik.domains.payments.models.orders import REFERENCE_LENGTH
from klik.domains.payments.models.words import LedgerAccount
from klik.ground.tenancy.models import TenantModel

HOLD_DAYS: Final = 3
LONGEST_HOLD_DAYS: Final = 30


class PaymentSettings(TenantModel):
    """What a municipality chose for its payments."""

    rights = ("SELECT", "INSERT", "UPDATE")

    second_person_above_cents = models.PositiveBigIntegerField(default=0)
    # So long a changed account waits, from the day on which its owner was told.
    account_hold_days = models.PositiveSmallIntegerField(default=HOLD_DAYS)
    ledger = models.JSONField(default=dict)  # per LedgerAccount the number in its own accounts
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis"], name="payment_settings_one_per_municipality"
            ),
            models.CheckConstraint(
                condition=Q(account_hold_days__lte=LONGEST_HOLD_DAYS),
                name="payment_settings_hold_a_month_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"payment settings of {self.municipality_nis}"


class JournalLine(TenantModel):
    """One entry of double bookkeeping: an amount from one account to another, so it balances."""

    rights = ("SELECT", "INSERT")

    key = models.CharField(max_length=100)
    booked_on = models.DateField()
    debit = models.CharField(max_length=15, choices=LedgerAccount)
    credit = models.CharField(max_length=15, choices=LedgerAccount)
    amount_cents = models.PositiveBigIntegerField()
    budget_key = models.CharField(max_length=100, blank=True)
    decision = models.CharField(max_length=100, blank=True)
    about = models.CharField(max_length=REFERENCE_LENGTH)  # what stays open until it is settled
    document = models.CharField(max_length=REFERENCE_LENGTH)  # payment, batch or hand-out

    class Meta:
        indexes = [
            models.Index(fields=["municipality_nis", "booked_on"], name="journal_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality_nis", "key"], name="journal_line_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="journal_line_has_amount"),
            models.CheckConstraint(
                condition=Q(debit__in=LedgerAccount.values, credit__in=LedgerAccount.values)
                & ~Q(debit=F("credit")),
                name="journal_line_between_two_accounts",
            ),
        ]

    def __str__(self) -> str:
        return self.key
