"""Payment orders, and the accounts that pay them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.payments.models.words import HeldBecause, OrderState
from klik.ground.tenancy.models import TenantModel

HASH_BYTES = 32
REFERENCE_LENGTH = 35  # of a message or payment, ISO 20022 Max35Text
SETTLED = (OrderState.EXECUTED, OrderState.REJECTED, OrderState.CANCELLED)


class DebtorAccount(TenantModel):
    """An account that pays, as it was named; another name or bank makes another row."""

    rights = ("SELECT", "INSERT", "UPDATE (sealed)")  # under a new key, the same

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    named_hash = models.BinaryField(max_length=HASH_BYTES)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "named_hash"], name="debtor_account_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Order(TenantModel):
    """One payment to one account, for one award of one decision."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    end_to_end_id = models.CharField(max_length=REFERENCE_LENGTH, unique=True)
    decision = models.CharField(max_length=100)
    award = models.CharField(max_length=100)
    budget_key = models.CharField(max_length=100, blank=True)
    amount_cents = models.PositiveBigIntegerField()
    debtor = models.ForeignKey(DebtorAccount, on_delete=models.PROTECT)
    sealed_creditor = models.BinaryField()
    account_hash = models.BinaryField(max_length=HASH_BYTES, null=True)
    payee_hash = models.BinaryField(max_length=HASH_BYTES)
    state = models.CharField(max_length=10, choices=OrderState)
    held_because = models.CharField(max_length=20, choices=HeldBecause, blank=True)
    bank_status = models.CharField(max_length=4, blank=True)  # what the bank said last
    bank_reason = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    placed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # The first order of its award; one that a bank rejected is followed by another.
    root = models.CharField(max_length=REFERENCE_LENGTH)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    stage: str  # how far it is, where `queries.staged` found it

    class Meta:
        indexes = [
            models.Index(fields=["municipality_nis", "state"], name="payment_order_state"),
            models.Index(fields=["municipality_nis", "account_hash"], name="payment_order_account"),
            models.Index(fields=["municipality_nis", "decision"], name="payment_order_decision"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="order_state_is_known"
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="order_pays_something"),
            models.CheckConstraint(
                condition=Q(state=OrderState.HELD) ^ Q(held_because=""),
                name="order_is_held_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SETTLED) ^ Q(settled_at__isnull=True),
                name="order_settled_at_iff_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id
