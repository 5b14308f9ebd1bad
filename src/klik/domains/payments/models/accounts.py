"""Changed accounts: announced where the payee was reached before, and held until the day told."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from klik.domains.payments.models.orders import HASH_BYTES
from klik.domains.payments.models.words import ChangeState
from klik.ground.tenancy.models import TenantModel

ACTOR_LENGTH = 64


class AccountChange(TenantModel):
    """Another account than the one on which a payee was paid, as she or somebody else gave it.

    Which orders wait for it, its account and payee say: those of `HeldBecause.ACCOUNT_CHANGED`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.BinaryField(max_length=HASH_BYTES)  # the keyed hash of the payee
    account_hash = models.BinaryField(max_length=HASH_BYTES)  # of the new account
    sealed = models.BinaryField()  # both accounts by their ends, and where she is told
    decision = models.CharField(max_length=100)  # for which it was given first
    language = models.CharField(max_length=2)
    ways = models.PositiveSmallIntegerField()  # by which she is told; none needs a phone call
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=ACTOR_LENGTH)
    hold_days = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(null=True, blank=True)
    pays_from = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=ACTOR_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality_nis", "person"], name="account_change_of_person"),
            models.Index(
                fields=["municipality_nis", "pays_from"],
                condition=Q(state=ChangeState.WAITING),
                name="account_change_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_nis", "person", "account_hash"],
                condition=Q(state=ChangeState.WAITING),
                name="account_change_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ChangeState.values), name="account_change_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.WAITING, ended_at__isnull=True)
                | (~Q(state=ChangeState.WAITING) & Q(ended_at__isnull=False)),
                name="account_change_ended_at_iff_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"account change {self.id}: {self.state}"
