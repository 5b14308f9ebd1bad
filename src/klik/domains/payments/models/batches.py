"""Batches for the bank, and what it answered."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from klik.domains.payments.models.orders import REFERENCE_LENGTH, DebtorAccount, Order
from klik.domains.payments.models.words import BatchState
from klik.ground.tenancy.models import TenantModel

ACTOR_LENGTH = 64


class Batch(TenantModel):
    """Orders that leave in one file from one account."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message_id = models.CharField(max_length=REFERENCE_LENGTH, unique=True)
    debtor = models.ForeignKey(DebtorAccount, on_delete=models.PROTECT)
    execution_on = models.DateField()
    count = models.PositiveIntegerField()
    total_cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.DRAWN)
    needs_second_person = models.BooleanField()
    drawn_by = models.CharField(max_length=ACTOR_LENGTH)
    drawn_at = models.DateTimeField()  # stands in the file, which must not change
    approved_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the file, in hexadecimal
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="batch_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("drawn_by")), name="batch_approved_by_another_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(BatchState.DRAWN, BatchState.DECLINED))
                | (~Q(digest="") & (Q(needs_second_person=False) | ~Q(approved_by=""))),
                name="batch_has_a_file_only_once_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class BatchLine(TenantModel):
    """The place of an order in a batch. An order is in one batch that was not declined."""

    rights = ("SELECT", "INSERT", "UPDATE (declined)")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    declined = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(declined=False), name="batch_line_once_per_order"
            ),
            models.UniqueConstraint(fields=["batch", "place"], name="batch_line_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.place}"


class BankAnswer(TenantModel):
    """What the bank said about a batch; the file itself is in the file store."""

    rights = ("SELECT", "INSERT")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    digest = models.CharField(max_length=64)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="answers")
    message_id = models.CharField(max_length=REFERENCE_LENGTH)  # the bank's own
    created_at = models.DateTimeField()  # by the bank
    taken_at = models.DateTimeField()
    status = models.CharField(max_length=4, blank=True)  # of the whole file
    executed = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    other = models.PositiveIntegerField()  # accepted, pending, or not named

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality_nis", "digest"], name="bank_answer_once"),
        ]

    def __str__(self) -> str:
        return self.message_id
