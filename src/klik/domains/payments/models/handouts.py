"""Vouchers, gifts and credits, and the counter that numbers them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.payments.models.batches import ACTOR_LENGTH
from klik.domains.payments.models.words import HandoutKind, HandoutState
from klik.ground.tenancy.models import TenantModel


class HandoutCounter(TenantModel):
    """The last number given in a year; its row is the lock under which numbers are given."""

    rights = ("SELECT", "INSERT", "UPDATE")

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "year"], name="handout_counter_one_per_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_nis} {self.year}: {self.last}"


class Handout(TenantModel):
    """A voucher, gift or credit with its number."""

    rights = ("SELECT", "INSERT", "UPDATE")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=100, db_index=True)
    award = models.CharField(max_length=100)
    piece = models.PositiveIntegerField()
    budget_key = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=HandoutKind)
    amount_cents = models.PositiveBigIntegerField(null=True, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    collect_by = models.DateField(null=True, blank=True)
    sealed_recipient = models.BinaryField()
    state = models.CharField(max_length=12, choices=HandoutState, default=HandoutState.TO_HAND_OUT)
    placed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    handed_out_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "year", "number"], name="handout_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["municipality_nis", "decision", "award", "piece"], name="handout_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HandoutState.values, kind__in=HandoutKind.values),
                name="handout_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(state=HandoutState.TO_HAND_OUT) ^ Q(ended_at__isnull=False),
                name="handout_ended_at_iff_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=HandoutState.HANDED_OUT) ^ Q(handed_out_by=""),
                name="handout_by_somebody_iff_handed_out",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Return the number that people read, such as BON-37021-2026-000012."""
        return f"BON-{self.municipality_nis}-{self.year}-{self.number:06d}"
